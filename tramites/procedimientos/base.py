"""What a procedure tells the rest of `tramites` about itself."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import URLPattern, reverse
from django.utils import timezone

from tramites.preguntas.wizard import BaseWizard, get_current_step_url
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

# The page of each state, by the name of its address. A confirmed Solicitud stands at a step. One that expired or was
# cancelled has no page: its own address answers 410.
PAGINAS: Final = {
    Estado.POR_PROCESAR: "espera",
    Estado.EN_ESPERA: "en_espera",
    Estado.CON_INCIDENCIA: "incidencia",
    Estado.CONCLUIDA: "resultado",
}


def _never(solicitud: Solicitud) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Destino(ABC):
    """What lies behind the gate: a procedure, or the student's expediente.

    `al_confirmar` runs in the transaction of the confirmation, and again when the incidents that stopped the Solicitud
    are solved. `reanudar` runs when what the Solicitud waits for may have come; it returns whether it has. Both receive
    a Solicitud whose row is locked. `retoma` are the states in which a student continues an earlier Solicitud instead
    of starting a new one. `pide_nss` makes the gate ask for the NSS.
    """

    tipo: str
    titulo: str
    retoma: frozenset[Estado]
    al_confirmar: Callable[[Solicitud], None]
    reanudar: Callable[[Solicitud], bool] = _never
    pide_nss: bool = False

    @property
    def nombre_en_correos(self) -> str:
        """Return the name of the procedure in mails; empty if it is none."""
        return ""

    @abstractmethod
    def get_pagina(self, solicitud: Solicitud) -> str:
        """Return the address of the page where a Solicitud stands, once a confirmed address has opened it."""


@dataclass(frozen=True)
class Presentacion:
    """The words of a procedure's first page."""

    resumen: str
    necesitas: tuple[str, ...]
    pasos: tuple[str, ...]
    obtienes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Procedimiento(Destino):
    """One procedure: its words, its questions, its work and its result.

    `wizard` asks the questions, and says what keeps the student from them. `procesar` is the work that a worker does
    once the Solicitud is submitted; it receives a Solicitud whose row is locked, and issues the documents. `etapas` are
    the stages that the waiting page names; the last one makes the documents. `contexto_resultado` is what the result
    page shows. `urls` are other addresses, below the address of a Solicitud.
    """

    presentacion: Presentacion
    etapas: tuple[str, ...]
    wizard: type[BaseWizard]
    procesar: Callable[[Solicitud], None]
    contexto_resultado: Callable[[Solicitud, date], dict[str, Any]]
    urls: tuple[URLPattern, ...] = ()

    @property
    def nombre_en_correos(self) -> str:
        return self.titulo

    def get_pagina(self, solicitud: Solicitud) -> str:
        if solicitud.estado == Estado.CONFIRMADA and not self.is_impedida(solicitud, timezone.localdate()):
            return get_current_step_url(solicitud, self.wizard.pasos)
        pagina = "impedimento" if solicitud.estado == Estado.CONFIRMADA else PAGINAS.get(Estado(solicitud.estado))
        return reverse(pagina or "solicitud", args=[self.tipo, solicitud.pk])

    def is_impedida(self, solicitud: Solicitud, hoy: date) -> bool:
        """Return whether something keeps a confirmed Solicitud from all of its steps today."""
        return self.wizard.get_impedimento(solicitud, hoy) is not None
