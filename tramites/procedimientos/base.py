"""What a procedure tells the rest of `tramites` about itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tramites.estados import Estado
from tramites.models import Solicitud


@dataclass(frozen=True)
class Ficha:
    """The words of a procedure's first page."""

    resumen: str
    necesitas: tuple[str, ...]
    pasos: tuple[str, ...]
    obtienes: tuple[str, ...]


@dataclass(frozen=True)
class Procedimiento:
    """One procedure: its name, its documents, and what it does at each turn of a Solicitud.

    `al_confirmar` runs in the transaction of the confirmation, `procesar` in the worker's; both get a Solicitud whose
    row is locked. `retoma` says in which states an earlier Solicitud is gone on with instead of beginning another.
    `contexto_resultado` and `contexto_incidencia` give the two end pages what they show.
    """

    tipo: str
    titulo: str
    ficha: Ficha
    documentos: tuple[str, ...]
    etapas: tuple[str, ...]
    retoma: frozenset[Estado]
    al_confirmar: Callable[[Solicitud], None]
    procesar: Callable[[Solicitud], None]
    contexto_resultado: Callable[[Solicitud, date], dict[str, Any]]
    contexto_incidencia: Callable[[Solicitud], dict[str, Any]]

    @property
    def plantilla_resultado(self) -> str:
        return f"tramites/{self.tipo}/resultado.html"
