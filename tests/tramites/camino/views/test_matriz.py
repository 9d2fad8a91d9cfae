"""Every address of the room, asked by everyone, in every state: no answer is an error of ours."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, reverse

from padron.asegurados.models import Inscripcion
from tests.helpers.tramites.student import PUERTA, log_in, make_gate_data, make_solicitud
from tramites.solicitud.acceso import mark_pestana
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud
from tramites.urls import urlpatterns

# What a procedure answers besides has a test of its own: tests/tramites/clinica/test_direcciones.py.
PROPIAS = [pattern for pattern in urlpatterns if isinstance(pattern, URLPattern)]
NOMBRES = {str(pattern.name): set(pattern.pattern.converters) for pattern in PROPIAS}
DE_SOLICITUD = [name for name, needs in NOMBRES.items() if "uuid" in needs]
QUIEN = ("pestaña", "titular", "titular y pestaña")
METODOS = ("get", "post")
ESTADOS = [(estado, "") for estado in Estado] + [(Estado.INICIADA, "correo")]
pytestmark = pytest.mark.django_db


def address(name: str, solicitud: Solicitud) -> str:
    values = {
        "tipo": solicitud.tipo,
        "uuid": solicitud.pk,
        "step": "identidad",
        "token": "x" * 43,
        "folio": solicitud.folio,
        "clave": "NADIE",
    }
    return reverse(name, kwargs={need: values[need] for need in NOMBRES[name]})


def come_as(quien: str, solicitud: Solicitud) -> Client:
    browser = Client()
    if "titular" in quien:
        log_in(browser, solicitud.titular)
    if "pestaña" in quien:
        response = HttpResponse()
        mark_pestana(RequestFactory().get("/"), response, solicitud, is_origen=True)
        browser.cookies.update(response.cookies)
    return browser


def test_no_address_is_left_out() -> None:
    assert len(NOMBRES) == len(PROPIAS)


@pytest.mark.parametrize("quien", QUIEN)
@pytest.mark.parametrize(("estado", "motivo"), ESTADOS)
def test_no_address_of_a_procedure_fails_in_any_state(
    alumna: Inscripcion, estado: Estado, motivo: str, quien: str
) -> None:
    solicitud = make_solicitud(estado, alumna, motivo_cierre=motivo)
    browser = come_as(quien, solicitud)
    for name in DE_SOLICITUD:
        # Followed as a browser would: it ends on a page, and not in a circle (the test client raises on one).
        answer = browser.get(address(name, solicitud), follow=True)
        assert answer.status_code in (200, 403, 405, 410), name
    for name in DE_SOLICITUD:  # afterwards: one of them makes the browser a tab that asked for another link
        assert browser.post(address(name, solicitud)).status_code in (200, 302, 403, 405), name


@pytest.mark.parametrize("metodo", ["get", "post", "head", "put", "delete", "options"])
def test_no_address_fails_for_any_method(alumna: Inscripcion, metodo: str) -> None:
    solicitud = make_solicitud(Estado.CONCLUIDA, alumna)
    browser = come_as("titular y pestaña", solicitud)
    for name in sorted(NOMBRES, key=lambda name: name == "salir"):
        answer = getattr(browser, metodo)(address(name, solicitud))
        assert answer.status_code < 500, name


@pytest.mark.parametrize("estado", list(Estado))
def test_a_code_typed_in_any_state_is_answered(alumna: Inscripcion, estado: Estado) -> None:
    solicitud = make_solicitud(estado, alumna)
    for typed in ("", "123456", "x" * 100_000, "١٢٣٤٥٦"):
        answer = come_as("pestaña", solicitud).post(address("codigo", solicitud), {"codigo": typed})
        assert answer.status_code == 200


@pytest.mark.parametrize(("estado", "motivo"), ESTADOS)
def test_a_stranger_reads_nothing_in_any_state(alumna: Inscripcion, estado: Estado, motivo: str) -> None:
    secrets = (str(alumna.asegurado.nss), alumna.asegurado.curp, alumna.correo, alumna.asegurado.nombres)
    assert all(secrets)
    solicitud = make_solicitud(estado, alumna, motivo_cierre=motivo)
    browser = Client()
    answers = [getattr(browser, metodo)(address(name, solicitud)) for name in DE_SOLICITUD for metodo in METODOS]
    answers.append(browser.get(address("correo", solicitud)))  # of the tab that asked for another link
    assert answers[-1].status_code == 200
    for answer in answers:
        assert answer.status_code in (200, 302, 403, 405)
        assert not [secret for secret in secrets if secret in answer.content.decode()]


def test_a_file_or_json_in_place_of_a_form_is_answered() -> None:
    browser = Client()
    assert browser.post(PUERTA, {"curp": "x"}, content_type="application/json").status_code == 200
    assert browser.post(PUERTA, "no boundary", content_type="multipart/form-data").status_code in (200, 400)
    many = {f"campo{n}": "x" for n in range(2000)}
    assert browser.post(PUERTA, {**make_gate_data("x", "y"), **many}).status_code in (200, 400)
