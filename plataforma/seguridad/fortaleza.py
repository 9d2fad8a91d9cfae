"""Tells whether a secret is strong enough. Pure: no Django, so that the settings can use it.

Each function returns an empty text for a strong secret, or the end of a Spanish sentence that begins with the name of
the setting: «es corta: tiene 12 caracteres y necesita 50».
"""

import base64
import binascii
from collections.abc import Sequence
from itertools import pairwise

__all__ = ["explain_clave_cifrado", "explain_secret_key"]

LARGO_SECRET_KEY = 50  # characters
LARGO_CLAVE = 64  # bytes: AES-256 twice, as SIV takes it
# The least different values among 50 random digits, and among 64 random bytes or letters. Hand-made secrets have fewer.
# 64 random letters of an alphabet of 64 have about 41 different ones, and fewer than 20 practically never.
DISTINTOS_SECRET_KEY = 8
DISTINTOS_CLAVE = 20
VENTANA = 4  # consecutive values that are compared with all others
DISTINTAS = 0.8  # the least share of windows that differ from each other
SEGUIDOS = 0.5  # the greatest share of values that are equal or next to the value before: «abcdef», «000000»


def explain_secret_key(text: str) -> str:
    """Return why `text` is weak as SECRET_KEY."""
    if len(text) < LARGO_SECRET_KEY:
        return f"es corta: tiene {len(text)} caracteres y necesita {LARGO_SECRET_KEY}"
    if text.startswith("django-insecure-"):  # Django writes this at the beginning of the key of a new project
        return "es la que Django escribe en un proyecto de ejemplo"
    return _explain_pattern([ord(character) for character in text], DISTINTOS_SECRET_KEY)


def explain_clave_cifrado(text: str) -> str:
    """Return why `text` cannot be, or is weak as, a key of the encrypted columns."""
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):  # ValueError for letters that are not ASCII
        key = b""
    if len(key) != LARGO_CLAVE:
        return f"no sirve: una clave de cifrado son {LARGO_CLAVE} bytes en Base64"
    return _explain_pattern(list(key), DISTINTOS_CLAVE)


def _explain_pattern(values: Sequence[int], distinct: int) -> str:
    windows = [tuple(values[start : start + VENTANA]) for start in range(len(values) - VENTANA + 1)]
    if len(set(values)) < distinct or len(set(windows)) < DISTINTAS * len(windows):
        return "se repite: no parece hecha al azar"
    close = sum(abs(one - other) <= 1 for one, other in pairwise(values))
    return "sigue una serie: no parece hecha al azar" if close > SEGUIDOS * len(values) else ""
