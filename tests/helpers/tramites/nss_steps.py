"""The way of a student without NSS, in one line each: open, answer, review."""

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
CON_CP = (("identidad", {}), ("codigo-postal", CP), ("domicilio", DOMICILIO), ("revision", {}))


def make_catalogos() -> None:
    """A series for Jalisco; 44100 with one colonia, 45100 with eight; 45545 is not known."""
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
    """A student without NSS."""
    return InscripcionFactory(asegurado__nombres="Citlali", correo="citlali@example.com")


@pytest.fixture
def solicitud(client: Client, inscripcion: Inscripcion) -> Solicitud:
    """Her Solicitud, just confirmed in `client`."""
    solicitud = open_nss(inscripcion)
    log_in(client, solicitud.titular)
    return solicitud


def open_nss(inscripcion: Inscripcion) -> Solicitud:
    """A Solicitud as it is after the confirmation, without the way there."""
    solicitud = make_solicitud(Estado.INICIADA, inscripcion)
    with transaction.atomic():
        open_solicitud(solicitud, inscripcion.asegurado, inscripcion.correo)
    return solicitud


def close_nss(inscripcion: Inscripcion, correo: str, **valores: Any) -> Solicitud:
    """A closed Solicitud: `correo`, confirmed, does not open the CURP."""
    solicitud = make_solicitud(Estado.INICIADA, inscripcion, correo=correo, motivo_cierre="correo", **valores)
    ahora = solicitud.creada
    Confirmacion.objects.create(solicitud=solicitud, correo=correo, vence=ahora, usada=ahora, navegador="a" * 32)
    return solicitud


def step_url(solicitud: Solicitud, step: str) -> str:
    return f"{solicitud.get_absolute_url()}paso/{step}/"


def read(client: Client, solicitud: Solicitud, step: str) -> str:
    """What the page of a step shows."""
    page = client.get(step_url(solicitud, step))
    assert page.status_code == 200, page
    return str(page.content.decode())


def answer(client: Client, solicitud: Solicitud, step: str, datos: dict[str, str] | None = None) -> Respuesta:
    return client.post(step_url(solicitud, step), datos or {})


def answer_until(client: Client, solicitud: Solicitud, until: str) -> None:
    """Answer all that comes before the step `until`."""
    for step, datos in CON_CP:
        if step == until:
            return
        assert answer(client, solicitud, step, datos).status_code == 302, step


def submit(client: Client, solicitud: Solicitud) -> Respuesta:
    """Answer everything."""
    answer_until(client, solicitud, "revision")
    return answer(client, solicitud, "revision")


def stored(solicitud: Solicitud) -> Any:
    """The answers as the database has them."""
    return Solicitud.objects.get(pk=solicitud.pk).respuestas


def state(solicitud: Solicitud) -> str:
    return Solicitud.objects.get(pk=solicitud.pk).estado
