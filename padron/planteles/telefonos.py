"""Telephone numbers as staff write them, and the `tel:` URL that a phone dials. Pure: no Django."""

import re
from typing import Final

LARGO: Final = 10
# Staff write «33 5555 0101 ext. 12» or «(33) 5555-0101 x12».
_EXTENSION: Final = re.compile(r"\b(?:extensi[oó]n|ext|x)\.?\s*:?\s*(\d{1,6})", re.IGNORECASE)
# Two numbers in one field are separated by a slash, a comma, a semicolon or a word.
_SEPARADORES: Final = re.compile(r"[/,;]|\b[yo]\b", re.IGNORECASE)
_PREFIJOS: Final = ("521", "52", "044", "045", "01")


def make_tel(telefono: str) -> str:
    """Return the `tel:` URL of the first number in the text, or an empty text if there is no number to dial.

    A number of ten digits gets the country code of Mexico. After an extension the phone waits with a comma.
    """
    extension = _EXTENSION.search(telefono)
    sin_extension = telefono[: extension.start()] if extension else telefono
    primero = next((parte for parte in _SEPARADORES.split(sin_extension) if any(map(str.isdecimal, parte))), "")
    digitos = _remove_prefijo(re.sub(r"[^0-9]", "", primero))
    if not digitos:
        return ""
    numero = f"+52{digitos}" if len(digitos) == LARGO else digitos
    return f"tel:{numero},{extension[1]}" if extension else f"tel:{numero}"


def _remove_prefijo(digitos: str) -> str:
    for prefijo in _PREFIJOS:
        if digitos.startswith(prefijo) and len(digitos) == LARGO + len(prefijo):
            return digitos.removeprefix(prefijo)
    return digitos
