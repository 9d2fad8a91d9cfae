"""A student corrects a wrong e-mail address before confirming it.

Only the browser that started the Solicitud can correct the e-mail address.
"""

import pytest
from django.core import mail
from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.helpers.tramites.student import (
    EXTRANO,
    Respuesta,
    begin,
    confirm_by_link,
    confirmations_to,
    link_of,
    run_outbox,
    unknown_curp,
    url,
)
from tramites.camino.confirmacion.envio import FaltaCaptcha, correct_correo
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db


def correct_address(client: Client, solicitud, correo: str) -> str:
    """Correct the e-mail address of a Solicitud. Returns the HTML of the next page."""
    answer = client.post(url("corregir", solicitud), {"correo": correo, "correo2": correo}, follow=True)
    return answer.content.decode()


def test_a_corrected_email_address_is_shown_and_can_be_corrected_again(client: Client, alumna: Inscripcion):
    solicitud = begin(client, alumna.asegurado.curp, "mal@example.com")
    page = correct_address(client, solicitud, "peor@example.com")
    assert "peor@example.com" in page
    assert url("corregir", solicitud) in page
    page = correct_address(client, solicitud, alumna.correo)
    assert alumna.correo in page
    run_outbox()
    assert confirm_by_link(client, link_of(confirmations_to(alumna.correo)[-1])).status_code == 302


def test_another_browser_cannot_read_the_corrected_email_address(
    client: Client, otro_navegador: Client, alumna: Inscripcion
):
    solicitud = begin(client, alumna.asegurado.curp, "mal@example.com")
    correct_address(client, solicitud, alumna.correo)
    answer = otro_navegador.get(url("corregir", solicitud))
    assert answer.status_code == 403
    assert alumna.correo not in answer.content.decode()


def test_two_different_email_addresses_in_the_correction_form_show_an_error(client: Client, alumna: Inscripcion):
    solicitud = begin(client, alumna.asegurado.curp, "mal@example.com")
    typed = {"correo": "uno@example.com", "correo2": "dos@example.com"}
    page = client.post(url("corregir", solicitud), typed).content.decode()
    assert "Los dos correos no son iguales" in page
    assert "uno@example.com" in page


def correct(client: Client, solicitud: Solicitud, correo: str, **more: str) -> Respuesta:
    """Send the form that corrects the e-mail address of a Solicitud."""
    return client.post(url("corregir", solicitud), {"correo": correo, "correo2": correo, **more})


def test_T7_without_a_captcha_one_solicitud_mails_four_email_addresses_at_most(client: Client) -> None:
    """Twenty-eight persons got a mail for one captcha: the e-mail address could be corrected without end."""
    solicitud = begin(client, unknown_curp(), EXTRANO)
    pages = [correct(client, solicitud, f"persona{n}@example.org") for n in range(30)]
    run_outbox()
    assert len(mail.outbox) == 4
    assert [page.status_code for page in pages] == [302] * 3 + [200] * 27
    assert "Escribe las letras de la imagen" in pages[3].content.decode()
    solicitud.refresh_from_db()
    assert solicitud.correo == "persona2@example.org"


def test_T7_each_correction_after_the_third_needs_a_captcha_of_its_own(client: Client) -> None:
    solicitud = begin(client, unknown_curp(), EXTRANO)
    for n in range(3):
        correct(client, solicitud, f"persona{n}@example.org")
    assert correct(client, solicitud, "persona3@example.org", captcha="PRUEBA").url == url("correo", solicitud)
    assert correct(client, solicitud, "persona4@example.org").status_code == 200
    assert correct(client, solicitud, "persona4@example.org", captcha="letras").status_code == 200
    run_outbox()
    assert len(mail.outbox) == 5
    page = client.get(url("correo", solicitud)).content.decode()
    assert "persona3@example.org" in page


def test_otra_imagen_keeps_the_typed_email_address(client: Client) -> None:
    solicitud = begin(client, unknown_curp(), EXTRANO)
    for n in range(3):
        correct(client, solicitud, f"persona{n}@example.org")
    page = correct(client, solicitud, "persona3@example.org", otra="1")
    assert page.status_code == 200
    assert page.context["form"]["correo"].value() == "persona3@example.org"
    assert not page.context["form"].errors


def test_T7_correct_correo_raises_falta_captcha_after_three_corrections(client: Client) -> None:
    """The form of an old tab may have no captcha. So the service counts again."""
    solicitud = begin(client, unknown_curp(), EXTRANO)
    for n in range(3):
        correct_correo(solicitud, correo=f"persona{n}@example.org")
    with pytest.raises(FaltaCaptcha):
        correct_correo(solicitud, correo="persona3@example.org")
    correct_correo(solicitud, correo="persona3@example.org", con_captcha=True)
