"""«¿Quisiste escribir ana@gmail.com?»: the slip is found, both answers are one click, nothing else is asked twice."""

import pytest
from django.test import Client

from plataforma.seguridad.buzones import COMUNES, EXISTEN, suggest_correo
from tests.helpers.tramites.student import PUERTA, make_gate_data, unknown_curp
from tramites.solicitud.models import Solicitud


@pytest.mark.parametrize("host", ["gmial.com", "gmail.con", "gmal.com", "gnail.com", "gmail.com.mx"])
def test_slips_of_gmail(host: str):
    expected = None if host == "gmail.com.mx" else "ana@gmail.com"
    assert suggest_correo(f"ana@{host}") == expected


@pytest.mark.parametrize(
    "host", [*COMUNES, *EXISTEN, "universidad.example", "alumnos.escuela.example.mx", "example.com"]
)
def test_hosts_that_are_meant(host: str):
    assert suggest_correo(f"ana@{host}") is None


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", ["ana@gmail.com", "ana@gmial.com"])
def test_either_answer_goes_on_with_that_address(client: Client, chosen: str):
    typed = make_gate_data(unknown_curp(), " Ana@GMIAL.com")
    page = client.post(PUERTA, typed).content.decode()
    assert "¿Quisiste escribir ana@gmail.com?" in page
    assert typed["curp"] in page
    assert not Solicitud.objects.exists()
    assert f'name="correo_es" value="{chosen}"' in page
    assert client.post(PUERTA, {**typed, "correo_es": chosen}).status_code == 302
    assert Solicitud.objects.get().correo == chosen


@pytest.mark.django_db
def test_a_third_address_in_the_answer_is_asked_about_again(client: Client):
    typed = make_gate_data(unknown_curp(), "ana@gmial.com")
    assert client.post(PUERTA, {**typed, "correo_es": "otra@example.com"}).status_code == 200
    assert not Solicitud.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", ["ana@gmail.com", "ana@gmial.com"])
def test_the_answer_is_kept_while_the_letters_of_the_image_are_missing(client: Client, chosen: str) -> None:
    sent = make_gate_data(unknown_curp(), "ana@gmial.com", captcha="", correo_es=chosen)
    page = client.post(PUERTA, sent)
    text = page.content.decode()
    assert list(page.context["form"].errors) == ["captcha"]
    assert "¿Quisiste escribir" not in text
    assert text.count(f'value="{chosen}"') == 3, "both fields and the hidden answer"
    again = {**sent, "correo": chosen, "correo2": chosen, "captcha": "PRUEBA"}
    client.post(PUERTA, again)
    assert Solicitud.objects.get().correo == chosen
