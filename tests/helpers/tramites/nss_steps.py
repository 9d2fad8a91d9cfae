"""Fixtures and helpers that open the NSS procedure of a student without an NSS, and answer its steps."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.fabricas import CodigoPostalFactory, ColoniaFactory, InscripcionFactory, MunicipioFactory, SerieNSSFactory
from tests.helpers.tramites.student import Respuesta, log_in, make_solicitud
from tramites.camino.apertura import open_solicitud
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Confirmacion, Solicitud

CP = {"cp": "44100"}
DOMICILIO = {"colonia": "Centro", "otra_colonia": "", "calle": "Morelos", "exterior": "12", "interior": ""}
ZAPOPAN = {"municipio": "Zapopan", "otra_colonia": "Las Águilas", "calle": "Sol", "exterior": "S/N", "interior": ""}
NSS_STEPS = (("identidad", {}), ("codigo-postal", CP), ("domicilio", DOMICILIO), ("revision", {}))


def make_catalogos() -> None:
    """Create a series for Jalisco, and the postal codes 44100 (one colonia) and 45100 (eight). 45545 stays unknown."""
    SerieNSSFactory(estado="14", serie="61")
    ColoniaFactory(nombre="Centro", codigo_postal=CodigoPostalFactory(cp="44100"))
    zapopan = MunicipioFactory(clave="120", nombre="Zapopan")
    otro = CodigoPostalFactory(cp="45100", municipio=zapopan)
    for n in range(1, 9):
        ColoniaFactory(nombre=f"Colonia {n}", codigo_postal=otro)


@pytest.fixture
def catalogos(db: None) -> None:
    make_catalogos()


@pytest.fixture
def inscripcion(catalogos: None) -> Inscripcion:
    """The enrolment of a student without an NSS."""
    return InscripcionFactory(asegurado__nombres="Citlali", correo="citlali@example.com")


@pytest.fixture
def solicitud(client: Client, inscripcion: Inscripcion) -> Solicitud:
    """A Solicitud of `inscripcion` that waits at its first step. `client` has the session of its student."""
    solicitud = open_nss(inscripcion)
    log_in(client, solicitud.titular)
    return solicitud


def open_nss(inscripcion: Inscripcion) -> Solicitud:
    """Open an NSS Solicitud as the confirmation of a mail address does, without the first form and the mail."""
    solicitud = make_solicitud(Estado.INICIADA, inscripcion)
    with transaction.atomic():
        open_solicitud(solicitud, inscripcion.asegurado, inscripcion.correo)
    return solicitud


def close_nss(inscripcion: Inscripcion, correo: str, **valores: Any) -> Solicitud:
    """Create a closed Solicitud, whose confirmed mail address `correo` does not open the CURP."""
    solicitud = make_solicitud(Estado.INICIADA, inscripcion, correo=correo, motivo_cierre="correo", **valores)
    ahora = solicitud.creada
    Confirmacion.objects.create(solicitud=solicitud, correo=correo, vence=ahora, usada=ahora, navegador="a" * 32)
    return solicitud


def step_url(solicitud: Solicitud, step: str) -> str:
    """Return the URL of a step, also of a step that does not exist."""
    return f"{solicitud.get_absolute_url()}paso/{step}/"


def read(client: Client, solicitud: Solicitud, step: str) -> str:
    """Return the HTML of the page of a step."""
    page = client.get(step_url(solicitud, step))
    assert page.status_code == 200, page
    return str(page.content.decode())


def answer(client: Client, solicitud: Solicitud, step: str, datos: dict[str, str] | None = None) -> Respuesta:
    """Post the answer of a step and return the response. Without `datos` the form is empty."""
    return client.post(step_url(solicitud, step), datos or {})


def answer_until(client: Client, solicitud: Solicitud, until: str) -> None:
    """Answer the steps before the step `until`, with a postal code that the catalogue knows."""
    for step, datos in NSS_STEPS:
        if step == until:
            return
        assert answer(client, solicitud, step, datos).status_code == 302, step


def submit(client: Client, solicitud: Solicitud) -> Respuesta:
    """Answer all steps, and return the response to the last one."""
    answer_until(client, solicitud, "revision")
    return answer(client, solicitud, "revision")


def stored_answers(solicitud: Solicitud) -> Any:
    """Return `respuestas` as the database holds it, with the answers by step and the steps to ask again."""
    return Solicitud.objects.get(pk=solicitud.pk).respuestas


def state(solicitud: Solicitud) -> str:
    """Return the estado that the database holds."""
    return Solicitud.objects.get(pk=solicitud.pk).estado
