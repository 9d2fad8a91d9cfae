"""A captcha is a cost and not a control: the limits of threat T7 hold when the captcha lets every program pass."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from plataforma.captcha.forms import CaptchaField, CaptchaForm
from tests.helpers.tramites.student import make_gate_data, run_outbox, unknown_curp
from tests.tramites.camino.confirmacion.test_limites import BUZON, spell_buzon
from tramites.solicitud.models import Solicitud

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_sin_pdf", "_captcha_off")]
PUERTA = "/tramites/nss/empezar/"


@pytest.fixture
def _captcha_off(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Accept every form without any letters. The trap and the minimum time are off too."""
    settings.CAPTCHA_PRUEBA = False
    monkeypatch.setattr(CaptchaField, "clean", lambda self, value: "")
    monkeypatch.setattr(CaptchaForm, "use_captcha", lambda self: True)


def send(client: Client, correo: str) -> int:
    data = make_gate_data(unknown_curp(), correo)
    del data["captcha"]
    return client.post(PUERTA, data).status_code


def test_T7_T8_a_mailbox_gets_five_mails_an_hour_with_the_captcha_off() -> None:
    for n in range(40):
        assert send(Client(REMOTE_ADDR=f"203.0.{n}.1"), spell_buzon(n)) == 302
    run_outbox()
    assert Solicitud.objects.count() == 40
    assert len(mail.outbox) == 5


def test_T7_T8_a_network_causes_sixty_mails_with_the_captcha_off() -> None:
    for n in range(64):
        assert send(Client(REMOTE_ADDR="203.0.113.5"), f"persona{n}@example.org") == 302
    run_outbox()
    assert len(mail.outbox) == 60


def test_T7_T8_a_browser_is_refused_the_sixth_time_with_the_captcha_off() -> None:
    client = Client()
    client.get(PUERTA)
    assert [send(client, BUZON) for _ in range(6)] == [302] * 5 + [429]
