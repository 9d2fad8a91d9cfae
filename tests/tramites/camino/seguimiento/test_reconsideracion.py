"""After a correction of the roster, Celery workers check all waiting Solicitudes.

A Solicitud waits if its estado is con_incidencia or en_espera. A closed Solicitud waits too: its e-mail address gives
no access to the student's data.
"""

from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from padron.asegurados.models import FallaDato, Inscripcion
from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.trabajo import work_on
from tests.helpers.factories import FallaDatoFactory, InscripcionFactory, PlantelFactory
from tests.helpers.padron.rosters import TADEO, load
from tests.helpers.tramites.corrections import (
    CORREO_NUEVO,
    list_plantillas,
    open_correo_incidencia,
    reconsider_locked,
    send_padron_corregido,
)
from tests.helpers.tramites.nss_steps import (
    close_nss,
    open_nss,
    state,
)
from tests.helpers.tramites.student import begin_and_confirm, log_in, mails_to, make_solicitud, run_outbox
from tramites.camino.handlers import RECONSIDERAR, REVISAR
from tramites.camino.seguimiento import list_waiting, reconsider
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db


class TestCerrada:
    def test_a_closed_solicitud_is_reopened_when_the_roster_gets_the_confirmed_email_address(
        self, client: Client, inscripcion: Inscripcion
    ) -> None:
        solicitud = close_nss(inscripcion, CORREO_NUEVO)
        open_correo_incidencia(solicitud, inscripcion)
        Inscripcion.objects.update(correo=CORREO_NUEVO)
        send_padron_corregido()
        run_outbox()
        assert state(solicitud) == Estado.CONFIRMADA
        assert Incidencia.objects.get().estado == "resuelta"
        assert list_plantillas() == ["incidencia_abierta", "sigue"]
        assert {message.to[0] for message in mails_to(CORREO_NUEVO)} == {CORREO_NUEVO}
        reopened = Solicitud.objects.get()
        assert (reopened.titular, reopened.motivo_cierre) == (inscripcion.asegurado.titular, "")
        log_in(client, reopened.titular)
        assert "Citlali" in client.get(solicitud.get_absolute_url(), follow=True).content.decode()

    def test_T2_a_closed_solicitud_is_not_reopened_for_an_unconfirmed_email_address(
        self, inscripcion: Inscripcion
    ) -> None:
        solicitud = close_nss(inscripcion, CORREO_NUEVO)
        solicitud.confirmaciones.update(usada=None, navegador="")
        Inscripcion.objects.update(correo=CORREO_NUEVO)
        assert not reconsider_locked(solicitud)
        # Mark the link as used, but without a browser id. A link looks like this after the student used another link.
        solicitud.confirmaciones.update(usada=solicitud.creada)
        assert not reconsider_locked(solicitud)
        solicitud.confirmaciones.update(navegador="a" * 32, correo="otra@example.com")
        assert not reconsider_locked(solicitud)
        assert state(solicitud) == Estado.INICIADA

    def test_T2_the_closed_solicitud_of_a_stranger_is_not_reopened_by_a_correction_of_the_roster(
        self, inscripcion: Inscripcion
    ) -> None:
        solicitud = close_nss(inscripcion, "extrano@example.org")
        Inscripcion.objects.update(correo=CORREO_NUEVO)
        assert not reconsider_locked(solicitud)
        assert list_plantillas() == []

    def test_a_closed_solicitud_is_reopened_when_a_roster_adds_the_student(
        self, client: Client, catalogos: None, tmp_path: Path
    ) -> None:
        PlantelFactory(clave="GDL")
        solicitud = begin_and_confirm(client, TADEO["curp"], TADEO["correo"])
        assert solicitud.is_cerrada
        load(tmp_path, TADEO)
        run_outbox()
        assert state(solicitud) == Estado.CONFIRMADA

    def test_a_closed_solicitud_with_a_data_fault_is_reopened_in_the_state_con_incidencia(
        self, inscripcion: Inscripcion
    ) -> None:
        solicitud = close_nss(inscripcion, CORREO_NUEVO)
        open_correo_incidencia(solicitud, inscripcion)
        FallaDatoFactory(asegurado=inscripcion.asegurado)
        Inscripcion.objects.update(correo=CORREO_NUEVO)
        assert not reconsider_locked(solicitud)
        assert state(solicitud) == Estado.CON_INCIDENCIA
        assert dict(Incidencia.objects.values_list("causa", "estado")) == {
            "correo": "resuelta",
            "curp_nombre": "abierta",
        }
        assert "sigue" not in list_plantillas()
        FallaDato.objects.update(abierta=False)
        assert reconsider_locked(solicitud)
        assert state(solicitud) == Estado.CONFIRMADA

    def test_a_reopened_solicitud_redirects_to_an_earlier_unfinished_solicitud(
        self, client: Client, inscripcion: Inscripcion
    ) -> None:
        earlier, solicitud = open_nss(inscripcion), close_nss(inscripcion, CORREO_NUEVO)
        Inscripcion.objects.update(correo_alterno=CORREO_NUEVO)
        assert reconsider_locked(solicitud)
        assert state(solicitud) == Estado.CANCELADA
        log_in(client, earlier.titular)
        assert client.get(solicitud.get_absolute_url()).url.startswith(earlier.get_absolute_url())


@pytest.mark.parametrize("estado", sorted(set(Estado) - {Estado.CON_INCIDENCIA, Estado.EN_ESPERA}))
def test_reconsider_does_not_change_a_solicitud_that_is_not_waiting(inscripcion: Inscripcion, estado: Estado) -> None:
    """A Solicitud waits if its estado is con_incidencia or en_espera, or if it is closed.

    This test tries all other estados.
    """
    solicitud = make_solicitud(estado, inscripcion)
    assert list_waiting(at_most=9) == []
    assert not reconsider_locked(solicitud)
    assert state(solicitud) == estado
    assert list_plantillas() == []


def test_list_waiting_returns_the_waiting_solicitudes_in_batches_ordered_by_id(inscripcion: Inscripcion) -> None:
    waiting = [make_solicitud(estado, inscripcion) for estado in (Estado.CON_INCIDENCIA, Estado.EN_ESPERA)]
    waiting.append(close_nss(inscripcion, CORREO_NUEVO))
    old = close_nss(inscripcion, CORREO_NUEVO)
    Solicitud.objects.filter(pk=old.pk).update(estado=Estado.CADUCADA)
    everything = sorted(str(solicitud.pk) for solicitud in waiting)
    assert list_waiting(at_most=9) == everything
    assert list_waiting(at_most=2) == everything[:2]
    assert list_waiting(after=everything[1], at_most=9) == everything[2:]


class TestThousandWaiting:
    """After a correction of the roster, a thousand waiting Solicitudes are checked.

    Each Solicitud is checked by its own message of the outbox.
    """

    @pytest.fixture
    def thousand_waiting(self, inscripcion: Inscripcion) -> list[Solicitud]:
        """Create a thousand waiting Solicitudes, and return two of them.

        Only these two Solicitudes can continue, because their data faults are already corrected.
        """
        datos = {"tipo": "nss", "correo": CORREO_NUEVO, "aviso_version": "2026-11", "curp": inscripcion.asegurado.curp}
        cerradas = [Solicitud(motivo_cierre="correo", **datos) for _ in range(998)]
        Solicitud.objects.bulk_create(cerradas)
        can_continue = []
        for _ in range(2):
            other = InscripcionFactory(plantel=inscripcion.plantel)
            falla = FallaDatoFactory(asegurado=other.asegurado)
            can_continue.append(open_nss(other))
            falla.abierta = False
            falla.save()
        return can_continue

    def test_a_thousand_waiting_solicitudes_get_one_outbox_message_each(
        self, thousand_waiting: list[Solicitud]
    ) -> None:
        send_padron_corregido()
        while pending := Mensaje.objects.filter(kind=REVISAR, state=Mensaje.Estado.PENDIENTE).first():
            with CaptureQueriesContext(connection) as queries:
                assert work_on(pending.pk)
            assert len(queries) <= 520
        assert Mensaje.objects.filter(kind=REVISAR).count() == 3
        looked_at = [mensaje.payload["solicitud"] for mensaje in Mensaje.objects.filter(kind=RECONSIDERAR)]
        assert sorted(looked_at) == list_waiting(at_most=2000)
        assert len(looked_at) == 1000
        closed = Solicitud.objects.filter(motivo_cierre="correo")[0]
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            assert not reconsider(closed)
        assert len(queries) <= 3

    @pytest.mark.real  # in the group `real`, because this test takes several seconds
    def test_an_exception_in_the_check_of_one_solicitud_does_not_stop_the_other_checks(
        self, thousand_waiting: list[Solicitud], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        broken, good = thousand_waiting
        Solicitud.objects.filter(pk=broken.pk).update(asegurado=None)
        send_padron_corregido()
        done = {}
        while pending := Mensaje.objects.filter(state=Mensaje.Estado.PENDIENTE).exclude(pk__in=done):
            done |= {mensaje.pk: work_on(mensaje.pk) for mensaje in pending}
        failed = [pk for pk, is_done in done.items() if not is_done]
        assert [Mensaje.objects.get(pk=pk).payload["solicitud"] for pk in failed] == [str(broken.pk)]
        assert state(good) == Estado.CONFIRMADA
        assert state(broken) == Estado.CON_INCIDENCIA


def test_two_corrections_of_the_roster_cause_two_checks_of_a_waiting_solicitud(inscripcion: Inscripcion) -> None:
    close_nss(inscripcion, CORREO_NUEVO)
    for _ in range(2):
        send_padron_corregido()
    run_outbox()
    assert Mensaje.objects.filter(kind=RECONSIDERAR).count() == 2


def test_a_second_call_of_reconsider_changes_nothing_and_sends_no_second_mail(inscripcion: Inscripcion) -> None:
    solicitud = close_nss(inscripcion, CORREO_NUEVO)
    Inscripcion.objects.update(correo=CORREO_NUEVO)
    assert [reconsider_locked(solicitud), reconsider_locked(solicitud)] == [True, False]
    assert list_plantillas() == ["sigue"]
