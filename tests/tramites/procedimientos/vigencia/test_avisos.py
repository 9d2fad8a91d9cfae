"""Tests of the button «Avísame cuando esté vigente».

A student who pressed the button gets one mail after the medical cover (vigencia) has begun.
"""

import datetime as dt

import pytest

from padron.asegurados.models import Inscripcion
from padron.asegurados.signals import padron_corregido
from plataforma.bandeja.services import enqueue
from tests.helpers.factories import InscripcionFactory
from tests.helpers.tramites.student import mails_to, make_solicitud, run_outbox
from tramites.camino import handlers
from tramites.procedimientos.vigencia.avisos import ask_aviso
from tramites.procedimientos.vigencia.models import AvisoVigencia
from tramites.solicitud.estados import Estado

pytestmark = pytest.mark.django_db


@pytest.fixture
def alumna() -> Inscripcion:
    return InscripcionFactory(asegurado__con_nss=True)


def ask_to_be_told(inscripcion: Inscripcion) -> AvisoVigencia:
    return ask_aviso(make_solicitud(Estado.CONCLUIDA, inscripcion, tipo="vigencia"))


def set_fecha_alta_imss(inscripcion: Inscripcion, dia: dt.date) -> None:
    Inscripcion.objects.filter(pk=inscripcion.pk).update(fecha_alta_imss=dia)


def announce_loaded_roster() -> None:
    """Send the signal that a roster was loaded. Then process all messages of the outbox."""
    padron_corregido.send(sender=None)
    run_outbox()


def test_a_second_request_for_the_mail_about_the_vigencia_replaces_the_email_address(alumna: Inscripcion) -> None:
    ask_to_be_told(alumna)
    second = make_solicitud(Estado.CONCLUIDA, alumna, tipo="vigencia", correo="nueva@example.com")
    ask_aviso(second)
    assert AvisoVigencia.objects.get().correo == "nueva@example.com"


def test_a_student_gets_the_mail_about_the_vigencia_only_once_after_the_cover_has_begun(
    alumna: Inscripcion,
) -> None:
    ask_to_be_told(alumna)
    announce_loaded_roster()
    assert mails_to(alumna.correo) == []
    set_fecha_alta_imss(alumna, dt.date(2026, 9, 7))
    announce_loaded_roster()
    announce_loaded_roster()
    (message,) = mails_to(alumna.correo)
    assert message.subject.startswith("Ya tienes servicio médico")
    assert "/tramites/vigencia/" in message.body
    assert AvisoVigencia.objects.get().enviado


def test_the_nightly_check_sends_the_mail_about_the_vigencia_after_the_cover_has_begun(alumna: Inscripcion) -> None:
    ask_to_be_told(alumna)
    set_fecha_alta_imss(alumna, dt.date(2026, 9, 7))
    enqueue(kind=handlers.REVISAR_AVISOS, payload={"fecha": "2026-11-20", "tanda": 0}, dedup_key="noche")
    run_outbox()
    assert len(mails_to(alumna.correo)) == 1


def test_more_students_than_fit_in_one_batch_get_the_mail_about_the_vigencia(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(handlers, "LOTE", 2)
    alumnas = [InscripcionFactory(vigente=True) for _ in range(5)]
    for inscripcion in alumnas:
        ask_to_be_told(inscripcion)
    announce_loaded_roster()
    assert [len(mails_to(inscripcion.correo)) for inscripcion in alumnas] == [1] * 5


def test_a_student_who_got_the_mail_about_the_vigencia_can_ask_for_another_mail(alumna: Inscripcion) -> None:
    set_fecha_alta_imss(alumna, dt.date(2026, 9, 7))
    ask_to_be_told(alumna)
    announce_loaded_roster()
    ask_to_be_told(alumna)
    assert AvisoVigencia.objects.filter(enviado=None).count() == 1
