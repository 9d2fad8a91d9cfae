"""Answers that change, and what they were checked against that changes."""

import pytest
from django.test import Client

from padron.catalogos.models import CodigoPostal, Colonia
from tests.helpers.tramites.nss_steps import (
    CP,
    DOMICILIO,
    ZAPOPAN,
    answer,
    answer_until,
    read,
    state,
    step_url,
)
from tests.helpers.tramites.student import Respuesta
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
SLUGS = ("identidad", "codigo-postal", "estado", "domicilio", "revision")


def assert_leads(page: Respuesta, step: str) -> None:
    assert page.status_code == 302
    assert page.url.endswith(f"/paso/{step}/")


def test_an_edited_answer_asks_what_depends_on_it_again_and_keeps_its_text(
    client: Client, solicitud: Solicitud
) -> None:
    answer_until(client, solicitud, "revision")
    assert_leads(answer(client, solicitud, "codigo-postal", {"cp": "45100"}), "domicilio")
    assert_leads(client.get(step_url(solicitud, "revision")), "domicilio")
    assert_leads(answer(client, solicitud, "revision"), "domicilio")
    assert state(solicitud) == Estado.CONFIRMADA
    page = read(client, solicitud, "domicilio")
    assert 'value="Morelos"' in page
    assert "Hay un problema" not in page
    answer(client, solicitud, "domicilio", DOMICILIO | {"colonia": "Colonia 3"})
    assert "Morelos 12, Colonia Colonia 3, Zapopan, Jalisco" in read(client, solicitud, "revision")


def test_the_same_answer_again_asks_nothing_again(client: Client, solicitud: Solicitud) -> None:
    answer_until(client, solicitud, "revision")
    assert_leads(answer(client, solicitud, "codigo-postal", {"cp": "44 100"}), "revision")
    assert_leads(answer(client, solicitud, "domicilio", DOMICILIO | {"calle": "Sol"}), "revision")
    assert "Sol 12" in read(client, solicitud, "revision")


def test_a_way_that_was_left_and_taken_again_still_has_its_text(client: Client, solicitud: Solicitud) -> None:
    answer(client, solicitud, "identidad")
    answer(client, solicitud, "codigo-postal", {"cp": "45545", "conservar": "on"})
    answer(client, solicitud, "estado", {"estado": "14"})
    assert_leads(answer(client, solicitud, "codigo-postal", CP), "domicilio")
    assert_leads(client.get(step_url(solicitud, "estado")), "domicilio")
    assert_leads(answer(client, solicitud, "codigo-postal", {"cp": "45545", "conservar": "on"}), "estado")
    assert '<option value="14" selected>' in read(client, solicitud, "estado")


def test_the_postal_code_left_the_catalogue_before_the_address(client: Client, solicitud: Solicitud) -> None:
    answer_until(client, solicitud, "domicilio")
    CodigoPostal.objects.get(cp="44100").delete()
    assert_leads(client.get(step_url(solicitud, "domicilio")), "codigo-postal")
    page = read(client, solicitud, "codigo-postal")
    assert "No encontramos el código postal 44100" in page
    assert 'value="44100"' in page
    assert "Mi código postal está bien" in page
    assert_leads(answer(client, solicitud, "codigo-postal", {"cp": "44100", "conservar": "on"}), "estado")


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_postal_code_left_the_catalogue_before_the_end(client: Client, solicitud: Solicitud, method: str) -> None:
    answer_until(client, solicitud, "revision")
    CodigoPostal.objects.all().delete()
    assert_leads(getattr(client, method)(step_url(solicitud, "revision")), "codigo-postal")
    assert state(solicitud) == Estado.CONFIRMADA
    answer(client, solicitud, "codigo-postal", {"cp": "44100", "conservar": "on"})
    answer(client, solicitud, "estado", {"estado": "14"})
    assert 'value="Morelos"' in read(client, solicitud, "domicilio")


def test_the_colonia_left_the_catalogue_before_the_end(client: Client, solicitud: Solicitud) -> None:
    answer_until(client, solicitud, "revision")
    Colonia.objects.filter(nombre="Centro").update(nombre="Guadalajara Centro")
    assert_leads(answer(client, solicitud, "revision"), "domicilio")
    page = read(client, solicitud, "domicilio")
    assert "Elige una de la lista" in page
    assert 'value="Morelos"' in page
    assert_leads(answer(client, solicitud, "domicilio", DOMICILIO | {"colonia": "Guadalajara Centro"}), "revision")
    assert answer(client, solicitud, "revision").url == solicitud.get_absolute_url()
    assert state(solicitud) == Estado.POR_PROCESAR


def test_a_kept_postal_code_that_the_catalogue_learns_asks_for_the_colonia(
    client: Client, solicitud: Solicitud
) -> None:
    answer(client, solicitud, "identidad")
    answer(client, solicitud, "codigo-postal", {"cp": "45545", "conservar": "on"})
    answer(client, solicitud, "estado", {"estado": "14"})
    answer(client, solicitud, "domicilio", ZAPOPAN)
    conocido = CodigoPostal.objects.create(cp="45545", municipio=CodigoPostal.objects.get(cp="44100").municipio)
    Colonia.objects.create(codigo_postal=conocido, nombre="Nueva")
    assert_leads(client.get(step_url(solicitud, "revision")), "domicilio")
    assert 'value="Sol"' in read(client, solicitud, "domicilio")
    answer(client, solicitud, "domicilio", DOMICILIO | {"colonia": "Nueva"})
    assert "Colonia Nueva, Guadalajara" in read(client, solicitud, "revision")
