"""The classes that describe a procedure: texts, questions, the task of the Celery worker, and the result page."""

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

# The URL name of the page that the student sees in each state. The page of a confirmed Solicitud is a step of the
# wizard. An expired or cancelled Solicitud has no page of its own, and its URL answers 410.
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
    """A procedure or the expediente, which a student reaches through the first form.

    - `retoma` contains states. A student who has a Solicitud in one of these states continues this Solicitud. The
      student does not start a new one.
    - `al_confirmar` runs after an e-mail address, a student code or a session has given access to the student's data.
      It runs in the same transaction. It runs again after the incidents that stopped the Solicitud are solved.
    - `reanudar` tries to continue a Solicitud that waits for the campus. It returns whether the Solicitud continues.
    - If `pide_nss` is true, the first form also asks for the NSS.

    The caller of `al_confirmar` and `reanudar` has locked the row of the Solicitud.
    """

    tipo: str
    titulo: str
    retoma: frozenset[Estado]
    al_confirmar: Callable[[Solicitud], None]
    reanudar: Callable[[Solicitud], bool] = _never
    pide_nss: bool = False

    @property
    def nombre_en_correos(self) -> str:
        """Return the name of the procedure for mails.

        It is empty for the expediente, because the expediente is not a procedure.
        """
        return ""

    @abstractmethod
    def get_pagina(self, solicitud: Solicitud) -> str:
        """Return the URL of the page for the present state of a Solicitud whose student is known."""


@dataclass(frozen=True)
class Presentacion:
    """The texts of the first page of a procedure.

    `oficial` is the URL of the same procedure on the site of the IMSS. It is empty if only the school has this
    procedure.
    """

    resumen: str
    necesitas: tuple[str, ...]
    pasos: tuple[str, ...]
    obtienes: tuple[str, ...]
    oficial: str = ""


@dataclass(frozen=True, kw_only=True)
class Procedimiento(Destino):
    """One procedure: its texts, its questions, its work and its result.

    - `wizard` asks the questions. Its method `get_impedimento` says why a student cannot answer the questions today.
    - `procesar` is the work of the Celery worker after the student has submitted the Solicitud. It issues the
      documents. The caller has locked the row of the Solicitud.
    - `etapas` contains the stages that the waiting page lists. In the last stage, the files of the documents are made.
    - `contexto_resultado` returns the data for the result page.
    - `urls` contains additional URLs of this procedure. They are below the URL of a Solicitud.
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
        """Return whether an Impedimento stops this Solicitud today.

        An Impedimento is a reason why the wizard cannot show any step.
        """
        return self.wizard.get_impedimento(solicitud, hoy) is not None
