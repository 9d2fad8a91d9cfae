"""How typed identifiers are brought to one form, whatever was pasted around them."""

import string
import unicodedata

# Nothing that is still longer than this can be an identifier. It stays as it is, because NFKC takes quadratic time to
# sort combining marks: 100 000 of them keep a worker busy for seconds.
LARGO_MAXIMO = 64

# U+2212, the minus sign, is the one dash that Unicode does not class as dash punctuation (Pd).
_SEPARADORES = {"Pd", "Cf", "Zs", "Zl", "Zp"}
_MINUS = "\u2212"

# `str.upper` would turn ß into SS and ı into I: two ways for a wrong identifier to become a right one.
_ASCII_UPPER = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)


def compact(text: str) -> str:
    """Return the text in NFKC, in ASCII capitals, without white space, dashes and invisible characters.

    Takes any text, raises nothing. What is not ASCII stays, for the validation that follows to refuse.
    Source: docs/reglas.md, «Typed identifiers».
    """
    if text.isascii() and text.isalnum():
        return text.upper()
    visible = _strip_separadores(text)
    if len(visible) <= LARGO_MAXIMO:
        visible = _strip_separadores(unicodedata.normalize("NFKC", visible))
    return visible.translate(_ASCII_UPPER)


def is_digits(text: str) -> bool:
    """Tell whether there is nothing but ASCII digits; `str.isdigit` also takes Arabic ones and superscripts."""
    return text.isascii() and text.isdigit()


def _strip_separadores(text: str) -> str:
    return text.translate({ord(char): None for char in set(text) if _is_separador(char)})


def _is_separador(char: str) -> bool:
    return char.isspace() or char == _MINUS or unicodedata.category(char) in _SEPARADORES
