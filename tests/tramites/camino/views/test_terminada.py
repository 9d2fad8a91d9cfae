"""The page with status 410 at the URL of an expired or cancelled Solicitud."""

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from padron.asegurados.models import Inscripcion
from tests.helpers.tramites.student import log_in, make_solicitud
from tramites.camino.retencion import expire_solicitudes
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db


def read_410_page(client: Client, solicitud: Solicitud) -> str:
    """Log the student in, and return the page of the Solicitud. Checks that the page has the status 410."""
    log_in(client, solicitud.titular)
    answer = client.get(solicitud.get_absolute_url())
    assert answer.status_code == 410
    assert answer.headers["Cache-Control"] == "no-store"
    return str(answer.content.decode())


def test_the_page_of_an_expired_solicitud_says_that_the_answers_were_deleted(
    client: Client, alumna: Inscripcion
) -> None:
    with time_machine.travel("2026-11-01 12:00-06:00"):
        solicitud = make_solicitud(Estado.CONFIRMADA, alumna, respuestas={"cp": "44100"})
    with time_machine.travel("2026-11-09 12:00-06:00"):
        assert expire_solicitudes(ahora=timezone.now(), limit=9) == 1
        text = read_410_page(client, solicitud)
    assert "Este trámite ya venció" in text
    assert "Venció el 9 de noviembre." in text
    assert "Borramos tus respuestas" in text
    assert 'href="/tramites/nss/empezar/">Empezar de nuevo' in text
    assert "44100" not in text


def test_the_page_of_a_cancelled_solicitud_offers_to_start_the_procedure_again(
    client: Client, alumna: Inscripcion
) -> None:
    text = read_410_page(client, make_solicitud(Estado.CANCELADA, alumna))
    assert "Este trámite se canceló" in text
    assert "Empezar de nuevo" in text


def test_T4_a_stranger_does_not_learn_that_a_solicitud_expired(otro_navegador: Client, alumna: Inscripcion) -> None:
    answer = otro_navegador.get(make_solicitud(Estado.CADUCADA, alumna).get_absolute_url())
    assert answer.status_code == 403
    assert "venció" not in answer.content.decode()
