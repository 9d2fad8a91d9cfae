"""The page 410 at the address of a Solicitud that expired or was cancelled."""

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
    """Return the page 410 that the student sees at the address of the Solicitud."""
    log_in(client, solicitud.titular)
    answer = client.get(solicitud.get_absolute_url())
    assert answer.status_code == 410
    assert answer.headers["Cache-Control"] == "no-store"
    return str(answer.content.decode())


def test_an_expired_solicitud_shows_since_when_and_that_the_answers_were_erased(
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


def test_a_cancelled_solicitud_shows_that_it_was_cancelled_and_where_to_begin_again(
    client: Client, alumna: Inscripcion
) -> None:
    text = read_410_page(client, make_solicitud(Estado.CANCELADA, alumna))
    assert "Este trámite se canceló" in text
    assert "Empezar de nuevo" in text


def test_T4_a_stranger_does_not_learn_that_a_solicitud_expired(otro_navegador: Client, alumna: Inscripcion) -> None:
    answer = otro_navegador.get(make_solicitud(Estado.CADUCADA, alumna).get_absolute_url())
    assert answer.status_code == 403
    assert "venció" not in answer.content.decode()
