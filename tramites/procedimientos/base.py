"""What a procedure tells the rest of `tramites` about itself."""

from collections.abc import Callable, Collection
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


def _never(solicitud: Solicitud) -> bool:
    return False


def _none(solicitud: Solicitud) -> Collection[str]:
    return ()


@dataclass(frozen=True)
class Procedimiento:
    """One procedure: its name, its documents, and what it does at each turn of a Solicitud.

    `al_confirmar` runs in the transaction of the confirmation, and again once what held the procedure up is solved;
    `procesar` in the worker's; `reanudar` when something that was waited for may have come, and returns whether it has.
    All get a Solicitud whose row is locked. `retoma` says in which states an earlier Solicitud is gone on with instead
    of beginning another. `wizard` (a BaseWizard) asks what must be asked, and says what stands in the way of asking;
    `contexto_resultado` is what the result page shows. `retiene` names documents of the tuple that this Solicitud does
    not give (yet). `pide_nss` has the gate ask for the NSS. `urls` is the module of what else the procedure answers,
    below the Solicitud's address. `pagina` names the page that a confirmed address opens, for what asks nothing and is
    no procedure to the student.
    """

    tipo: str
    titulo: str
    ficha: Ficha
    documentos: tuple[str, ...]
    etapas: tuple[str, ...]
    retoma: frozenset[Estado]
    al_confirmar: Callable[[Solicitud], None]
    procesar: Callable[[Solicitud], None]
    wizard: type[Any]
    contexto_resultado: Callable[[Solicitud, date], dict[str, Any]]
    reanudar: Callable[[Solicitud], bool] = _never
    retiene: Callable[[Solicitud], Collection[str]] = _none
    pide_nss: bool = False
    urls: str = ""
    pagina: str = ""

    @property
    def plantilla_resultado(self) -> str:
        return f"tramites/{self.tipo}/resultado.html"

    def get_documentos(self, solicitud: Solicitud) -> tuple[str, ...]:
        """Return the types of the documents that this Solicitud gives."""
        held = self.retiene(solicitud)
        return tuple(tipo for tipo in self.documentos if tipo not in held)
