from contextlib import suppress

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from padron.asegurados.models import Inscripcion
from plataforma.bandeja.models import Mensaje
from plataforma.correo.models import Correo
from plataforma.seguridad.models import Auditoria
from tests.helpers.tramites.student import make_solicitud, run_outbox
from tramites.solicitud.documentos import conclude
from tramites.solicitud.estados import TRANSICIONES, Estado, TransicionProhibida
from tramites.solicitud.models import Solicitud, Transicion
from tramites.solicitud.services import CONCLUIR, PROCESAR, submit_solicitud, transition


@pytest.mark.parametrize(("desde", "hacia"), [(a, b) for a in Estado for b in sorted(TRANSICIONES[a])], ids=str)
def test_a_change_of_estado_saves_the_time_and_writes_an_audit_entry(
    alumna: Inscripcion, desde: Estado, hacia: Estado
) -> None:
    solicitud = make_solicitud(desde, alumna)
    with time_machine.travel("2026-11-20 12:00+00:00", tick=False):
        transition(solicitud, hacia, actor="sistema")
        stamp = Transicion.objects.get()
        assert (stamp.desde, stamp.hacia, stamp.momento) == (desde, hacia, timezone.now())
    audit = Auditoria.objects.get()
    assert (audit.accion, audit.objeto, audit.actor) == (f"pasar a {hacia}", f"solicitud:{solicitud.pk}", "sistema")
    assert Solicitud.objects.get().estado == hacia


@pytest.mark.parametrize("hacia", list(Estado))
def test_a_concluida_solicitud_cannot_change_to_any_estado(alumna: Inscripcion, hacia: Estado) -> None:
    solicitud = make_solicitud(Estado.CONCLUIDA, alumna)
    with pytest.raises(TransicionProhibida):
        transition(solicitud, hacia, actor="sistema")
    assert Solicitud.objects.get().estado == Estado.CONCLUIDA
    assert not Transicion.objects.exists()
    assert not Auditoria.objects.exists()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(moves=st.lists(st.sampled_from(list(Estado)), max_size=8))
def test_each_recorded_change_of_estado_starts_where_the_previous_change_ended(
    alumna: Inscripcion, moves: list[Estado]
) -> None:
    """The test tries random changes of estado. Forbidden changes are not recorded."""
    solicitud = make_solicitud(Estado.INICIADA, alumna)
    for hacia in moves:
        with suppress(TransicionProhibida):
            transition(solicitud, hacia, actor="alumno")
    stamps = list(solicitud.transiciones.values_list("desde", "hacia"))
    assert [Estado.INICIADA, *(hacia for _, hacia in stamps)] == [*(desde for desde, _ in stamps), solicitud.estado]
    assert Auditoria.objects.filter(objeto=f"solicitud:{solicitud.pk}").count() == len(stamps)


def test_each_submission_of_a_solicitud_enqueues_a_message_with_a_new_dedup_key(alumna: Inscripcion) -> None:
    solicitud = make_solicitud(Estado.CONFIRMADA, alumna)
    with transaction.atomic():
        submit_solicitud(solicitud)
        # A Celery worker does this if the student must choose another clinic.
        transition(solicitud, Estado.CONFIRMADA, actor="sistema")
        submit_solicitud(solicitud)
    keys = Mensaje.objects.filter(kind=PROCESAR).values_list("dedup_key", flat=True)
    assert sorted(keys) == [f"{PROCESAR}:{solicitud.pk}:1", f"{PROCESAR}:{solicitud.pk}:2"]


def test_a_solicitud_that_is_por_procesar_cannot_be_submitted_again(alumna: Inscripcion) -> None:
    solicitud = make_solicitud(Estado.CONFIRMADA, alumna)
    with transaction.atomic():
        submit_solicitud(solicitud)
        with pytest.raises(TransicionProhibida):
            submit_solicitud(solicitud)


def test_conclude_finishes_a_solicitud_and_mails_the_documents_only_once(
    alumna: Inscripcion,
) -> None:
    solicitud = make_solicitud(Estado.CONFIRMADA, alumna)
    with transaction.atomic():
        submit_solicitud(solicitud)
        assert conclude(solicitud) is False
    run_outbox()
    solicitud.refresh_from_db()
    assert solicitud.estado == Estado.CONCLUIDA
    with transaction.atomic():
        assert conclude(solicitud) is False
    assert Correo.objects.filter(plantilla="documentos").count() == 1
    assert Mensaje.objects.filter(kind=CONCLUIR).count() == 2
