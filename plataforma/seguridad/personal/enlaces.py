"""The links from one thing to all that belongs to it.

A room knows those below it and not those above. So each room registers here what it has for the models below it, and
their pages show it without knowing whose it is.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Enlace:
    """One link; `total` says how many things stand behind it, where that is known."""

    titulo: str
    url: str
    total: int | None = None


_enlaces: defaultdict[type[Model], list[Callable[[Any], Enlace | None]]] = defaultdict(list)


def register_enlace(model: type[M]) -> Callable[[Callable[[M], Enlace | None]], Callable[[M], Enlace | None]]:
    """Decorate a function that returns the link of one object of `model`, or None if it has nothing to lead to."""

    def decorate(make: Callable[[M], Enlace | None]) -> Callable[[M], Enlace | None]:
        _enlaces[model].append(make)
        return make

    return decorate


def get_enlaces(obj: Model) -> list[Enlace]:
    """Return the links of this object, in the order of the rooms."""
    return [enlace for make in _enlaces[type(obj)] if (enlace := make(obj))]


def list_url(model: type[Model], **filtros: object) -> str:
    """Return the address of the list of `model` with these filters on."""
    query = urlencode({name: str(value) for name, value in filtros.items()})
    return f"{reverse(f'{get_url_name(model)}_changelist')}?{query}"


def make_enlace(titulo: str, rows: Any, **filtros: object) -> Enlace:
    """Return a link to the list of the rows' model under these filters, with how many there are."""
    return Enlace(titulo, list_url(rows.model, **filtros), rows.filter(**filtros).count())


def object_url(obj: Model) -> str:
    """Return the address of the page of one object."""
    return reverse(f"{get_url_name(type(obj))}_change", args=[obj.pk])


def make_enlace_a(obj: Model | None, titulo: str = "") -> Enlace | None:
    """Return a link to the page of one object, if there is one."""
    return Enlace(titulo or str(obj), object_url(obj)) if obj else None


def get_url_name(model: type[Model]) -> str:
    """Return how the names of all addresses of a model's pages begin."""
    meta = model._meta  # noqa: SLF001 (public in all but its name)
    return f"admin:{meta.app_label}_{meta.model_name}"
