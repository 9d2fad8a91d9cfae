"""T7, T3: the one refusal that a person sees, and whom it concerns."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests.helpers.tramites.student import PUERTA, Respuesta, make_gate_data, unknown_curp
from tests.tramites.camino.confirmacion.test_limites import AHORA, BUZON, spell
from tramites.solicitud.models import Solicitud

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_sin_pdf")]


@pytest.fixture
def navegador() -> Client:
    """A browser that has seen the gate, as every real one has that sends it."""
    client = Client(enforce_csrf_checks=True)
    client.get(PUERTA)
    return client


def send(client: Client, correo: str, **otros: str) -> Respuesta:
    token = client.cookies["csrf"].value
    return client.post(PUERTA, {**make_gate_data(unknown_curp(), correo, **otros), "csrfmiddlewaretoken": token})


def test_T7_a_browser_that_asks_too_often_is_told_when_to_come_back(navegador: Client) -> None:
    with time_machine.travel(AHORA, tick=False) as clock:
        for n in range(5):
            assert send(navegador, spell(n)).status_code == 302
        begun = Solicitud.objects.count()
        page = send(navegador, BUZON)
        assert page.status_code == 429
        assert "Vuelve a intentarlo a partir de las <strong>16:10</strong>." in page.content.decode()
        assert page.headers["Retry-After"] == "3600"
        assert page.headers["Cache-Control"] == "no-store"
        assert Solicitud.objects.count() == begun
        assert send(navegador, "otra@example.org").status_code == 302, "the next student at this computer"
        clock.shift(timedelta(hours=1))
        assert send(navegador, BUZON).status_code == 302


def test_T3_nobody_elses_browser_is_told_so(navegador: Client) -> None:
    for n in range(7):
        send(navegador, spell(n))
    other = Client(enforce_csrf_checks=True)
    other.get(PUERTA)
    assert send(other, BUZON).status_code == 302


def test_a_form_sent_twice_counts_once(navegador: Client) -> None:
    sent = make_gate_data(unknown_curp(), BUZON)
    for _ in range(9):
        token = navegador.cookies["csrf"].value
        assert navegador.post(PUERTA, {**sent, "csrfmiddlewaretoken": token}).status_code == 302
