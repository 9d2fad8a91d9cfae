"""Tests of the captcha in the first form of a procedure.

For example, the student types wrong letters, sends the form twice, or asks for another image.
"""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from captcha.models import CaptchaStore
from django.test import Client
from django.utils import timezone

from plataforma.captcha.services import get_row
from plataforma.correo.models import Correo
from tests.helpers.tramites.student import PUERTA, make_gate_data, unknown_curp
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
CURP, CORREO = unknown_curp(), "ana@example.com"


@pytest.fixture(autouse=True)
def _real_captcha(settings: Any) -> None:
    """Make the portal accept only the letters of the captcha image.

    In other tests, the portal also accepts the text «PRUEBA».
    """
    settings.CAPTCHA_PRUEBA = False


def open_gate(client: Client) -> tuple[dict[str, str], str]:
    """Open the first form. Returns valid POST data and the key of the captcha image.

    The form is opened one minute in the past, because the portal refuses a form that is sent too quickly.
    """
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        page = client.get(PUERTA)
        key = page.context["form"].navegador.mostrada
        letras = get_row(key).challenge.strip()
    intento = page.context["form"]["intento"].value()
    return make_gate_data(CURP, CORREO, intento=intento, captcha=letras), key


def test_T8_the_captcha_letters_are_deleted_after_a_solicitud_is_created(client: Client) -> None:
    sent, _ = open_gate(client)
    assert client.post(PUERTA, sent).status_code == 302
    assert Solicitud.objects.count() == 1
    assert not CaptchaStore.objects.exists()
    assert not client.cookies["captcha"].value


@pytest.mark.parametrize("captcha", ["", "aaaaa", "PRUEBA"])
def test_T8_missing_or_wrong_captcha_letters_create_no_solicitud(client: Client, captcha: str) -> None:
    sent, _ = open_gate(client)
    page = client.post(PUERTA, {**sent, "captcha": captcha})
    assert list(page.context["form"].errors) == ["captcha"]
    assert f'value="{CURP}"' in page.content.decode()
    assert not Solicitud.objects.exists()


def test_T8_used_captcha_letters_create_no_second_solicitud(client: Client) -> None:
    sent, _ = open_gate(client)
    client.post(PUERTA, sent)
    other = {**sent, "correo": "eva@example.com", "correo2": "eva@example.com"}
    assert list(client.post(PUERTA, other).context["form"].errors) == ["captcha"]
    assert Solicitud.objects.count() == 1


def test_T8_a_gate_form_sent_twice_redirects_to_the_same_solicitud_both_times(client: Client) -> None:
    """After a double click, the browser sends the form twice.

    The second request must succeed, although the captcha letters are already used.
    """
    sent, _ = open_gate(client)
    cookie = client.cookies["captcha"].value
    first = client.post(PUERTA, sent)
    client.cookies["captcha"] = cookie
    assert client.post(PUERTA, sent).url == first.url
    assert (Solicitud.objects.count(), Correo.objects.count()) == (1, 1)


def test_T8_the_captcha_letters_stay_valid_after_an_error_in_another_field(client: Client) -> None:
    sent, key = open_gate(client)
    page = client.post(PUERTA, {**sent, "curp": CURP[:16]})
    text = page.content.decode()
    assert list(page.context["form"].errors) == ["curp"]
    assert f'name="captcha" value="{sent["captcha"]}"' in text
    assert f"/captcha/imagen/{key}/" in text
    assert client.post(PUERTA, sent).status_code == 302


def test_T8_the_button_otra_imagen_changes_the_captcha_but_not_the_other_fields(client: Client) -> None:
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


def test_T8_the_captcha_letters_stay_valid_after_a_server_error(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, _ = open_gate(client)

    def fail(**kwargs: object) -> None:
        raise RuntimeError("forced")

    with monkeypatch.context() as patch:
        patch.setattr("tramites.camino.views.puerta.start_solicitud", fail)
        client.raise_request_exception = False
        assert client.post(PUERTA, sent).status_code == 500
    assert client.post(PUERTA, sent).status_code == 302


def test_T8_a_gate_form_with_a_filled_trap_field_creates_no_solicitud(client: Client) -> None:
    sent, _ = open_gate(client)
    page = client.post(PUERTA, {**sent, "comentario": "compra aquí"})
    assert page.context["form"].non_field_errors() == ["Presiona otra vez el botón. Lo que escribiste sigue aquí"]
    assert not Solicitud.objects.exists()
    assert client.post(PUERTA, sent).status_code == 302


def test_T8_the_enter_key_presses_the_button_continuar(client: Client) -> None:
    """The Enter key presses the first button of a form.

    So the button «Continuar» must come before the button «Otra imagen».
    """
    text = client.get(PUERTA).content.decode()
    form = text[text.index('<form method="post"') :]
    assert form.index(">Continuar</button>") < form.index(">Otra imagen</button>")
