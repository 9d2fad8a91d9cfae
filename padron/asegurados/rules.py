"""What follows from a student's data, without looking anything up."""

import datetime as dt
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from padron.identificadores import nss as nss_rules
from padron.identificadores.curp import DatosCurp, decode, from_nombre
from padron.identificadores.errors import InvalidIdentificador

# The positions of the CURP that each datum of the roster decides.
POSICIONES_NOMBRE: Final = (slice(0, 4), slice(13, 16))


@dataclass(frozen=True, slots=True)
class Persona:
    """A person as a roster tells of them; what it does not say is None."""

    nombres: str
    primer_apellido: str
    segundo_apellido: str
    fecha_nacimiento: dt.date | None = None
    sexo: str | None = None
    entidad: str | None = None


@dataclass(frozen=True, slots=True)
class Diferencia:
    """What a record says beside what it should say."""

    visto: str
    esperado: str

    def as_detalle(self) -> dict[str, str]:
        """Return it as a fault stores it."""
        return {"visto": self.visto, "esperado": self.esperado}


def normalize_correo(text: str) -> str:
    """Return the address as it is stored: stripped, in lower case. Dots and «+» are somebody's own affair."""
    return text.strip().lower()


def normalize_codigo(codigo: str) -> str:
    """Return a student code in the form in which two spellings of it are equal: capitals, letters and digits only."""
    return "".join(letra for letra in unicodedata.normalize("NFKC", codigo).upper() if letra.isalnum())


def is_correo_abierto(*, correo: str, padron: Iterable[str], vinculado: str | None) -> bool:
    """Tell whether a confirmed address opens a CURP: one of the roster's, or the bound one; either is enough.

    Source: docs/reglas.md, «E-mail».
    """
    typed = normalize_correo(correo)
    return bool(typed) and typed in {*map(normalize_correo, padron), normalize_correo(vinculado or "")}


@lru_cache(maxsize=4096)  # a load asks it of each number several times within one batch
def is_nss(text: str) -> bool:
    """Tell whether the text is an NSS with its check digit."""
    return nss_rules.is_valid(text)


def compare_curp(*, curp: str, datos: DatosCurp, persona: Persona) -> dict[str, Diferencia | None]:
    """Return, by cause, what differs between a CURP and what the roster says of the person; None where it agrees.

    A cause that the roster says nothing about is left out: it is neither a fault nor the end of one.
    Source: «Instructivo normativo para la asignación de la CURP», 2006, by way of `from_nombre`.
    """
    pares = (
        ("curp_nombre", _take_nombre(curp), _letters_of_nombre(datos, persona)),
        ("curp_fecha", datos.fecha_nacimiento, persona.fecha_nacimiento),
        ("curp_sexo", datos.sexo, persona.sexo),
        ("curp_entidad", datos.entidad, persona.entidad),
    )
    return {causa: _compare(visto, esperado) for causa, visto, esperado in pares if esperado is not None}


def is_nombre_de_curp(curp: str, persona: Persona) -> bool:
    """Tell whether the letters that a name gives to a CURP are those of this CURP."""
    return _letters_of_nombre(decode(curp), persona) == _take_nombre(curp)


def is_apellido_de_curp(curp: str, persona: Persona, *, primero: bool) -> bool:
    """Tell whether the letters that one surname gives to a CURP are those of this CURP.

    An inconvenient word has an X in the place of the vowel of the first surname.
    """
    letras, suyas = _letters_of_nombre(decode(curp), persona), _take_nombre(curp)
    if not letras:
        return False
    if primero:
        return letras[0] + letras[4] == suyas[0] + suyas[4] and suyas[1] in (letras[1], "X")
    return letras[2] + letras[5] == suyas[2] + suyas[5]


def compare_nss(*, padron: str | None, registrado: str | None) -> dict[str, Diferencia | None]:
    """Return, by cause, what differs between the NSS on the roster and the record's; None where nothing does."""
    is_wrong = padron is not None and not is_nss(padron)
    is_other = padron is not None and not is_wrong and registrado not in (None, padron)
    diferencia = Diferencia(padron or "", registrado or "")
    return {"nss_digito": diferencia if is_wrong else None, "nss_distinto": diferencia if is_other else None}


def _compare(visto: object, esperado: object) -> Diferencia | None:
    return None if visto == esperado else Diferencia(str(visto), str(esperado))


def _letters_of_nombre(datos: DatosCurp, persona: Persona) -> str:
    try:
        first16 = from_nombre(
            nombres=persona.nombres,
            primer_apellido=persona.primer_apellido,
            segundo_apellido=persona.segundo_apellido,
            fecha_nacimiento=datos.fecha_nacimiento,
            sexo=datos.sexo,
            entidad=datos.entidad,
        )
    except InvalidIdentificador:
        return ""  # no letters can be taken from such a name: a fault in itself
    return _take_nombre(first16)


def _take_nombre(curp: str) -> str:
    return "".join(curp[part] for part in POSICIONES_NOMBRE)
