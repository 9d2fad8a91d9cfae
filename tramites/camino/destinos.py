"""All that can lie behind the gate: the procedures, and the expediente of a student who only comes back."""

from collections.abc import Mapping
from typing import Final

from django.urls import reverse

from tramites.procedimientos.base import Destino
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.solicitud.estados import EN_CURSO
from tramites.solicitud.models import Solicitud


class Expediente(Destino):
    """The expediente: it asks nothing and issues nothing. A confirmed address is all that it needs."""

    def get_pagina(self, solicitud: Solicitud) -> str:
        return reverse("expediente")


def _do_nothing(solicitud: Solicitud) -> None:
    """Leave the Solicitud as it is."""


EXPEDIENTE: Final = Expediente(
    tipo="expediente", titulo="Continúa donde te quedaste", retoma=EN_CURSO, al_confirmar=_do_nothing
)
DESTINOS: Final[Mapping[str, Destino]] = {**PROCEDIMIENTOS, EXPEDIENTE.tipo: EXPEDIENTE}
