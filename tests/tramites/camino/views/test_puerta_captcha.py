"""The gate with its captcha meant: what a person sees who errs, presses twice, or asks for another image."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from captcha.models import CaptchaStore
from django.test import Client
from django.utils import timezone

from plataforma.captcha.services import get_letras
from plataforma.correo.models import Correo
from tests.helpers.tramites.student import PUERTA, make_gate_data, unknown_curp
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
CURP, CORREO = unknown_curp(), "ana@example.com"


@pytest.fixture(autouse=True)
def _sin_prueba(settings: Any) -> None:
    settings.CAPTCHA_PRUEBA = False


def open_gate(client: Client) -> tuple[dict[str, str], str]:
    """Look at the gate a minute ago: what its form sends, and the key of its image."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        page = client.get(PUERTA)
    key = page.context["form"].navegador.mostrada.key
    intento = page.context["form"]["intento"].value()
    return make_gate_data(CURP, CORREO, intento=intento, captcha=get_letras(key)), key


def test_T8_the_letters_begin_one_procedure(client: Client) -> None:
    sent, _ = open_gate(client)
    assert client.post(PUERTA, sent).status_code == 302
    assert Solicitud.objects.count() == 1
    assert not CaptchaStore.objects.exists()
    assert not client.cookies["captcha"].value


@pytest.mark.parametrize("captcha", ["", "aaaaa", "PRUEBA"])
def test_T8_without_them_nothing_begins(client: Client, captcha: str) -> None:
    sent, _ = open_gate(client)
    page = client.post(PUERTA, {**sent, "captcha": captcha})
    assert list(page.context["form"].errors) == ["captcha"]
    assert f'value="{CURP}"' in page.content.decode()
    assert not Solicitud.objects.exists()


def test_T8_the_same_letters_begin_no_second_procedure(client: Client) -> None:
    sent, _ = open_gate(client)
    client.post(PUERTA, sent)
    other = {**sent, "correo": "eva@example.com", "correo2": "eva@example.com"}
    assert list(client.post(PUERTA, other).context["form"].errors) == ["captcha"]
    assert Solicitud.objects.count() == 1


def test_T8_pressed_twice_both_lead_to_the_one_procedure(client: Client) -> None:
    """The browser shows the answer to the second press, whose letters the first has used."""
    sent, _ = open_gate(client)
    cookie = client.cookies["captcha"].value
    first = client.post(PUERTA, sent)
    client.cookies["captcha"] = cookie
    assert client.post(PUERTA, sent).url == first.url
    assert (Solicitud.objects.count(), Correo.objects.count()) == (1, 1)


def test_T8_another_error_costs_no_letters(client: Client) -> None:
    sent, key = open_gate(client)
    page = client.post(PUERTA, {**sent, "curp": CURP[:16]})
    text = page.content.decode()
    assert list(page.context["form"].errors) == ["curp"]
    assert f'name="captcha" value="{sent["captcha"]}"' in text
    assert f"/captcha/imagen/{key}/" in text
    assert client.post(PUERTA, sent).status_code == 302


def test_T8_another_image_keeps_all_that_was_typed_and_judges_nothing(client: Client) -> None:
    sent, key = open_gate(client)
    page = client.post(PUERTA, {**sent, "curp": "abc", "otra": "1"})
    text = page.content.decode()
    assert not page.context["form"].errors
    assert text.count(f'value="{CORREO}"') == 2
    assert 'value="abc"' in text
    assert "checked" in text
    assert sent["intento"] in text
    assert sent["captcha"] not in text
    assert key not in text
    assert "Imagen y audio nuevos." in text


def test_T8_a_failure_gives_the_letters_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sent, _ = open_gate(client)

    def fail(**kwargs: object) -> None:
        raise RuntimeError("forced")

    with monkeypatch.context() as patch:
        patch.setattr("tramites.camino.views.puerta.start_solicitud", fail)
        client.raise_request_exception = False
        assert client.post(PUERTA, sent).status_code == 500
    assert client.post(PUERTA, sent).status_code == 302


def test_T8_a_filled_trap_begins_nothing_and_the_second_press_does(client: Client) -> None:
    sent, _ = open_gate(client)
    page = client.post(PUERTA, {**sent, "comentario": "compra aquí"})
    assert page.context["form"].non_field_errors() == ["Presiona otra vez el botón. Lo que escribiste sigue aquí"]
    assert not Solicitud.objects.exists()
    assert client.post(PUERTA, sent).status_code == 302


def test_T8_enter_in_a_field_presses_continue_and_not_another_image(client: Client) -> None:
    text = client.get(PUERTA).content.decode()
    form = text[text.index('<form method="post"') :]
    assert form.index(">Continuar</button>") < form.index(">Otra imagen</button>")
