"""Pure rules of the texts of documents: printable texts, the cadena original and masked names.

They need no Django, so that anybody can rebuild the cadena original from what the document prints.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

VERSION = "1.0"
SEPARADOR = "|"


class CadenaInvalida(ValueError):
    """A value of the cadena original contains the separator «|» or an invisible character.

    The exception does not contain the value.
    """


def make_printable(text: str) -> str:
    """Return the text as documents print it and as the cadena original contains it.

    «|» becomes «/», because «|» separates the values of the cadena original. Invisible characters (control, format,
    unassigned) are removed. White space of any length becomes one space.
    """
    visible = "".join(char for char in text if char.isspace() or not unicodedata.category(char).startswith("C"))
    return " ".join(visible.split()).replace(SEPARADOR, "/")


def make_cadena(valores: Iterable[str | date]) -> str:
    """Return the cadena original, `||1.0|…||`, of these values in this order.

    Each value is trimmed, and white space of any length in it becomes one space. Dates are in ISO 8601. Raises
    CadenaInvalida if a value contains a `|`, or a control, format or unassigned character.
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
    """Return a masked name such as «MAR•• G•••». The person recognises it, but others learn neither name nor length."""
    return f"{_mask(nombres, shown=3, dots=2)} {_mask(primer_apellido, shown=1, dots=3)}".strip()


def _mask(text: str, *, shown: int, dots: int) -> str:
    first = (text.split() or [""])[0].upper()
    # Hide at least one letter of each name, also of a name that has only three letters.
    return first[: max(1, min(shown, len(first) - 1))] + "•" * dots if first else ""
