"""The folio of a procedure or document, such as RE-7K3M-92QX: short, for reading aloud and typing; not a secret.

Seven random characters and a check character of the pure kind of ISO 7064, over an alphabet of 23. Since 23 is prime
and the powers 17⁰ … 17⁷ differ modulo 23, every wrong character and every exchange of two is found.
"""

import secrets
from typing import Final

from padron.identificadores import texto
from padron.identificadores.errors import InvalidIdentificador

__all__ = ["ALFABETO", "compact", "is_valid", "make", "validate"]

# No vowels, so that no word appears; none of 0 O D, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V but the one that is left of each.
ALFABETO: Final = "23456789CFHJKMNPQRTVWXY"

PREFIJO: Final = "RE"
_LARGO: Final = 8
_RAIZ: Final = 17  # a primitive root of 23


def make() -> str:
    """Return a new random folio. There are 23⁷, 3 400 million: uniqueness is for the database to hold."""
    first7 = "".join(secrets.choice(ALFABETO) for _ in range(_LARGO - 1))
    return _with_guiones(first7 + check_character(first7))


def compact(text: str) -> str:
    """Return the folio in capitals without hyphens and spaces: RE7K3M92QX. Takes any text, raises nothing."""
    return texto.compact(text)


def validate(text: str) -> str:
    """Return the folio as it is stored and shown, RE-7K3M-92QX, from any way of typing it.

    Raises InvalidIdentificador with the first that fails of: vacio, largo, formato (with its `posicion`), digito.
    """
    folio = compact(text)
    if not folio:
        raise InvalidIdentificador("vacio")
    if len(folio) != len(PREFIJO) + _LARGO:
        raise InvalidIdentificador("largo")
    _check_formato(folio)
    if _remainder(folio[len(PREFIJO) :]) != 1:
        raise InvalidIdentificador("digito")
    return _with_guiones(folio[len(PREFIJO) :])


def is_valid(text: str) -> bool:
    """Tell whether `validate` takes the text. Raises nothing."""
    try:
        validate(text)
    except InvalidIdentificador:
        return False
    return True


def check_character(first7: str) -> str:
    """Return the character that makes the folio of these seven leave 1. Raises InvalidIdentificador: formato."""
    return ALFABETO[(1 - _remainder(first7) * _RAIZ) % len(ALFABETO)]


def _check_formato(folio: str) -> None:
    permitidos = (*PREFIJO, *(ALFABETO,) * _LARGO)
    for posicion, (char, valores) in enumerate(zip(folio, permitidos, strict=True), start=1):
        if char not in valores:
            raise InvalidIdentificador("formato", posicion)


def _remainder(chars: str) -> int:
    resto = 0
    for char in chars:
        value = ALFABETO.find(char)
        if value < 0:
            raise InvalidIdentificador("formato")
        resto = (resto * _RAIZ + value) % len(ALFABETO)
    return resto


def _with_guiones(chars: str) -> str:
    return f"{PREFIJO}-{chars[:4]}-{chars[4:]}"
