"""A closed Solicitud, and what can be done on its page."""

import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.fabricas import InscripcionFactory
from tests.helpers.tramites.student import (
    Respuesta,
    enter,
    url,
)
from tramites.solicitud.models import Solicitud

SU_CORREO = "alonso@example.com"


@pytest.fixture
def sin_correo(db: None) -> Inscripcion:
    """A student of whom the roster has no address, only the student code."""
    return InscripcionFactory(sin_correo=True, codigo="gdl-0042", asegurado__nombres="Alonso")


@pytest.fixture
def cerrada(client: Client, sin_correo: Inscripcion) -> Solicitud:
    return enter(client, sin_correo.asegurado.curp, SU_CORREO)


def type_codigo(client: Client, solicitud: Solicitud, codigo: str) -> Respuesta:
    return client.post(url("codigo_alumno", solicitud), {"codigo_alumno": codigo})


def tell(client: Client, solicitud: Solicitud, plantel: object) -> Respuesta:
    return client.post(url("avisar_plantel", solicitud), {"plantel": plantel})
