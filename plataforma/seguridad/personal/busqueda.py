"""Searching a list: what looks like an identifier is looked up exactly, in its compact form; the rest is words.

Django's own search would ask an encrypted column for a part of its text and silently find nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet

Exacto = Callable[[str], Q | None]  # what to look up for a text, or None if it is not of this kind
_registrados: defaultdict[type[Model], list[Exacto]] = defaultdict(list)


def register_exacto(model: type[Model]) -> Callable[[Exacto], Exacto]:
    """Decorate a function that finds rows of `model` by an identifier that only a higher package knows.

    The lists of the admin search for it too. For example, `tramites` lets staff find a student by a folio.
    """

    def decorate(find: Exacto) -> Exacto:
        _registrados[model].append(find)
        return find

    return decorate


def exact(campo: str, normalize: Callable[[str], str | None]) -> Exacto:
    """Look `campo` up by what `normalize` makes of the text; None means that the text is something else."""

    def find(text: str) -> Q | None:
        value = normalize(text)
        return Q(**{campo: value}) if value else None

    return find


def search_exactos(queryset: QuerySet[Any], text: str, exactos: Sequence[Exacto]) -> QuerySet[Any] | None:
    """Return the rows that one of the identifiers names, or None if the text is none of them."""
    found = [q for find in (*exactos, *_registrados[queryset.model]) if (q := find(text.strip())) is not None]
    return queryset.filter(reduce(or_, found)) if found else None


def read_correo(text: str) -> str | None:
    """Return the text as a mail address is stored, if it looks like one."""
    return text.lower() if "@" in text and " " not in text else None


def read_palabra(text: str) -> str | None:
    """Return the text if it is one word with a digit, as codes are."""
    return text if any(char.isdigit() for char in text) and " " not in text else None
