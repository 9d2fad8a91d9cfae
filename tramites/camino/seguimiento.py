"""Where a Solicitud stands: the page that shows it now, and how far the work is."""

from dataclasses import dataclass

from django.urls import reverse

from tramites.camino.destinos import DESTINOS
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.solicitud.documentos import get_documentos
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud


def get_pagina(solicitud: Solicitud) -> str:
    """Return the address of the page that shows where the Solicitud stands."""
    if solicitud.continua_en:
        return get_pagina(solicitud.continua_en)
    if solicitud.estado == Estado.INICIADA:
        return reverse("cerrado" if solicitud.is_cerrada else "correo", args=[solicitud.tipo, solicitud.pk])
    return DESTINOS[solicitud.tipo].get_pagina(solicitud)


@dataclass(frozen=True)
class Avance:
    """The stages of the work, and how many of them are done."""

    etapas: tuple[str, ...]
    hechas: int

    @property
    def texto(self) -> str:
        """Return the sentence for the stage that is under way."""
        return "Listo" if self.hechas == len(self.etapas) else f"{self.etapas[self.hechas]}…"


def get_avance(solicitud: Solicitud) -> Avance:
    """Return how far the work is: received, decided, documents made."""
    etapas = PROCEDIMIENTOS[solicitud.tipo].etapas
    if solicitud.estado == Estado.CONCLUIDA:
        return Avance(etapas, len(etapas))
    # The rows of the documents exist as soon as the decision is made. Their files come afterwards.
    decided = get_documentos(solicitud).exists()
    return Avance(etapas, len(etapas) - 1 if decided else 1)
