"""Telephone numbers of Mexico: ten digits, however they are typed (docs/reglas.md, «Typed identifiers»)."""

import re
import unicodedata
from typing import Final

LARGO_TELEFONO: Final = 10
_ADORNOS: Final = re.compile(r"[\s().+/-]")
# Prefixes that people type before the ten digits. 52 is the country code of Mexico. Until 2019, mobile numbers had 521,
# and 044, 045 and 01 were used for calls inside Mexico.
_PREFIJOS: Final = ("521", "52", "044", "045", "01")


class TelefonoEquivocado(ValueError):
    """The text is not a Mexican telephone number. `digitos` is its number of digits, or None if it has letters."""

    def __init__(self, digitos: int | None) -> None:
        super().__init__("not ten digits")
        self.digitos = digitos


def normalize_telefono(texto: str) -> str:
    """Return the ten digits of a telephone number, or an empty text if `texto` is empty.

    It removes spaces, punctuation and prefixes. Raises TelefonoEquivocado.
    """
    digitos = _ADORNOS.sub("", unicodedata.normalize("NFKC", texto))
    if not digitos:
        return ""
    if not (digitos.isascii() and digitos.isdecimal()):
        raise TelefonoEquivocado(None)
    for prefijo in _PREFIJOS:
        if digitos.startswith(prefijo) and len(digitos) == LARGO_TELEFONO + len(prefijo):
            digitos = digitos.removeprefix(prefijo)
            break
    if len(digitos) != LARGO_TELEFONO:
        raise TelefonoEquivocado(len(digitos))
    return digitos
