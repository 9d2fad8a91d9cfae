"""The CURP, Clave Única de Registro de Población: 18 characters, of which the last one checks the others.

`localflavor` and `stdnum` were tried and refuse CURPs that exist, or take some that cannot (docs/reglas.md, «CURP»).
"""

import datetime as dt
import string
from dataclasses import dataclass
from typing import Final, Literal, cast

from padron.identificadores.curp_nombre import from_nombre
from padron.identificadores.curp_tablas import CONSONANTES, ENTIDADES, PALABRAS_INCONVENIENTES, SEXOS, VOCALES
from padron.identificadores.errors import InvalidIdentificador
from padron.identificadores.texto import compact

__all__ = [
    "ENTIDADES",
    "LARGO",
    "DatosCurp",
    "Sexo",
    "check_digit",
    "compact",
    "decode",
    "from_nombre",
    "has_palabra_inconveniente",
    "is_valid",
    "validate",
]

Sexo = Literal["H", "M", "X"]

LARGO: Final = 18

_LETRAS: Final = string.ascii_uppercase
_CIFRAS: Final = string.digits
_ALFABETO: Final = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"

# What each of the 18 positions takes; whether the entity is one of the list is asked afterwards.
_POSICIONES: Final = (
    *(_LETRAS, VOCALES + "X", _LETRAS, _LETRAS),
    *(_CIFRAS,) * 6,
    *(SEXOS, _LETRAS, _LETRAS),
    *(CONSONANTES,) * 3,
    *(_LETRAS + _CIFRAS, _CIFRAS),
)


@dataclass(frozen=True, slots=True)
class DatosCurp:
    """What a CURP says of its person. Always shown for the student to confirm: the check digit misses slips."""

    fecha_nacimiento: dt.date
    sexo: Sexo
    entidad: str

    @property
    def nombre_entidad(self) -> str:
        """Return the entity of birth as it is printed: «Jalisco»."""
        return ENTIDADES[self.entidad]


def validate(text: str, *, hoy: dt.date) -> str:
    """Return the 18 characters of the CURP that was typed.

    Raises InvalidIdentificador with the first that fails of: vacio, largo, formato (with its `posicion`), entidad,
    fecha, futura (born after `hoy`), digito. A CURP that begins with an inconvenient word is valid.
    Source: «Instructivo normativo para la asignación de la CURP», 2006; sex X, July 2022.
    """
    curp = compact(text)
    datos = decode(curp)
    if datos.fecha_nacimiento > hoy:
        raise InvalidIdentificador("futura")
    if curp[-1] != check_digit(curp[:-1]):
        raise InvalidIdentificador("digito", LARGO)
    return curp


def is_valid(text: str, *, hoy: dt.date) -> bool:
    """Tell whether `validate` takes the text. Raises nothing."""
    try:
        validate(text, hoy=hoy)
    except InvalidIdentificador:
        return False
    return True


def decode(curp: str) -> DatosCurp:
    """Return birth date, sex and entity of a CURP in compact form.

    Raises InvalidIdentificador: vacio, largo, formato, entidad, fecha. Neither today nor the check digit matter here.
    Source: «Instructivo normativo…», 2006: position 17 is a digit for those born until 1999, a letter from 2000.
    """
    _check_formato(curp)
    entidad = curp[11:13]
    if entidad not in ENTIDADES:
        raise InvalidIdentificador("entidad", 12)
    return DatosCurp(fecha_nacimiento=_decode_fecha(curp), sexo=cast("Sexo", curp[10]), entidad=entidad)


def check_digit(first17: str) -> str:
    """Return the digit that belongs in position 18.

    Raises InvalidIdentificador: largo when they are not 17, formato for a character that the alphabet lacks.
    Source: docs/reglas.md, «CURP»; Ñ counts in the alphabet although no CURP carries it.
    """
    if len(first17) != LARGO - 1:
        raise InvalidIdentificador("largo")
    suma = sum(_value(char, 18 - indice) * (18 - indice) for indice, char in enumerate(first17))
    return str(-suma % 10)


def has_palabra_inconveniente(curp: str) -> bool:
    """Tell whether positions 1 to 4 form one of the 81 words: a warning, never an error, since such CURPs exist.

    Source: «Instructivo normativo…», 2006, annex of inconvenient words.
    """
    return compact(curp)[:4] in PALABRAS_INCONVENIENTES


def _check_formato(curp: str) -> None:
    if not curp:
        raise InvalidIdentificador("vacio")
    if len(curp) != LARGO:
        raise InvalidIdentificador("largo")
    for posicion, (char, permitidos) in enumerate(zip(curp, _POSICIONES, strict=True), start=1):
        if char not in permitidos:
            raise InvalidIdentificador("formato", posicion)


def _decode_fecha(curp: str) -> dt.date:
    siglo = 1900 if curp[16] in _CIFRAS else 2000
    try:
        return dt.date(siglo + int(curp[4:6]), int(curp[6:8]), int(curp[8:10]))
    except ValueError:
        raise InvalidIdentificador("fecha", 5) from None


def _value(char: str, peso: int) -> int:
    value = _ALFABETO.find(char)
    if value < 0:
        raise InvalidIdentificador("formato", LARGO - peso + 1)
    return value
