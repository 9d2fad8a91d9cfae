"""Test helpers for a closed Solicitud.

A Solicitud is closed if its confirmed e-mail address gives no access to the student's data.
"""

import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.helpers.factories import InscripcionFactory
from tests.helpers.tramites.student import (
    Respuesta,
    begin_and_confirm,
    url,
)
from tramites.solicitud.models import Solicitud

SU_CORREO = "alonso@example.com"


@pytest.fixture
def sin_correo(db: None) -> Inscripcion:
    """Return the enrolment of a student. The roster has the student code, but no e-mail address of this student.

    The campus accepts the student code.
    """
    return InscripcionFactory(
        sin_correo=True, codigo="gdl-0042", asegurado__nombres="Alonso", plantel__codigo_abre=True
    )


@pytest.fixture
def cerrada(client: Client, sin_correo: Inscripcion) -> Solicitud:
    """Return a Solicitud that is closed because the roster has no e-mail address of the student."""
    return begin_and_confirm(client, sin_correo.asegurado.curp, SU_CORREO)


def type_clave(client: Client, solicitud: Solicitud, clave: str) -> Respuesta:
    """Type a claim key or a student code on the page of a closed Solicitud, and send the form."""
    return client.post(url("clave", solicitud), {"clave": clave})


def post_avisar_plantel(client: Client, solicitud: Solicitud, plantel: object) -> Respuesta:
    """Press the button «Avisar a mi plantel» on the page of a closed Solicitud."""
    return client.post(url("avisar_plantel", solicitud), {"plantel": plantel})
