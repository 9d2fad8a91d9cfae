"""No URL of tramites responds with a server error.

The tests try every estado of the Solicitud, and browsers with and without a session.
"""

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

# Without the URLs that single procedures add. clinica/test_direcciones.py tests the URLs that alta and cambio add.
PROPIAS = [pattern for pattern in urlpatterns if isinstance(pattern, URLPattern)]
NOMBRES = {str(pattern.name): set(pattern.pattern.converters) for pattern in PROPIAS}
DE_SOLICITUD = [name for name, needs in NOMBRES.items() if "uuid" in needs]
QUIEN = ("pestaña", "titular", "titular y pestaña")
METODOS = ("get", "post")
ESTADOS = [(estado, "") for estado in Estado] + [(Estado.INICIADA, "correo")]
pytestmark = pytest.mark.django_db


def make_address(name: str, solicitud: Solicitud) -> str:
    """Return the URL path of the view `name` for a Solicitud."""
    values = {
        "tipo": solicitud.tipo,
        "uuid": solicitud.pk,
        "step": "identidad",
        "token": "x" * 43,
        "folio": solicitud.folio,
        "clave": "NADIE",
    }
    return reverse(name, kwargs={need: values[need] for need in NOMBRES[name]})


def make_browser(quien: str, solicitud: Solicitud) -> Client:
    """Return a browser. `quien` says which cookies the browser has.

    «titular» means that the student is logged in. «pestaña» means that the Solicitud was started in this browser.
    """
    browser = Client()
    if "titular" in quien:
        log_in(browser, solicitud.titular)
    if "pestaña" in quien:
        response = HttpResponse()
        mark_pestana(RequestFactory().get("/"), response, solicitud, is_origen=True)
        browser.cookies.update(response.cookies)
    return browser


def test_every_url_pattern_of_tramites_has_a_unique_name() -> None:
    assert len(NOMBRES) == len(PROPIAS)


@pytest.mark.parametrize("quien", QUIEN)
@pytest.mark.parametrize(("estado", "motivo"), ESTADOS)
def test_no_url_of_a_solicitud_responds_with_404_or_500_in_any_state(
    alumna: Inscripcion, estado: Estado, motivo: str, quien: str
) -> None:
    solicitud = make_solicitud(estado, alumna, motivo_cierre=motivo)
    browser = make_browser(quien, solicitud)
    for name in DE_SOLICITUD:
        # The test client follows redirects, and raises an exception if the redirects form a loop.
        answer = browser.get(make_address(name, solicitud), follow=True)
        assert answer.status_code in (200, 403, 405, 410), name
    # The POST requests come after the GET requests, because the POST to `reenviar` sets the cookie `pestana`. With this
    # cookie, the browser can open «Revisa tu correo».
    for name in DE_SOLICITUD:
        assert browser.post(make_address(name, solicitud)).status_code in (200, 302, 403, 405), name


@pytest.mark.parametrize("metodo", ["get", "post", "head", "put", "delete", "options"])
def test_no_url_of_tramites_responds_with_a_server_error_to_any_http_method(alumna: Inscripcion, metodo: str) -> None:
    solicitud = make_solicitud(Estado.CONCLUIDA, alumna)
    browser = make_browser("titular y pestaña", solicitud)
    for name in sorted(NOMBRES, key=lambda name: name == "salir"):
        answer = getattr(browser, metodo)(make_address(name, solicitud))
        assert answer.status_code < 500, name


@pytest.mark.parametrize("estado", list(Estado))
def test_a_wrong_code_gets_a_page_with_status_200_in_every_state_of_the_solicitud(
    alumna: Inscripcion, estado: Estado
) -> None:
    solicitud = make_solicitud(estado, alumna)
    for typed in ("", "123456", "x" * 100_000, "١٢٣٤٥٦"):
        answer = make_browser("pestaña", solicitud).post(make_address("codigo", solicitud), {"codigo": typed})
        assert answer.status_code == 200


@pytest.mark.parametrize(("estado", "motivo"), ESTADOS)
def test_a_stranger_sees_no_student_data_at_any_url_in_any_state(
    alumna: Inscripcion, estado: Estado, motivo: str
) -> None:
    secrets = (str(alumna.asegurado.nss), alumna.asegurado.curp, alumna.correo, alumna.asegurado.nombres)
    assert all(secrets)
    solicitud = make_solicitud(estado, alumna, motivo_cierre=motivo)
    browser = Client()
    answers = [getattr(browser, metodo)(make_address(name, solicitud)) for name in DE_SOLICITUD for metodo in METODOS]
    # The POST to `reenviar` has set the cookie `pestana`, so the stranger can now open «Revisa tu correo».
    answers.append(browser.get(make_address("correo", solicitud)))
    assert answers[-1].status_code == 200
    for answer in answers:
        assert answer.status_code in (200, 302, 403, 405)
        assert not [secret for secret in secrets if secret in answer.content.decode()]


def test_the_gate_form_handles_unusual_request_bodies_without_a_server_error() -> None:
    """The request bodies are JSON, multipart data without a boundary, and a form with 2000 fields."""
    browser = Client()
    assert browser.post(PUERTA, {"curp": "x"}, content_type="application/json").status_code == 200
    assert browser.post(PUERTA, "no boundary", content_type="multipart/form-data").status_code in (200, 400)
    many = {f"campo{n}": "x" for n in range(2000)}
    assert browser.post(PUERTA, {**make_gate_data("x", "y"), **many}).status_code in (200, 400)
