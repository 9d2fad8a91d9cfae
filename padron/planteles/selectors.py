"""Reading campuses."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from padron.catalogos.models import CodigoPostal
from padron.catalogos.selectors import get_codigo_postal
from padron.planteles.models import Plantel

__all__ = ["POCOS", "Hallados", "find_codigo_postal", "find_planteles"]

POCOS: Final = 5  # so many campuses are simply listed; of more, the student types a part of the name
MAXIMO: Final = 10  # campuses that one search shows


@dataclass(frozen=True)
class Hallados:
    """The campuses that a page offers.

    `is_busqueda` means that there are too many campuses to list, so the student types a part of the name. `has_more`
    means that more campuses match than are shown.
    """

    texto: str
    planteles: tuple[Plantel, ...]
    is_busqueda: bool
    has_more: bool = False


def find_planteles(texto: str) -> Hallados:
    """Return the campuses whose name, key, postal address or institution contains every word of `texto`.

    Accents and case do not matter. If there are only a few campuses, return all of them. One query.
    """
    todos = list(Plantel.objects.select_related("institucion"))
    if len(todos) <= POCOS:
        return Hallados("", tuple(todos), is_busqueda=False)
    words = _fold(texto).split()
    found = [plantel for plantel in todos if words and all(word in _describe(plantel) for word in words)]
    return Hallados(texto.strip(), tuple(found[:MAXIMO]), is_busqueda=True, has_more=len(found) > MAXIMO)


def find_codigo_postal(plantel: Plantel) -> CodigoPostal | None:
    """Return the postal code that stands in the postal address of a campus, with its municipio, or None.

    None also if the catalogue does not know the postal code.
    """
    found = re.findall(r"\b\d{5}\b", plantel.direccion)
    return get_codigo_postal(found[-1]) if found else None


def _describe(plantel: Plantel) -> str:
    institucion = plantel.institucion
    return _fold(f"{plantel.nombre} {plantel.clave} {plantel.direccion} {institucion.nombre} {institucion.siglas}")


def _fold(texto: str) -> str:
    plain = unicodedata.normalize("NFKD", texto[:200])
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
