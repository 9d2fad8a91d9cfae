"""All that a document holds, leaf by leaf: «nss», «clinica.turno»."""

import dataclasses
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from tests.helpers.documentos.cases import ORDINARIOS


def list_leaves(datos: Any, prefix: str = "") -> Iterator[str]:
    """The names of all that a document holds: «nss», «clinica.turno»."""
    for field in dataclasses.fields(datos):
        value, name = getattr(datos, field.name), prefix + field.name
        yield from list_leaves(value, f"{name}.") if dataclasses.is_dataclass(value) else [name]


def replace(datos: Any, name: str, value: object) -> Any:
    """The same, but for one leaf."""
    name, _, rest = name.partition(".")
    if rest:
        value = replace(getattr(datos, name), rest, value)
    return dataclasses.replace(datos, **{name: value})


# Texts that say one of a few words, and another of them.
OTROS = {"sexo": "X", "situacion": "localizado", "movimiento": "baja"}
HOJAS = [(tipo, name) for tipo, datos in ORDINARIOS.items() for name in list_leaves(datos)]
TEXTOS = [hoja for hoja in HOJAS if hoja[1] not in OTROS and isinstance(attrgetter(hoja[1])(ORDINARIOS[hoja[0]]), str)]
