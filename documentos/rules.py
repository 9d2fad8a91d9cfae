"""What a document says and how: pure, so that anyone can rebuild it from what is printed."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

VERSION = "1.0"
SEPARADOR = "|"


class CadenaInvalida(ValueError):
    """A value that could be taken for two, or that no one would see. Holds nothing of the value."""


def make_printable(text: str) -> str:
    """Return a text as documents print it and the cadena original holds it.

    «|» becomes «/», because it separates the values of the cadena. Invisible characters (control, format, unassigned)
    are removed. Runs of white space become one space.
    """
    visible = "".join(char for char in text if char.isspace() or not unicodedata.category(char).startswith("C"))
    return " ".join(visible.split()).replace(SEPARADOR, "/")


def make_cadena(valores: Iterable[str | date]) -> str:
    """Return the cadena original, `||1.0|…||`, of these values in this order.

    Each value is trimmed and its runs of white space become one space; dates are ISO 8601. Raises CadenaInvalida for
    a `|` and for control, format and unassigned characters.
    """
    return f"||{SEPARADOR.join([VERSION, *map(_clean, valores)])}||"


def _clean(valor: str | date) -> str:
    if isinstance(valor, datetime):
        return valor.isoformat(timespec="seconds")
    if isinstance(valor, date):
        return valor.isoformat()
    text = " ".join(valor.split())
    if SEPARADOR in text or any(unicodedata.category(char).startswith("C") for char in text):
        raise CadenaInvalida("a value of the cadena original holds a forbidden character")
    return text


def mask_nombre(nombres: str, primer_apellido: str) -> str:
    """Return «MAR•• G•••»: enough to recognise oneself, not enough to learn a name, nor how long it is."""
    return f"{_mask(nombres, shown=3, dots=2)} {_mask(primer_apellido, shown=1, dots=3)}".strip()


def _mask(text: str, *, shown: int, dots: int) -> str:
    first = (text.split() or [""])[0].upper()
    # A name of three letters would otherwise be shown whole.
    return first[: max(1, min(shown, len(first) - 1))] + "•" * dots if first else ""
