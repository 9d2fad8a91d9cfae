"""Searching a list: what looks like an identifier is looked up exactly, in its compact form; the rest is words.

Django's own search would ask an encrypted column for a part of its text and silently find nothing.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

Exacto = Callable[[str], Q | None]  # what to look up for a text, or None if it is not of this kind


def exact(campo: str, normalize: Callable[[str], str | None]) -> Exacto:
    """Look `campo` up by what `normalize` makes of the text; None means that the text is something else."""

    def find(text: str) -> Q | None:
        value = normalize(text)
        return Q(**{campo: value}) if value else None

    return find


def search_exactos(queryset: QuerySet[Any], text: str, exactos: Sequence[Exacto]) -> QuerySet[Any] | None:
    """Return the rows that one of the identifiers names, or None if the text is none of them."""
    found = [q for find in exactos if (q := find(text.strip())) is not None]
    return queryset.filter(reduce(or_, found)) if found else None


def read_correo(text: str) -> str | None:
    """Return the text as a mail address is stored, if it looks like one."""
    return text.lower() if "@" in text and " " not in text else None


def read_palabra(text: str) -> str | None:
    """Return the text if it is one word with a digit, as codes are."""
    return text if any(char.isdigit() for char in text) and " " not in text else None
