"""Test that random actions never break the rules of a Solicitud.

Hypothesis chooses the actions of students, strangers, campus and Celery workers, and checks the rules after each
action. T9 is the threat that somebody skips or forges steps of the wizard (docs/amenazas.md).
"""

import itertools

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from documentos.models import Documento
from padron.asegurados.models import Asegurado
from tests.helpers.tramites.student import run_outbox
from tests.helpers.tramites.wizard_machine import WizardMachine
from tramites.procedimientos.nss.procedimiento import NSS
from tramites.solicitud.estados import TRANSICIONES, Estado
from tramites.solicitud.incidencias.services import get_pendientes
from tramites.solicitud.models import Solicitud

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogos"), pytest.mark.real]


class MachineWithInvariants(WizardMachine):
    """A WizardMachine with rules (invariants) that Hypothesis checks after each action."""

    @invariant()
    def each_change_of_estado_is_allowed_by_transiciones(self) -> None:
        for solicitud in itertools.chain(*self.all_solicitudes.values()):
            estado = Estado.INICIADA
            for desde, hacia in solicitud.transiciones.values_list("desde", "hacia"):
                assert desde == estado
                assert hacia in TRANSICIONES[estado]
                estado = Estado(hacia)
            assert Solicitud.objects.get(pk=solicitud.pk).estado == estado

    @invariant()
    def no_solicitud_contains_answers_of_the_other_student(self) -> None:
        for student, solicitud in self.solicitudes.items():
            fresh = Solicitud.objects.get(pk=solicitud.pk)
            assert self.streets[1 - student] not in str((fresh.respuestas, fresh.datos))
            assert "wizard" not in str(fresh.respuestas)

    @invariant()
    def each_student_has_at_most_one_nss_and_one_set_of_documents(self) -> None:
        for inscripcion in self.inscripciones.values():
            asegurado = Asegurado.objects.get(pk=inscripcion.asegurado_id)
            if asegurado.nss:
                assert self.nss.setdefault(asegurado.pk, asegurado.nss) == asegurado.nss
            solicitudes = Solicitud.objects.filter(asegurado=asegurado)
            assert solicitudes.filter(estado__in=NSS.retoma).count() == 1
            documentos = Documento.objects.filter(titular=asegurado.titular).count()
            assert documentos in (0, 2)  # either no document, or the NSS document and the NSS card
            if solicitudes.filter(estado=Estado.CONCLUIDA).exists():
                assert asegurado.nss
                assert documentos == 2

    @invariant()
    def each_solicitud_con_incidencia_has_an_open_incident(self) -> None:
        for solicitud in self.solicitudes.values():
            fresh = Solicitud.objects.get(pk=solicitud.pk)
            if fresh.estado == Estado.CON_INCIDENCIA:
                assert get_pendientes(fresh).exists()

    def teardown(self) -> None:
        """Process all messages of the outbox. Afterwards no Solicitud may be POR_PROCESAR."""
        run_outbox()
        for solicitud in self.solicitudes.values():
            assert Solicitud.objects.get(pk=solicitud.pk).estado != Estado.POR_PROCESAR


def test_T9_random_events_never_break_the_invariants_of_a_solicitud() -> None:
    run_state_machine_as_test(
        MachineWithInvariants,
        settings=settings(
            max_examples=20,
            stateful_step_count=40,
            deadline=None,
            database=None,
            phases=[Phase.generate],  # without Phase.shrink, because shortening a failing example takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
