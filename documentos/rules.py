"""What a document says and how: pure, so that anyone can rebuild it from what is printed."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

VERSION = "1.0"
SEPARADOR = "|"


class CadenaInvalida(ValueError):
    """A value that could be taken for two, or that no one would see. Holds nothing of the value."""


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


def compute_edad(nacimiento: date, hoy: date) -> int:
    """Return the age in years. Who was born on 29 February is a year older on 1 March where there is no 29th."""
    return hoy.year - nacimiento.year - ((hoy.month, hoy.day) < (nacimiento.month, nacimiento.day))
