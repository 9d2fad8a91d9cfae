"""T9: whatever students, tabs, strangers, campus and workers do in whatever order, nothing breaks and nothing mixes."""

import itertools

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from documentos.models import Documento
from padron.asegurados.models import Asegurado
from tests.helpers.tramites.student import run_outbox
from tests.helpers.tramites.wizard_machine import Recorrido
from tramites.procedimientos.nss.procedimiento import NSS
from tramites.solicitud.estados import TRANSICIONES, Estado
from tramites.solicitud.incidencias.services import get_pendientes
from tramites.solicitud.models import Solicitud

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogos"), pytest.mark.real]


class Invariantes(Recorrido):
    """What holds after each step."""

    @invariant()
    def states_follow_the_table(self) -> None:
        for run in itertools.chain(*self.runs.values()):
            estado = Estado.INICIADA
            for desde, hacia in run.transiciones.values_list("desde", "hacia"):
                assert desde == estado
                assert hacia in TRANSICIONES[estado]
                estado = Estado(hacia)
            assert Solicitud.objects.get(pk=run.pk).estado == estado

    @invariant()
    def each_has_her_own(self) -> None:
        for who, solicitud in self.solicitudes.items():
            fresh = Solicitud.objects.get(pk=solicitud.pk)
            assert self.streets[1 - who] not in str((fresh.respuestas, fresh.datos))
            assert "wizard" not in str(fresh.respuestas)

    @invariant()
    def one_number_for_life_and_one_set_of_documents(self) -> None:
        for inscripcion in self.inscripciones.values():
            asegurado = Asegurado.objects.get(pk=inscripcion.asegurado_id)
            if asegurado.nss:
                assert self.nss.setdefault(asegurado.pk, asegurado.nss) == asegurado.nss
            runs = Solicitud.objects.filter(asegurado=asegurado)
            assert runs.filter(estado__in=NSS.retoma).count() == 1
            documentos = Documento.objects.filter(titular=asegurado.titular).count()
            assert documentos in (0, 2)  # the document of the NSS and the card
            if runs.filter(estado=Estado.CONCLUIDA).exists():
                assert asegurado.nss
                assert documentos == 2

    @invariant()
    def what_is_held_up_has_a_reason(self) -> None:
        for solicitud in self.solicitudes.values():
            fresh = Solicitud.objects.get(pk=solicitud.pk)
            if fresh.estado == Estado.CON_INCIDENCIA:
                assert get_pendientes(fresh).exists()

    def teardown(self) -> None:
        """In the end the workers finish, and every accepted Solicitud has an end or a reason."""
        run_outbox()
        for solicitud in self.solicitudes.values():
            assert Solicitud.objects.get(pk=solicitud.pk).estado != Estado.POR_PROCESAR


def test_T9_no_order_of_events_breaks_or_mixes_anything() -> None:
    run_state_machine_as_test(
        Invariantes,
        settings=settings(
            max_examples=20,
            stateful_step_count=40,
            deadline=None,
            database=None,
            phases=[Phase.generate],  # making a failure shorter takes minutes: add Phase.shrink for that
            suppress_health_check=list(HealthCheck),
        ),
    )
