"""Threat T2: a stranger starts a Solicitud with the CURP of a student.

The stranger loses all access to the Solicitud as soon as the student confirms.
"""

from dataclasses import dataclass

import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.helpers.tramites.student import (
    CONFIRMAR,
    EXTRANO,
    begin,
    code_of,
    confirm_by_link,
    confirmations_to,
    link_of,
    run_outbox,
    url,
)
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db


@dataclass
class Intruso:
    """A stranger who started a Solicitud with the CURP of a student.

    The stranger typed their own e-mail address. The confirmation mail to this address contains `token` and `codigo`.
    """

    client: Client
    solicitud: Solicitud
    token: str
    codigo: str


@pytest.fixture(params=["confirmó con la liga", "confirmó con el código", "no confirmó"])
def intruso(request: pytest.FixtureRequest, alumna: Inscripcion) -> Intruso:
    client = Client()
    solicitud = begin(client, alumna.asegurado.curp, EXTRANO)
    run_outbox()
    (message,) = confirmations_to(EXTRANO)
    link, codigo = link_of(message), code_of(message)
    client.get(link)
    if request.param == "confirmó con la liga":
        confirm_by_link(client, link)
    elif request.param == "confirmó con el código":
        client.post(url("codigo", solicitud), {"codigo": codigo})
    return Intruso(client, solicitud, link.split("/")[2], codigo)


@pytest.fixture
def solicitud_of_student(intruso: Intruso, otro_navegador: Client, alumna: Inscripcion) -> Solicitud:
    """Return a Solicitud that a stranger started and the student took over.

    The student got a warning mail about the Solicitud, and confirmed with the link of this mail.
    """
    answer = confirm_by_link(otro_navegador, link_of(confirmations_to(alumna.correo)[-1]))
    assert otro_navegador.get(answer.url).url == url("espera", intruso.solicitud)
    run_outbox()
    intruso.solicitud.refresh_from_db()
    return intruso.solicitud


def assert_reads_no_student_data(client: Client, solicitud: Solicitud) -> None:
    """Check that no page of the Solicitud shows student data in the browser `client`."""
    for name in ("solicitud", "correo", "espera", "resultado", "incidencia", "cerrado", "estado"):
        page = client.get(url(name, solicitud), follow=True)
        text = page.content.decode()
        asegurado = solicitud.get_asegurado()
        assert solicitud.correo not in text
        assert str(asegurado.nss) not in text
        assert asegurado.nombres not in text
    assert client.get(url("resultado", solicitud)).status_code == 403


def test_T2_the_confirmation_link_of_a_stranger_is_refused_after_the_student_took_over_the_solicitud(
    intruso: Intruso, solicitud_of_student: Solicitud
) -> None:
    """The link is refused even if the stranger forges the cookie `liga`.

    The cookie contains a token and the id of a browser. Only the browser that used a link may use the same link again.
    """
    assert_reads_no_student_data(intruso.client, solicitud_of_student)
    assert intruso.client.post(CONFIRMAR, {"liga": intruso.token}).status_code == 403
    assert_reads_no_student_data(intruso.client, solicitud_of_student)
    for navegador in ("", ".", "." + "0" * 32):
        for browser in (intruso.client, Client()):
            browser.cookies["liga"] = intruso.token + navegador
            assert browser.post(CONFIRMAR, {"liga": intruso.token}).status_code == 403
            assert browser.get(url("resultado", solicitud_of_student)).status_code == 403


def test_T2_the_code_of_a_stranger_is_refused_after_the_student_took_over_the_solicitud(
    intruso: Intruso, solicitud_of_student: Solicitud
) -> None:
    answer = intruso.client.post(url("codigo", solicitud_of_student), {"codigo": intruso.codigo})
    assert answer.status_code == 200
    assert_reads_no_student_data(intruso.client, solicitud_of_student)
