"""Threats T3 and T7: one browser asks for too many mails to one mailbox.

After five mails in one hour, this browser gets the error 429. Other browsers are not blocked.
"""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests.helpers.tramites.student import PUERTA, Respuesta, make_gate_data, unknown_curp
from tests.tramites.camino.confirmacion.test_limites import AHORA, BUZON, spell_buzon
from tramites.solicitud.models import Solicitud

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_sin_pdf")]


@pytest.fixture
def navegador() -> Client:
    """Return a browser that has already opened the first form of a procedure.

    Therefore the browser has the CSRF cookie.
    """
    client = Client(enforce_csrf_checks=True)
    client.get(PUERTA)
    return client


def send_gate_form(client: Client, correo: str, **otros: str) -> Respuesta:
    """Send the first form of a procedure with a valid CSRF token."""
    token = client.cookies["csrf"].value
    return client.post(PUERTA, {**make_gate_data(unknown_curp(), correo, **otros), "csrfmiddlewaretoken": token})


def test_T7_the_sixth_request_of_one_browser_for_the_same_mailbox_gets_429(navegador: Client) -> None:
    with time_machine.travel(AHORA, tick=False) as clock:
        for n in range(5):
            assert send_gate_form(navegador, spell_buzon(n)).status_code == 302
        begun = Solicitud.objects.count()
        page = send_gate_form(navegador, BUZON)
        assert page.status_code == 429
        assert "Vuelve a intentarlo a partir de las <strong>16:10</strong>." in page.content.decode()
        assert page.headers["Retry-After"] == "3600"
        assert page.headers["Cache-Control"] == "no-store"
        assert Solicitud.objects.count() == begun
        assert send_gate_form(navegador, "otra@example.org").status_code == 302, "the next student at this computer"
        clock.shift(timedelta(hours=1))
        assert send_gate_form(navegador, BUZON).status_code == 302


def test_T3_another_browser_can_use_the_same_email_address_after_one_browser_was_blocked(navegador: Client) -> None:
    for n in range(7):
        send_gate_form(navegador, spell_buzon(n))
    other = Client(enforce_csrf_checks=True)
    other.get(PUERTA)
    assert send_gate_form(other, BUZON).status_code == 302


def test_the_same_gate_form_sent_nine_times_counts_once_for_the_limit_of_the_browser(navegador: Client) -> None:
    sent = make_gate_data(unknown_curp(), BUZON)
    for _ in range(9):
        token = navegador.cookies["csrf"].value
        assert navegador.post(PUERTA, {**sent, "csrfmiddlewaretoken": token}).status_code == 302
