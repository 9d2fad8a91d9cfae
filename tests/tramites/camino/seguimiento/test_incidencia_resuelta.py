"""A fault corrected, an incident solved: the procedure goes on where it stood."""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from padron.asegurados.models import Asegurado, ConsecutivoNSS, FallaDato, Inscripcion
from tests.fabricas import FallaDatoFactory, InscripcionFactory, PlantelFactory
from tests.helpers.tramites.corrections import list_plantillas, reconsider_locked, send_padron_corregido
from tests.helpers.tramites.nss_steps import (
    answer_until,
    open_nss,
    state,
    stored,
    submit,
)
from tests.helpers.tramites.student import begin_and_confirm, run_outbox, url
from tests.padron.asegurados.importacion.padrones import TADEO, load
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import NO_SON_MIS_DATOS, Incidencia
from tramites.solicitud.incidencias.services import open_incidencia, solve_incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db


class TestFallas:
    @pytest.fixture
    def held(self, client: Client, catalogos: None, tmp_path: Path) -> Solicitud:
        """Tadeo's, whose surnames the roster has the wrong way round."""
        PlantelFactory(clave="GDL")
        load(tmp_path, self.wrong())
        return begin_and_confirm(client, TADEO["curp"], TADEO["correo"])

    def wrong(self) -> dict[str, str]:
        return TADEO | {"primer_apellido": TADEO["segundo_apellido"], "segundo_apellido": TADEO["primer_apellido"]}

    def test_a_corrected_roster_solves_the_incident_and_leads_on(
        self, client: Client, held: Solicitud, tmp_path: Path
    ) -> None:
        assert held.estado == Estado.CON_INCIDENCIA
        load(tmp_path, TADEO)
        run_outbox()
        incidencia = Incidencia.objects.get()
        assert (incidencia.causa, incidencia.estado) == ("curp_nombre", "resuelta")
        assert list_plantillas() == ["confirmacion", "incidencia_abierta", "incidencia_cerrada", "sigue"]
        page = client.get(held.get_absolute_url(), follow=True)
        assert page.redirect_chain[-1][0].endswith("/paso/identidad/")
        assert "Tadeo Bermúdez Ocaranza" in page.content.decode()

    def test_the_same_roster_again_changes_and_tells_nothing(self, held: Solicitud, tmp_path: Path) -> None:
        load(tmp_path, self.wrong())
        run_outbox()
        assert state(held) == Estado.CON_INCIDENCIA
        assert list_plantillas() == ["confirmacion", "incidencia_abierta"]

    def test_another_fault_in_place_of_the_first_goes_to_the_campus(self, held: Solicitud, tmp_path: Path) -> None:
        load(tmp_path, TADEO | {"nss": "61230600024"})
        run_outbox()
        assert state(held) == Estado.CON_INCIDENCIA
        assert dict(Incidencia.objects.values_list("causa", "estado")) == {
            "curp_nombre": "resuelta",
            "nss_digito": "abierta",
        }

    def test_one_fault_of_two(self, held: Solicitud, tmp_path: Path) -> None:
        load(tmp_path, self.wrong() | {"nss": "61230600024"})
        load(tmp_path, TADEO | {"nss": "61230600024"})
        run_outbox()
        assert state(held) == Estado.CON_INCIDENCIA
        load(tmp_path, TADEO | {"nss": ""})
        run_outbox()
        assert state(held) == Estado.CONFIRMADA
        assert set(Incidencia.objects.values_list("estado", flat=True)) == {"resuelta"}

    def test_with_a_number_it_goes_to_the_documents(self, held: Solicitud, tmp_path: Path) -> None:
        load(tmp_path, TADEO | {"nss": "61230600027"})
        run_outbox()
        assert state(held) == Estado.CONCLUIDA

    def test_what_the_campus_refused_is_not_asked_with_every_load(self, held: Solicitud, tmp_path: Path) -> None:
        with transaction.atomic():
            solve_incidencia(Incidencia.objects.get(), actor="rosa", procede=False)
        for _ in range(2):
            load(tmp_path, self.wrong())
            run_outbox()
        assert Incidencia.objects.count() == 1
        assert list_plantillas().count("incidencia_abierta") == 1
        load(tmp_path, TADEO)
        run_outbox()
        assert state(held) == Estado.CONFIRMADA


def test_what_was_typed_is_still_there(client: Client, solicitud: Solicitud, inscripcion: Inscripcion) -> None:
    answer_until(client, solicitud, "revision")
    before = stored(solicitud)
    client.post(url("no_son_mis_datos", solicitud))
    with transaction.atomic():
        solve_incidencia(Incidencia.objects.get(), actor="rosa")
    assert reconsider_locked(solicitud)
    assert client.get(solicitud.get_absolute_url()).url.endswith("/paso/revision/")
    assert stored(solicitud) == before


def test_what_was_sent_needs_not_be_sent_again(client: Client, solicitud: Solicitud, inscripcion: Inscripcion) -> None:
    submit(client, solicitud)
    FallaDatoFactory(asegurado=inscripcion.asegurado)
    run_outbox()
    assert state(solicitud) == Estado.CON_INCIDENCIA
    FallaDato.objects.update(abierta=False)
    send_padron_corregido()
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    assert Asegurado.objects.get().nss


def test_only_staff_solve_what_no_roster_shows(client: Client, solicitud: Solicitud) -> None:
    client.post(url("no_son_mis_datos", solicitud))
    for _ in range(2):
        send_padron_corregido()
        run_outbox()
    assert state(solicitud) == Estado.CON_INCIDENCIA
    assert Incidencia.objects.get().estado == "abierta"


def test_F21_a_number_that_the_campus_obtained_ends_the_wait_for_a_series(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion
) -> None:
    anio = inscripcion.asegurado.fecha_nacimiento.year % 100
    for year in (25, 26, 27):
        ConsecutivoNSS.objects.create(serie="61", anio_registro=year, anio_nacimiento=anio, ultimo=9999)
    submit(client, solicitud)
    run_outbox()
    send_padron_corregido()
    run_outbox()
    assert state(solicitud) == Estado.CON_INCIDENCIA
    Asegurado.objects.update(nss="61230600027", origen_nss="localizado")
    send_padron_corregido()
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA


def test_F21_with_a_new_series_and_its_incident_solved_a_number_is_assigned(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion
) -> None:
    anio = inscripcion.asegurado.fecha_nacimiento.year % 100
    for year in (25, 26, 27):
        ConsecutivoNSS.objects.create(serie="61", anio_registro=year, anio_nacimiento=anio, ultimo=9999)
    submit(client, solicitud)
    run_outbox()
    ConsecutivoNSS.objects.update(serie="99")
    with transaction.atomic():
        solve_incidencia(Incidencia.objects.get(), actor="admin")
    assert reconsider_locked(solicitud)
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA


def test_no_incident_of_another_student_matters(client: Client, solicitud: Solicitud) -> None:
    other = open_nss(InscripcionFactory())
    for one in (solicitud, other):
        with transaction.atomic():
            plantel = one.get_asegurado().inscripciones.get().plantel
            open_incidencia(causa=NO_SON_MIS_DATOS, solicitud=one, plantel=plantel)
        Solicitud.objects.filter(pk=one.pk).update(estado=Estado.CON_INCIDENCIA)
    with transaction.atomic():
        solve_incidencia(Incidencia.objects.get(curp=solicitud.curp), actor="rosa")
    assert reconsider_locked(solicitud)
    assert not reconsider_locked(other)
