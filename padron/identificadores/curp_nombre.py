"""From a person's name to the first 16 characters of the CURP."""

import datetime as dt
import unicodedata
from typing import Final

from padron.identificadores.curp_tablas import (
    CONSONANTES,
    ENTIDADES,
    NOMBRES_COMUNES,
    PALABRAS_INCONVENIENTES,
    PARTICULAS,
    SEXOS,
    VOCALES,
)
from padron.identificadores.errors import InvalidIdentificador

# Longer text is no name, and NFKC takes quadratic time over combining marks (see texto.py).
_LARGO_MAXIMO: Final = 300

# What rosters carry for an apostrophe. NFKC would make a space of ´ and with it two words of «D´Amico».
_APOSTROFOS: Final = dict.fromkeys(map(ord, "´`‘’ʼ′"), "'")

# Accents once they are apart from their letter, and what rosters drag along without showing it.
_INVISIBLES: Final = {"Mn", "Cf"}

_CONSONANTES: Final = CONSONANTES + "Ñ"
_LETRAS: Final = VOCALES + _CONSONANTES


def from_nombre(
    *,
    nombres: str,
    primer_apellido: str,
    segundo_apellido: str,
    fecha_nacimiento: dt.date,
    sexo: str,
    entidad: str,
) -> str:
    """Return the first 16 characters of the CURP of a person of this name, to compare with the CURP on a roster.

    Names as they are written, with accents or without; `segundo_apellido` may be empty; `sexo` is H, M or X and
    `entidad` a code of ENTIDADES. Raises InvalidIdentificador: vacio (no name or first surname), formato (sexo),
    entidad. Source: «Instructivo normativo para la asignación de la CURP», 2006, exceptions included.
    """
    if sexo not in tuple(SEXOS):
        raise InvalidIdentificador("formato", 11)
    if entidad not in ENTIDADES:
        raise InvalidIdentificador("entidad", 12)
    primero, segundo, nombre = _take_apellido(primer_apellido), _take_apellido(segundo_apellido), _take_nombre(nombres)
    if not primero or not nombre:
        raise InvalidIdentificador("vacio")
    iniciales = _initial(primero) + _first_inner(primero, VOCALES) + _initial(segundo) + _initial(nombre)
    fecha = f"{fecha_nacimiento.year % 100:02}{fecha_nacimiento:%m%d}"
    consonantes = "".join(_first_inner(palabra, _CONSONANTES) for palabra in (primero, segundo, nombre))
    return _soften(iniciales) + fecha + sexo + entidad + consonantes


def _take_apellido(apellido: str) -> str:
    return "".join(_drop_particulas(_split(apellido))[:1])


def _take_nombre(nombres: str) -> str:
    palabras = _drop_particulas(_split(nombres))
    if len(palabras) > 1 and palabras[0] in NOMBRES_COMUNES:
        palabras = _drop_particulas(palabras[1:])
    return "".join(palabras[:1])


def _drop_particulas(palabras: list[str]) -> list[str]:
    """Drop leading particles, but never the last word: Le and Mac are surnames too."""
    while len(palabras) > 1 and palabras[0] in PARTICULAS:
        palabras = palabras[1:]
    return palabras


def _split(nombre: str) -> list[str]:
    text = unicodedata.normalize("NFKC", nombre[:_LARGO_MAXIMO].translate(_APOSTROFOS)).upper()
    return "".join(_plain(char) for char in unicodedata.normalize("NFC", text)).split()


def _plain(char: str) -> str:
    """Drop accent and diaeresis, keep Ñ: where it is taken it becomes X, not N."""
    if char == "Ñ":
        return char
    return "".join(part for part in unicodedata.normalize("NFD", char) if unicodedata.category(part) not in _INVISIBLES)


def _initial(palabra: str) -> str:
    return _or_x(palabra[:1])


def _first_inner(palabra: str, letras: str) -> str:
    """Return the first of these letters behind the initial; a sign that stands before it takes its place, as X."""
    return next((_or_x(char) for char in palabra[1:] if char in letras or char not in _LETRAS), "X")


def _or_x(char: str) -> str:
    return char if char and char in VOCALES + CONSONANTES else "X"


def _soften(iniciales: str) -> str:
    return iniciales[0] + "X" + iniciales[2:] if iniciales in PALABRAS_INCONVENIENTES else iniciales
