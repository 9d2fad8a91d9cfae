"""The classes with which each procedure describes itself: its texts, questions, work and result page."""

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

# The URL name of the page for each state. The page of a confirmed Solicitud is a step of the wizard. An expired or
# cancelled Solicitud has no such page: the URL of the Solicitud answers 410.
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
    """What a student reaches through the gate (the first form): a procedure, or the expediente.

    `al_confirmar` runs when an e-mail address, a student code or a session has given access to the student's data, in
    the same transaction. It runs again after the incidents that stopped the Solicitud are solved. `reanudar` tries to
    continue a Solicitud that waits for the campus, and returns whether the Solicitud continues. Both receive a
    Solicitud whose row is locked. `retoma` contains states: if the student has an earlier Solicitud in one of these
    states, the student continues this Solicitud instead of starting a new one. If `pide_nss` is true, the gate also
    asks for the NSS.
    """

    tipo: str
    titulo: str
    retoma: frozenset[Estado]
    al_confirmar: Callable[[Solicitud], None]
    reanudar: Callable[[Solicitud], bool] = _never
    pide_nss: bool = False

    @property
    def nombre_en_correos(self) -> str:
        """Return the name of the procedure for mails. It is empty for the expediente, which is not a procedure."""
        return ""

    @abstractmethod
    def get_pagina(self, solicitud: Solicitud) -> str:
        """Return the URL of the page for the present state of a Solicitud whose student is known."""


@dataclass(frozen=True)
class Presentacion:
    """The texts of the first page of a procedure."""

    resumen: str
    necesitas: tuple[str, ...]
    pasos: tuple[str, ...]
    obtienes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Procedimiento(Destino):
    """One procedure: its texts, its questions, its work and its result.

    `wizard` asks the questions, and knows when a student cannot answer them yet (`get_impedimento`). `procesar` is the
    work that a worker does after the Solicitud is submitted. It receives a Solicitud whose row is locked, and issues
    the documents. `etapas` are the stages that the waiting page lists. In the last stage, the documents are made.
    `contexto_resultado` returns the data for the result page. `urls` are the URLs that this procedure adds below
    the URL of a Solicitud.
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
        """Return whether the wizard has an Impedimento today, so that it can show no step of this Solicitud."""
        return self.wizard.get_impedimento(solicitud, hoy) is not None
