"""Tests of answers that the student changes later.

An answer can also become invalid because the catalogue of postal codes changes.
"""

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


def assert_redirects_to_step(page: Respuesta, step: str) -> None:
    assert page.status_code == 302
    assert page.url.endswith(f"/paso/{step}/")


def test_a_student_who_changes_the_postal_code_must_answer_the_address_step_again(
    client: Client, solicitud: Solicitud
) -> None:
    answer_until(client, solicitud, "revision")
    assert_redirects_to_step(answer(client, solicitud, "codigo-postal", {"cp": "45100"}), "domicilio")
    assert_redirects_to_step(client.get(step_url(solicitud, "revision")), "domicilio")
    assert_redirects_to_step(answer(client, solicitud, "revision"), "domicilio")
    assert state(solicitud) == Estado.CONFIRMADA
    page = read(client, solicitud, "domicilio")
    assert 'value="Morelos"' in page
    assert "Hay un problema" not in page
    answer(client, solicitud, "domicilio", DOMICILIO | {"colonia": "Colonia 3"})
    assert "Morelos 12, Colonia Colonia 3, Zapopan, Jalisco" in read(client, solicitud, "revision")


def test_the_address_step_is_not_asked_again_if_the_postal_code_did_not_change(
    client: Client, solicitud: Solicitud
) -> None:
    answer_until(client, solicitud, "revision")
    assert_redirects_to_step(answer(client, solicitud, "codigo-postal", {"cp": "44 100"}), "revision")
    assert_redirects_to_step(answer(client, solicitud, "domicilio", DOMICILIO | {"calle": "Sol"}), "revision")
    assert "Sol 12" in read(client, solicitud, "revision")


def test_a_step_shows_its_former_answer_if_the_step_applies_again(client: Client, solicitud: Solicitud) -> None:
    answer(client, solicitud, "identidad")
    answer(client, solicitud, "codigo-postal", {"cp": "45545", "conservar": "on"})
    answer(client, solicitud, "estado", {"estado": "14"})
    assert_redirects_to_step(answer(client, solicitud, "codigo-postal", CP), "domicilio")
    assert_redirects_to_step(client.get(step_url(solicitud, "estado")), "domicilio")
    assert_redirects_to_step(answer(client, solicitud, "codigo-postal", {"cp": "45545", "conservar": "on"}), "estado")
    assert '<option value="14" selected>' in read(client, solicitud, "estado")


def test_the_address_step_redirects_to_codigo_postal_if_the_catalogue_no_longer_has_the_postal_code(
    client: Client, solicitud: Solicitud
) -> None:
    answer_until(client, solicitud, "domicilio")
    CodigoPostal.objects.get(cp="44100").delete()
    assert_redirects_to_step(client.get(step_url(solicitud, "domicilio")), "codigo-postal")
    page = read(client, solicitud, "codigo-postal")
    assert "No encontramos el código postal 44100" in page
    assert 'value="44100"' in page
    assert "Mi código postal está bien" in page
    assert_redirects_to_step(answer(client, solicitud, "codigo-postal", {"cp": "44100", "conservar": "on"}), "estado")


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_review_step_redirects_to_codigo_postal_if_the_catalogue_no_longer_has_the_postal_code(
    client: Client, solicitud: Solicitud, method: str
) -> None:
    answer_until(client, solicitud, "revision")
    CodigoPostal.objects.all().delete()
    assert_redirects_to_step(getattr(client, method)(step_url(solicitud, "revision")), "codigo-postal")
    assert state(solicitud) == Estado.CONFIRMADA
    answer(client, solicitud, "codigo-postal", {"cp": "44100", "conservar": "on"})
    answer(client, solicitud, "estado", {"estado": "14"})
    assert 'value="Morelos"' in read(client, solicitud, "domicilio")


def test_a_student_must_choose_a_colonia_again_if_the_catalogue_renames_the_colonia(
    client: Client, solicitud: Solicitud
) -> None:
    answer_until(client, solicitud, "revision")
    Colonia.objects.filter(nombre="Centro").update(nombre="Guadalajara Centro")
    assert_redirects_to_step(answer(client, solicitud, "revision"), "domicilio")
    page = read(client, solicitud, "domicilio")
    assert "Elige una de la lista" in page
    assert 'value="Morelos"' in page
    assert_redirects_to_step(
        answer(client, solicitud, "domicilio", DOMICILIO | {"colonia": "Guadalajara Centro"}), "revision"
    )
    assert answer(client, solicitud, "revision").url == solicitud.get_absolute_url()
    assert state(solicitud) == Estado.POR_PROCESAR


def test_a_student_must_choose_a_colonia_if_a_new_catalogue_contains_the_postal_code(
    client: Client, solicitud: Solicitud
) -> None:
    answer(client, solicitud, "identidad")
    answer(client, solicitud, "codigo-postal", {"cp": "45545", "conservar": "on"})
    answer(client, solicitud, "estado", {"estado": "14"})
    answer(client, solicitud, "domicilio", ZAPOPAN)
    conocido = CodigoPostal.objects.create(cp="45545", municipio=CodigoPostal.objects.get(cp="44100").municipio)
    Colonia.objects.create(codigo_postal=conocido, nombre="Nueva")
    assert_redirects_to_step(client.get(step_url(solicitud, "revision")), "domicilio")
    assert 'value="Sol"' in read(client, solicitud, "domicilio")
    answer(client, solicitud, "domicilio", DOMICILIO | {"colonia": "Nueva"})
    assert "Colonia Nueva, Guadalajara" in read(client, solicitud, "revision")
