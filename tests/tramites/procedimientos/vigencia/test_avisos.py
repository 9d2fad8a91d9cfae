"""«Avísame cuando esté vigente»: one mail, when the cover has begun, and never another."""

import datetime as dt

import pytest

from padron.asegurados.models import Inscripcion
from padron.asegurados.signals import padron_corregido
from plataforma.bandeja.services import enqueue
from tests.fabricas import InscripcionFactory
from tests.helpers.tramites.student import mails_to, make_solicitud, run_outbox
from tramites.camino import handlers
from tramites.procedimientos.vigencia.avisos import ask_aviso
from tramites.procedimientos.vigencia.models import AvisoVigencia
from tramites.solicitud.estados import Estado

pytestmark = pytest.mark.django_db


@pytest.fixture
def alumna() -> Inscripcion:
    return InscripcionFactory(asegurado__con_nss=True)


def ask(inscripcion: Inscripcion) -> AvisoVigencia:
    return ask_aviso(make_solicitud(Estado.CONCLUIDA, inscripcion, tipo="vigencia"))


def accept(inscripcion: Inscripcion, dia: dt.date) -> None:
    Inscripcion.objects.filter(pk=inscripcion.pk).update(fecha_alta_imss=dia)


def correct() -> None:
    """As a roster that was loaded says."""
    padron_corregido.send(sender=None)
    run_outbox()


def test_asked_twice_is_one_notice_to_the_newest_address(alumna: Inscripcion) -> None:
    ask(alumna)
    otra = make_solicitud(Estado.CONCLUIDA, alumna, tipo="vigencia", correo="nueva@example.com")
    ask_aviso(otra)
    assert AvisoVigencia.objects.get().correo == "nueva@example.com"


def test_the_mail_goes_once_when_the_cover_has_begun(alumna: Inscripcion) -> None:
    ask(alumna)
    correct()
    assert mails_to(alumna.correo) == []
    accept(alumna, dt.date(2026, 9, 7))
    correct()
    correct()
    (message,) = mails_to(alumna.correo)
    assert message.subject.startswith("Ya tienes servicio médico")
    assert "/tramites/vigencia/" in message.body
    assert AvisoVigencia.objects.get().enviado


def test_every_night_looks_too_because_a_date_may_come_by_itself(alumna: Inscripcion) -> None:
    ask(alumna)
    accept(alumna, dt.date(2026, 9, 7))
    enqueue(kind=handlers.REVISAR_AVISOS, payload={"fecha": "2026-11-20", "tanda": 0}, dedup_key="noche")
    run_outbox()
    assert len(mails_to(alumna.correo)) == 1


def test_a_full_batch_is_followed_by_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers, "LOTE", 2)
    alumnas = [InscripcionFactory(vigente=True) for _ in range(5)]
    for inscripcion in alumnas:
        ask(inscripcion)
    correct()
    assert [len(mails_to(inscripcion.correo)) for inscripcion in alumnas] == [1] * 5


def test_who_was_told_may_ask_again_another_time(alumna: Inscripcion) -> None:
    accept(alumna, dt.date(2026, 9, 7))
    ask(alumna)
    correct()
    ask(alumna)
    assert AvisoVigencia.objects.filter(enviado=None).count() == 1
