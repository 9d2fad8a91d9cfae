"""A procedure that expired says so at its own address."""

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


def read_gone(client: Client, solicitud: Solicitud) -> str:
    log_in(client, solicitud.titular)
    answer = client.get(solicitud.get_absolute_url())
    assert answer.status_code == 410
    assert answer.headers["Cache-Control"] == "no-store"
    return str(answer.content.decode())


def test_what_expired_says_since_when_and_what_became_of_the_answers(client: Client, alumna: Inscripcion) -> None:
    with time_machine.travel("2026-11-01 12:00-06:00"):
        solicitud = make_solicitud(Estado.CONFIRMADA, alumna, respuestas={"cp": "44100"})
    with time_machine.travel("2026-11-09 12:00-06:00"):
        assert expire_solicitudes(ahora=timezone.now(), limit=9) == 1
        text = read_gone(client, solicitud)
    assert "Este trámite ya venció" in text
    assert "Venció el 9 de noviembre." in text
    assert "Borramos tus respuestas" in text
    assert 'href="/tramites/nss/empezar/">Empezar de nuevo' in text
    assert "44100" not in text


def test_what_was_cancelled_says_so(client: Client, alumna: Inscripcion) -> None:
    text = read_gone(client, make_solicitud(Estado.CANCELADA, alumna))
    assert "Este trámite se canceló" in text
    assert "Empezar de nuevo" in text


def test_T4_a_stranger_does_not_learn_that_it_expired(otro_navegador: Client, alumna: Inscripcion) -> None:
    answer = otro_navegador.get(make_solicitud(Estado.CADUCADA, alumna).get_absolute_url())
    assert answer.status_code == 403
    assert "venció" not in answer.content.decode()
