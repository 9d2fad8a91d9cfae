"""What the portal forgets, and when: a little before its time everything is still there."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction

from imss_portal.retencion import OLVIDOS, forget_all
from padron.asegurados.models import Inscripcion
from plataforma.bandeja.handlers import list_nightly
from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.services import enqueue_nightly
from plataforma.bandeja.tasks import nightly
from plataforma.correo.models import Correo
from tests.helpers.factories import InscripcionFactory
from tests.helpers.tramites.student import begin, make_solicitud, run_outbox
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import CORREO
from tramites.solicitud.incidencias.services import open_incidencia
from tramites.solicitud.models import Confirmacion, Solicitud

pytestmark = pytest.mark.django_db
AHORA = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def after(days: float) -> time_machine.travel:
    return time_machine.travel(AHORA + dt.timedelta(days=days), tick=False)


@pytest.fixture
def inscripcion() -> Inscripcion:
    return InscripcionFactory(correo="ana@example.com")


def test_what_nobody_confirmed_goes_after_seven_days_with_its_mails(client, inscripcion):
    with after(0):
        solicitud = begin(client, inscripcion.asegurado.curp, "ana@example.com")
    with after(6.9):
        forget_all()
        assert Solicitud.objects.filter(pk=solicitud.pk).exists()
    with after(7.1):
        forget_all()
    assert not Solicitud.objects.exists()
    assert not Confirmacion.objects.exists()
    assert not Correo.objects.exists()


def test_what_the_campus_was_asked_stays(inscripcion):
    with after(0):
        solicitud = make_solicitud(Estado.INICIADA, inscripcion, motivo_cierre="correo")
        with transaction.atomic():
            open_incidencia(causa=CORREO, solicitud=solicitud, plantel=inscripcion.plantel)
    with after(30):
        forget_all()
    assert Solicitud.objects.filter(pk=solicitud.pk).exists()


def test_answers_that_were_not_sent_are_erased_after_seven_days(inscripcion):
    answers = {"pasos": {"codigo-postal": {"cp": "44100"}}}
    with after(0):
        solicitud = make_solicitud(Estado.CONFIRMADA, inscripcion, respuestas=answers)
    with after(6.9):
        forget_all()
        solicitud.refresh_from_db()
        assert solicitud.respuestas == answers
    with after(7.1):
        forget_all()
    solicitud.refresh_from_db()
    assert (solicitud.estado, solicitud.respuestas) == (Estado.CADUCADA, {})


@pytest.mark.parametrize("estado", [Estado.POR_PROCESAR, Estado.EN_ESPERA, Estado.CON_INCIDENCIA, Estado.CONCLUIDA])
def test_accepted_work_never_expires(inscripcion, estado):
    with after(0):
        solicitud = make_solicitud(estado, inscripcion)
    with after(400):
        forget_all()
    solicitud.refresh_from_db()
    assert solicitud.estado == estado


@pytest.mark.parametrize(("estado", "kept"), [(Correo.Estado.ENVIADO, False), (Correo.Estado.EN_COLA, True)])
def test_a_mail_loses_its_data_after_thirty_days_unless_it_is_still_to_be_sent(estado, kept):
    with after(0):
        correo = Correo.objects.create(
            clave="x", plantilla="sigue", para="a@example.com", datos={"a": 1}, referencia="", estado=estado
        )
    with after(29.9):
        forget_all()
        correo.refresh_from_db()
        assert correo.datos == {"a": 1}
    with after(30.1):
        forget_all()
    correo.refresh_from_db()
    assert (correo.datos == {"a": 1}) is kept


def test_done_messages_go_after_thirty_days_and_dead_ones_stay():
    ends = {"done": AHORA, "dead": None}
    for state, done_at in ends.items():
        Mensaje.objects.create(kind="k", queue="correo", payload={}, dedup_key=state, state=state, done_at=done_at)
    with after(30.1):
        forget_all()
    assert list(Mensaje.objects.values_list("state", flat=True)) == ["dead"]


def test_the_night_is_work_of_the_outbox_once_however_many_beats_ask():
    nightly()
    enqueue_nightly()
    assert set(Mensaje.objects.values_list("kind", flat=True)) == set(list_nightly())
    assert set(OLVIDOS) <= set(list_nightly())
    assert Mensaje.objects.count() == len(list_nightly())
    run_outbox()
    assert not Mensaje.objects.exclude(state="done").exists()


def test_a_full_batch_is_followed_by_another(inscripcion, monkeypatch):
    monkeypatch.setattr("imss_portal.retencion.TANDA", 2)
    with time_machine.travel("2020-01-01", tick=False):
        for _ in range(5):
            make_solicitud(Estado.INICIADA, inscripcion)
    enqueue_nightly()
    run_outbox()
    assert not Solicitud.objects.exists()


def test_the_command_says_what_it_did(capsys):
    call_command("depurar")
    assert set(OLVIDOS) == {line.split(":")[0] for line in capsys.readouterr().out.splitlines()}
