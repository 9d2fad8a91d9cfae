"""The claim key («clave de registro»), such as 7K3M-92QX: a campus hands it to a student, who types it once.

Eight random characters of an alphabet of 27 have 38 bits. There is no check character: a typing error and a guess must
look the same.
"""

import secrets
from typing import Final

from padron.identificadores import texto

__all__ = ["ALFABETO", "LARGO", "compact", "format_clave", "is_clave", "make"]

# Of the characters that look alike (0 O, 1 I L, 2 Z, 5 S, 8 B, U V), at most one of each group.
ALFABETO: Final = "23456789ACDEFGHJKMNPQRTVWXY"
LARGO: Final = 8
# The reader of a slip may type the look-alike that the alphabet does not have.
_PARECIDAS: Final = str.maketrans("BSZU", "852V")


def make() -> str:
    """Return a new random key in compact form, without the hyphen."""
    return "".join(secrets.choice(ALFABETO) for _ in range(LARGO))


def compact(text: str) -> str:
    """Return the typed key in capitals, without spaces and hyphens, and with look-alikes replaced.

    The function takes any text and raises nothing.
    """
    return texto.compact(text).translate(_PARECIDAS)


def is_clave(text: str) -> bool:
    """Return whether a text in compact form can be a key. Whether the key is right, only the database knows."""
    return len(text) == LARGO and all(char in ALFABETO for char in text)


def format_clave(clave: str) -> str:
    """Return the key as a slip shows it: 7K3M-92QX."""
    return f"{clave[:4]}-{clave[4:]}"
