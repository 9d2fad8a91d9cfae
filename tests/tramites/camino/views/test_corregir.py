"""A student corrects a wrong e-mail address before confirming it.

Only the browser that started the Solicitud can correct the e-mail address.
"""

import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.helpers.tramites.student import begin, confirm_by_link, confirmations_to, link_of, run_outbox, url

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
