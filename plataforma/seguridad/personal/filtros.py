"""Filters of lists that ask the table for nothing."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

Opciones = Callable[[], Iterable[tuple[str, str]]]
Aplicar = Callable[[QuerySet[Any], str], QuerySet[Any]]


def make_filtro(
    titulo: str, parametro: str, opciones: Opciones, aplicar: Aplicar | None = None
) -> type[SimpleListFilter]:
    """Return a filter with these choices; `aplicar` says what one does, if it is not `parametro = choice`.

    For a column without `choices` Django would read the whole table to see which values there are.
    """

    class Filtro(SimpleListFilter):
        title = titulo
        parameter_name = parametro

        def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Iterable[tuple[str, str]]:
            return opciones()

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
            value = self.value()
            if value is None or value not in dict(self.lookup_choices):
                return queryset
            return aplicar(queryset, value) if aplicar else queryset.filter(**{parametro: value})

    return Filtro
