"""Test helpers for the procedure NSS.

They start the procedure for a student without an NSS, and they answer the wizard steps.
"""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from padron.asegurados.models import ConsecutivoNSS, Inscripcion
from tests.helpers.factories import (
    CodigoPostalFactory,
    ColoniaFactory,
    InscripcionFactory,
    MunicipioFactory,
    SerieNSSFactory,
)
from tests.helpers.tramites.student import Respuesta, log_in, make_solicitud
from tramites.camino.apertura import open_solicitud
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Confirmacion, Solicitud

CP = {"cp": "44100"}
DOMICILIO = {"colonia": "Centro", "otra_colonia": "", "calle": "Morelos", "exterior": "12", "interior": ""}
ZAPOPAN = {"municipio": "Zapopan", "otra_colonia": "Las Águilas", "calle": "Sol", "exterior": "S/N", "interior": ""}
NSS_STEPS = (("identidad", {}), ("codigo-postal", CP), ("domicilio", DOMICILIO), ("revision", {}))


def make_catalogos() -> None:
    """Create two postal codes, and the NSS series of the state Jalisco.

    The postal code 44100 has one colonia, and 45100 has eight colonias. Tests use 45545 as an unknown postal code, so
    45545 must not be created.
    """
    SerieNSSFactory(estado="14", serie="61")
    ColoniaFactory(nombre="Centro", codigo_postal=CodigoPostalFactory(cp="44100"))
    zapopan = MunicipioFactory(clave="120", nombre="Zapopan")
    otro = CodigoPostalFactory(cp="45100", municipio=zapopan)
    for n in range(1, 9):
        ColoniaFactory(nombre=f"Colonia {n}", codigo_postal=otro)


def use_up_series(inscripcion: Inscripcion) -> None:
    """Use all numbers of the NSS series of Jalisco for the birth year of the student, in 2025, 2026 and 2027."""
    nacimiento = inscripcion.asegurado.fecha_nacimiento.year % 100
    for registro in (25, 26, 27):
        ConsecutivoNSS.objects.create(serie="61", anio_registro=registro, anio_nacimiento=nacimiento, ultimo=9999)


@pytest.fixture
def catalogos(db: None) -> None:
    make_catalogos()


@pytest.fixture
def inscripcion(catalogos: None) -> Inscripcion:
    """Return the enrolment of a student without an NSS."""
    return InscripcionFactory(asegurado__nombres="Citlali", correo="citlali@example.com")


@pytest.fixture
def solicitud(client: Client, inscripcion: Inscripcion) -> Solicitud:
    """Return a confirmed Solicitud at the first step. The student is logged in with the browser `client`."""
    solicitud = open_nss(inscripcion)
    log_in(client, solicitud.titular)
    return solicitud


def open_nss(inscripcion: Inscripcion) -> Solicitud:
    """Create an NSS Solicitud that is already confirmed. The student sends no form and gets no mail."""
    solicitud = make_solicitud(Estado.INICIADA, inscripcion)
    with transaction.atomic():
        open_solicitud(solicitud, inscripcion.asegurado, inscripcion.correo)
    return solicitud


def close_nss(inscripcion: Inscripcion, correo: str, **valores: Any) -> Solicitud:
    """Create a closed Solicitud of the procedure NSS.

    The e-mail address `correo` is confirmed, but `correo` gives no access to the student's data.
    """
    solicitud = make_solicitud(Estado.INICIADA, inscripcion, correo=correo, motivo_cierre="correo", **valores)
    ahora = solicitud.creada
    Confirmacion.objects.create(solicitud=solicitud, correo=correo, vence=ahora, usada=ahora, navegador="a" * 32)
    return solicitud


def step_url(solicitud: Solicitud, step: str) -> str:
    """Return the URL of a wizard step. The step does not have to exist."""
    return f"{solicitud.get_absolute_url()}paso/{step}/"


def read(client: Client, solicitud: Solicitud, step: str) -> str:
    """Return the HTML of the page of a wizard step."""
    page = client.get(step_url(solicitud, step))
    assert page.status_code == 200, page
    return str(page.content.decode())


def answer(client: Client, solicitud: Solicitud, step: str, datos: dict[str, str] | None = None) -> Respuesta:
    """Post `datos` to a wizard step, and return the response. Without `datos`, the form is empty."""
    return client.post(step_url(solicitud, step), datos or {})


def answer_until(client: Client, solicitud: Solicitud, until: str) -> None:
    """Send valid answers to all steps that come before the step `until`."""
    for step, datos in NSS_STEPS:
        if step == until:
            return
        assert answer(client, solicitud, step, datos).status_code == 302, step


def submit(client: Client, solicitud: Solicitud) -> Respuesta:
    """Send valid answers to all steps, and return the last response.

    The last step submits the Solicitud.
    """
    answer_until(client, solicitud, "revision")
    return answer(client, solicitud, "revision")


def stored_answers(solicitud: Solicitud) -> Any:
    """Return the stored answers of the Solicitud from the database (the field `respuestas`)."""
    return Solicitud.objects.get(pk=solicitud.pk).respuestas


def state(solicitud: Solicitud) -> str:
    """Return the present estado of the Solicitud from the database."""
    return Solicitud.objects.get(pk=solicitud.pk).estado
