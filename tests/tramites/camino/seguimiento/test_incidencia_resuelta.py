"""A stopped Solicitud continues after its incidencia is closed.

An incidencia is a problem that the campus must solve. A corrected roster or the staff can close an incidencia.
"""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from padron.asegurados.models import Asegurado, ConsecutivoNSS, FallaDato, Inscripcion
from tests.helpers.factories import FallaDatoFactory, InscripcionFactory, PlantelFactory
from tests.helpers.padron.rosters import TADEO, load
from tests.helpers.tramites.corrections import list_plantillas, reconsider_locked, send_padron_corregido
from tests.helpers.tramites.nss_steps import (
    answer_until,
    open_nss,
    state,
    stored_answers,
    submit,
    use_up_series,
)
from tests.helpers.tramites.student import begin_and_confirm, mails_to, report_all_data, run_outbox
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import NO_SON_MIS_DATOS, Incidencia
from tramites.solicitud.incidencias.services import open_incidencia, solve_incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db


class TestFallas:
    @pytest.fixture
    def stopped(self, client: Client, catalogos: None, tmp_path: Path) -> Solicitud:
        """Return a Solicitud that is stopped because the surnames are wrong.

        The roster has the two surnames of the student in the wrong order.
        """
        PlantelFactory(clave="GDL")
        load(tmp_path, self.wrong())
        return begin_and_confirm(client, TADEO["curp"], TADEO["correo"])

    def wrong(self) -> dict[str, str]:
        """Return the roster row of the student Tadeo with the two surnames exchanged."""
        return TADEO | {"primer_apellido": TADEO["segundo_apellido"], "segundo_apellido": TADEO["primer_apellido"]}

    def test_a_corrected_roster_closes_the_incidencia_and_the_solicitud_continues(
        self, client: Client, stopped: Solicitud, tmp_path: Path
    ) -> None:
        assert stopped.estado == Estado.CON_INCIDENCIA
        load(tmp_path, TADEO)
        run_outbox()
        incidencia = Incidencia.objects.get()
        assert (incidencia.causa, incidencia.estado) == ("curp_nombre", "resuelta")
        assert list_plantillas() == ["confirmacion", "incidencia_abierta", "sigue"]
        page = client.get(stopped.get_absolute_url(), follow=True)
        assert page.redirect_chain[-1][0].endswith("/paso/identidad/")
        assert "Tadeo Bermúdez Ocaranza" in page.content.decode()

    def test_loading_the_same_wrong_roster_again_changes_nothing_and_sends_no_mail(
        self, stopped: Solicitud, tmp_path: Path
    ) -> None:
        load(tmp_path, self.wrong())
        run_outbox()
        assert state(stopped) == Estado.CON_INCIDENCIA
        assert list_plantillas() == ["confirmacion", "incidencia_abierta"]

    def test_a_roster_with_a_new_data_fault_opens_an_incidencia_for_the_new_fault(
        self, stopped: Solicitud, tmp_path: Path
    ) -> None:
        load(tmp_path, TADEO | {"nss": "61230600024"})
        run_outbox()
        assert state(stopped) == Estado.CON_INCIDENCIA
        assert dict(Incidencia.objects.values_list("causa", "estado")) == {
            "curp_nombre": "resuelta",
            "nss_digito": "abierta",
        }
        assert list_plantillas() == ["confirmacion", "incidencia_abierta", "incidencia_abierta"]

    def test_a_solicitud_with_two_data_faults_continues_only_after_both_faults_are_corrected(
        self, stopped: Solicitud, tmp_path: Path
    ) -> None:
        load(tmp_path, self.wrong() | {"nss": "61230600024"})
        load(tmp_path, TADEO | {"nss": "61230600024"})
        run_outbox()
        assert state(stopped) == Estado.CON_INCIDENCIA
        before = list_plantillas()
        load(tmp_path, TADEO | {"nss": ""})
        run_outbox()
        assert state(stopped) == Estado.CONFIRMADA
        assert set(Incidencia.objects.values_list("estado", flat=True)) == {"resuelta"}
        assert list_plantillas() == [*before, "sigue"]

    def test_a_roster_that_corrects_one_of_two_data_faults_causes_one_mail_that_names_the_other_fault(
        self, client: Client, catalogos: None, tmp_path: Path
    ) -> None:
        PlantelFactory(clave="GDL")
        load(tmp_path, self.wrong() | {"nss": "61230600024"})
        begin_and_confirm(client, TADEO["curp"], TADEO["correo"])
        run_outbox()
        opened = mails_to(TADEO["correo"])[-1]
        assert list_plantillas() == ["confirmacion", "incidencia_abierta"]
        for incidencia in Incidencia.objects.all():
            assert incidencia.folio in opened.body
        load(tmp_path, TADEO | {"nss": "61230600024"})
        run_outbox()
        assert list_plantillas() == ["confirmacion", "incidencia_abierta", "incidencia_cerrada"]
        assert "Aún falta resolver: el NSS que tiene tu escuela está incompleto" in mails_to(TADEO["correo"])[-1].body

    def test_a_corrected_roster_that_contains_the_nss_finishes_the_stopped_solicitud(
        self, stopped: Solicitud, tmp_path: Path
    ) -> None:
        load(tmp_path, TADEO | {"nss": "61230600027"})
        run_outbox()
        assert state(stopped) == Estado.CONCLUIDA
        assert list_plantillas() == ["confirmacion", "incidencia_abierta", "documentos"]

    def test_an_incidencia_closed_as_improcedente_is_not_opened_again_by_the_next_roster(
        self, stopped: Solicitud, tmp_path: Path
    ) -> None:
        with transaction.atomic():
            solve_incidencia(Incidencia.objects.get(), actor="rosa", procede=False)
        for _ in range(2):
            load(tmp_path, self.wrong())
            run_outbox()
        assert Incidencia.objects.count() == 1
        assert list_plantillas().count("incidencia_abierta") == 1
        load(tmp_path, TADEO)
        run_outbox()
        assert state(stopped) == Estado.CONFIRMADA


def test_a_solicitud_that_continues_after_an_incidencia_still_has_the_earlier_answers(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion
) -> None:
    answer_until(client, solicitud, "revision")
    before = stored_answers(solicitud)
    report_all_data(client, solicitud)
    with transaction.atomic():
        solve_incidencia(Incidencia.objects.get(), actor="rosa")
    assert reconsider_locked(solicitud)
    assert client.get(solicitud.get_absolute_url()).url.endswith("/paso/revision/")
    assert stored_answers(solicitud) == before


def test_a_submitted_solicitud_stopped_by_a_data_fault_needs_no_second_submit(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion
) -> None:
    submit(client, solicitud)
    FallaDatoFactory(asegurado=inscripcion.asegurado)
    run_outbox()
    assert state(solicitud) == Estado.CON_INCIDENCIA
    FallaDato.objects.update(abierta=False)
    send_padron_corregido()
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    assert Asegurado.objects.get().nss


def test_a_corrected_roster_does_not_close_an_incidencia_that_the_student_reported(
    client: Client, solicitud: Solicitud
) -> None:
    """The student pressed the button «Estos no son mis datos»."""
    report_all_data(client, solicitud)
    for _ in range(2):
        send_padron_corregido()
        run_outbox()
    assert state(solicitud) == Estado.CON_INCIDENCIA
    assert Incidencia.objects.get().estado == "abierta"


def test_F21_a_solicitud_stopped_by_serie_agotada_finishes_after_the_student_gets_an_nss(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion
) -> None:
    """`serie_agotada` means that the series has no free NSS.

    Here the student gets an NSS that the portal did not assign.
    """
    use_up_series(inscripcion)
    submit(client, solicitud)
    run_outbox()
    send_padron_corregido()
    run_outbox()
    assert state(solicitud) == Estado.CON_INCIDENCIA
    Asegurado.objects.update(nss="61230600027", origen_nss="localizado")
    send_padron_corregido()
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA


def test_F21_a_solicitud_stopped_by_serie_agotada_finishes_after_the_series_has_free_numbers(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion
) -> None:
    """`serie_agotada` means that the series has no free NSS."""
    use_up_series(inscripcion)
    submit(client, solicitud)
    run_outbox()
    ConsecutivoNSS.objects.update(serie="99")
    with transaction.atomic():
        solve_incidencia(Incidencia.objects.get(), actor="admin")
    assert reconsider_locked(solicitud)
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA


def test_an_open_incidencia_of_another_student_does_not_stop_a_solicitud(client: Client, solicitud: Solicitud) -> None:
    other = open_nss(InscripcionFactory())
    for each in (solicitud, other):
        with transaction.atomic():
            plantel = each.get_asegurado().inscripciones.get().plantel
            open_incidencia(causa=NO_SON_MIS_DATOS, solicitud=each, plantel=plantel)
        Solicitud.objects.filter(pk=each.pk).update(estado=Estado.CON_INCIDENCIA)
    with transaction.atomic():
        solve_incidencia(Incidencia.objects.get(curp=solicitud.curp), actor="rosa")
    assert reconsider_locked(solicitud)
    assert not reconsider_locked(other)
