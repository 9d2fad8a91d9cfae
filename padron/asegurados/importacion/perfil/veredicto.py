"""What the first reading decided."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from padron.asegurados.importacion.fechas import DIA_PRIMERO
from padron.asegurados.importacion.notas import Nota


@dataclass(frozen=True, slots=True)
class Veredicto:
    """How to read the columns of one file. The default is a file in our own format that nobody looked through."""

    sexo_m: str = "M"  # what «M» means in the letters of the CURP; "" if nothing shows it
    orden: str = DIA_PRIMERO  # of day and month in dates that can be read in two ways
    ciclos: Mapping[str, str] = field(default_factory=dict)  # other spellings of a cycle, and the one that is stored
    ciclos_dudosos: Mapping[str, str] = field(default_factory=dict)  # rare cycles, and the one that most rows have
    dominios: Mapping[str, int] = field(default_factory=dict)  # of many e-mail addresses of the file, with how many
    palabras: Collection[str] = ()  # words of names with accents, in lower case
    inscripciones: Mapping[tuple[str, str], dt.date] = field(default_factory=dict)  # usual day, by campus and cycle
    ajenas: Mapping[int, str] = field(default_factory=dict)  # lines whose CURP is another person's, and why
    compartidos: Mapping[int, Collection[int]] = field(default_factory=dict)  # lines that share a mailbox
    notas: Collection[Nota] = ()  # on whole columns
