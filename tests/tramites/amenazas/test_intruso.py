"""Threat T2: a stranger who used the CURP of a student gets no student data when the student continues."""

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
    """Return the Solicitud that the student got with the link of the warning mail.

    The Solicitud that the stranger started caused the warning mail.
    """
    answer = confirm_by_link(otro_navegador, link_of(confirmations_to(alumna.correo)[-1]))
    own = Solicitud.objects.exclude(pk=intruso.solicitud.pk).get()
    assert otro_navegador.get(answer.url).url == url("espera", own)
    run_outbox()
    own.refresh_from_db()
    return own


def assert_reads_no_student_data(client: Client, propia: Solicitud, ajena: Solicitud) -> None:
    """Check that the browser `client` sees no student data on any page of either Solicitud."""
    asegurado = propia.get_asegurado()
    for solicitud in (propia, ajena):
        for name in ("solicitud", "correo", "espera", "resultado", "incidencia", "cerrado", "estado"):
            text = client.get(url(name, solicitud), follow=True).content.decode()
            assert propia.correo not in text
            assert str(asegurado.nss) not in text
            assert asegurado.nombres not in text
    assert client.get(url("resultado", propia)).status_code == 403


def test_T2_the_link_of_a_stranger_shows_no_student_data_after_the_student_continued(
    intruso: Intruso, solicitud_of_student: Solicitud
) -> None:
    """The link is refused even if the stranger forges the cookie `liga`.

    The cookie contains a token and the id of a browser. Only the browser that used a link may use the same link again.
    """
    assert_reads_no_student_data(intruso.client, solicitud_of_student, intruso.solicitud)
    for navegador in (None, "", ".", "." + "0" * 32):
        for browser in (intruso.client, Client()):
            if navegador is not None:
                browser.cookies["liga"] = intruso.token + navegador
            browser.post(CONFIRMAR, {"liga": intruso.token})
            assert_reads_no_student_data(browser, solicitud_of_student, intruso.solicitud)


def test_T2_the_code_of_a_stranger_shows_no_student_data_after_the_student_continued(
    intruso: Intruso, solicitud_of_student: Solicitud
) -> None:
    intruso.client.post(url("codigo", intruso.solicitud), {"codigo": intruso.codigo})
    assert_reads_no_student_data(intruso.client, solicitud_of_student, intruso.solicitud)
    assert intruso.client.post(url("codigo", solicitud_of_student), {"codigo": intruso.codigo}).status_code == 403
