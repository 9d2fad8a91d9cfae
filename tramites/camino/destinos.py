"""The list DESTINOS: the procedures and the expediente. A student enters each by a form for CURP and e-mail address."""

from collections.abc import Mapping
from typing import Final

from django.urls import reverse

from tramites.procedimientos.base import Destino
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.solicitud.estados import EN_CURSO
from tramites.solicitud.models import Solicitud


class Expediente(Destino):
    """The expediente, which a student reaches through the first form, like a procedure.

    The expediente asks no questions and issues no documents. A student with a confirmed e-mail address can see the
    expediente at once.
    """

    def get_pagina(self, solicitud: Solicitud) -> str:
        return reverse("expediente")


def _do_nothing(solicitud: Solicitud) -> None:
    """Leave the Solicitud as it is, because the expediente has no questions and no work."""


EXPEDIENTE: Final = Expediente(
    tipo="expediente", titulo="Continúa donde te quedaste", retoma=EN_CURSO, al_confirmar=_do_nothing
)
DESTINOS: Final[Mapping[str, Destino]] = {**PROCEDIMIENTOS, EXPEDIENTE.tipo: EXPEDIENTE}
