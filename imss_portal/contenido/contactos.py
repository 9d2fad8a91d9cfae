"""Whom a student asks, and the times that the campuses set."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from padron.planteles.models import Institucion

T = TypeVar("T")


@dataclass(frozen=True)
class Plazos:
    """What all campuses have in common; None where they differ, or where there is none yet.

    `papel` tells whether the campuses ask for documents on paper; `dias_acuse` is of those that do.
    """

    papel: bool | None
    dias_acuse: int | None
    semanas_vigencia: int | None


def get_instituciones() -> list[Institucion]:
    """Return the institutions by name, each with its campuses: two queries, however many there are."""
    return list(Institucion.objects.order_by("nombre").prefetch_related("planteles"))


def get_plazos(instituciones: Iterable[Institucion]) -> Plazos:
    """Return the times that may be said to everybody."""
    planteles = [plantel for institucion in instituciones for plantel in institucion.planteles.all()]
    return Plazos(
        papel=_same(plantel.recibe_en_papel for plantel in planteles),
        dias_acuse=_same(plantel.dias_acuse for plantel in planteles if plantel.recibe_en_papel),
        semanas_vigencia=_same(plantel.semanas_vigencia for plantel in planteles),
    )


def _same(values: Iterable[T]) -> T | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None
