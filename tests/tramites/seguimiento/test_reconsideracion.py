"""What waited for a correction goes on: by itself, where it stood, each by its own message."""

from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from padron.asegurados.models import Asegurado, ConsecutivoNSS, FallaDato, Inscripcion
from padron.asegurados.signals import padron_corregido
from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.trabajo import work_on
from plataforma.correo.models import Correo
from tests.fabricas import FallaDatoFactory, InscripcionFactory, PlantelFactory
from tests.padron.asegurados.importacion.padrones import TADEO, load
from tests.tramites.ayudas import enter, log_in, mails_to, make_solicitud, url, work_off
from tests.tramites.recorrido import (
    answer_until,
    catalogos,
    close_nss,
    inscripcion,
    open_nss,
    solicitud,
    state,
    stored,
    submit,
)
from tramites.estados import Estado
from tramites.handlers import RECONSIDERAR, REVISAR
from tramites.incidencias.services import open_incidencia, solve_incidencia
from tramites.models import CORREO, NO_SON_MIS_DATOS, Incidencia, Solicitud
from tramites.seguimiento.reconsideracion import list_waiting, reconsider

__all__ = ["catalogos", "inscripcion", "solicitud"]
pytestmark = pytest.mark.django_db
NUEVA = "nueva@example.com"


def correct_padron() -> None:
    """What the end of a load says."""
    with transaction.atomic():
        padron_corregido.send(sender=None)


def once(solicitud: Solicitud) -> bool:
    with transaction.atomic():
        return reconsider(Solicitud.objects.select_for_update().get(pk=solicitud.pk))


def templates() -> list[str]:
    return list(Correo.objects.order_by("creado").values_list("plantilla", flat=True))


class TestFallas:
    @pytest.fixture
    def held(self, client: Client, catalogos: None, tmp_path: Path) -> Solicitud:
        """Tadeo's, whose surnames the roster has the wrong way round."""
        PlantelFactory(clave="GDL")
        load(tmp_path, self.wrong())
        return enter(client, TADEO["curp"], TADEO["correo"])

    def wrong(self) -> dict[str, str]:
        return TADEO | {"primer_apellido": TADEO["segundo_apellido"], "segundo_apellido": TADEO["primer_apellido"]}

    def test_a_corrected_roster_solves_the_incident_and_leads_on(
        self, client: Client, held: Solicitud, tmp_path: Path
    ) -> None:
        assert held.estado == Estado.CON_INCIDENCIA
        load(tmp_path, TADEO)
        work_off()
        incidencia = Incidencia.objects.get()
        assert (incidencia.causa, incidencia.estado) == ("curp_nombre", "resuelta")
        assert templates() == ["confirmacion", "incidencia_abierta", "incidencia_cerrada", "sigue"]
        page = client.get(held.get_absolute_url(), follow=True)
        assert page.redirect_chain[-1][0].endswith("/paso/identidad/")
        assert "Tadeo Bermúdez Ocaranza" in page.content.decode()

    def test_the_same_roster_again_changes_and_tells_nothing(self, held: Solicitud, tmp_path: Path) -> None:
        load(tmp_path, self.wrong())
        work_off()
        assert state(held) == Estado.CON_INCIDENCIA
        assert templates() == ["confirmacion", "incidencia_abierta"]

    def test_another_fault_in_place_of_the_first_goes_to_the_campus(self, held: Solicitud, tmp_path: Path) -> None:
        load(tmp_path, TADEO | {"nss": "61230600024"})
        work_off()
        assert state(held) == Estado.CON_INCIDENCIA
        assert dict(Incidencia.objects.values_list("causa", "estado")) == {
            "curp_nombre": "resuelta",
            "nss_digito": "abierta",
        }

    def test_one_fault_of_two(self, held: Solicitud, tmp_path: Path) -> None:
        load(tmp_path, self.wrong() | {"nss": "61230600024"})
        load(tmp_path, TADEO | {"nss": "61230600024"})
        work_off()
        assert state(held) == Estado.CON_INCIDENCIA
        load(tmp_path, TADEO | {"nss": ""})
        work_off()
        assert state(held) == Estado.CONFIRMADA
        assert set(Incidencia.objects.values_list("estado", flat=True)) == {"resuelta"}

    def test_with_a_number_it_goes_to_the_documents(self, held: Solicitud, tmp_path: Path) -> None:
        load(tmp_path, TADEO | {"nss": "61230600027"})
        work_off()
        assert state(held) == Estado.CONCLUIDA

    def test_what_the_campus_refused_is_not_asked_with_every_load(self, held: Solicitud, tmp_path: Path) -> None:
        with transaction.atomic():
            solve_incidencia(Incidencia.objects.get(), actor="rosa", procede=False)
        for _ in range(2):
            load(tmp_path, self.wrong())
            work_off()
        assert Incidencia.objects.count() == 1
        assert templates().count("incidencia_abierta") == 1
        load(tmp_path, TADEO)
        work_off()
        assert state(held) == Estado.CONFIRMADA


def test_what_was_typed_is_still_there(client: Client, solicitud: Solicitud, inscripcion: Inscripcion) -> None:
    answer_until(client, solicitud, "revision")
    before = stored(solicitud)
    client.post(url("no_son_mis_datos", solicitud))
    with transaction.atomic():
        solve_incidencia(Incidencia.objects.get(), actor="rosa")
    assert once(solicitud)
    assert client.get(solicitud.get_absolute_url()).url.endswith("/paso/revision/")
    assert stored(solicitud) == before


def test_what_was_sent_needs_not_be_sent_again(client: Client, solicitud: Solicitud, inscripcion: Inscripcion) -> None:
    submit(client, solicitud)
    FallaDatoFactory(asegurado=inscripcion.asegurado)
    work_off()
    assert state(solicitud) == Estado.CON_INCIDENCIA
    FallaDato.objects.update(abierta=False)
    correct_padron()
    work_off()
    assert state(solicitud) == Estado.CONCLUIDA
    assert Asegurado.objects.get().nss


def test_only_staff_solve_what_no_roster_shows(client: Client, solicitud: Solicitud) -> None:
    client.post(url("no_son_mis_datos", solicitud))
    for _ in range(2):
        correct_padron()
        work_off()
    assert state(solicitud) == Estado.CON_INCIDENCIA
    assert Incidencia.objects.get().estado == "abierta"


def test_F21_a_number_that_the_campus_obtained_ends_the_wait_for_a_series(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion
) -> None:
    anio = inscripcion.asegurado.fecha_nacimiento.year % 100
    for year in (25, 26, 27):
        ConsecutivoNSS.objects.create(serie="61", anio_registro=year, anio_nacimiento=anio, ultimo=9999)
    submit(client, solicitud)
    work_off()
    correct_padron()
    work_off()
    assert state(solicitud) == Estado.CON_INCIDENCIA
    Asegurado.objects.update(nss="61230600027", origen_nss="localizado")
    correct_padron()
    work_off()
    assert state(solicitud) == Estado.CONCLUIDA


def test_F21_with_a_new_series_and_its_incident_solved_a_number_is_assigned(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion
) -> None:
    anio = inscripcion.asegurado.fecha_nacimiento.year % 100
    for year in (25, 26, 27):
        ConsecutivoNSS.objects.create(serie="61", anio_registro=year, anio_nacimiento=anio, ultimo=9999)
    submit(client, solicitud)
    work_off()
    ConsecutivoNSS.objects.update(serie="99")
    with transaction.atomic():
        solve_incidencia(Incidencia.objects.get(), actor="admin")
    assert once(solicitud)
    work_off()
    assert state(solicitud) == Estado.CONCLUIDA


class TestCerrada:
    def test_opens_once_the_roster_has_the_confirmed_address(self, client: Client, inscripcion: Inscripcion) -> None:
        solicitud = close_nss(inscripcion, NUEVA)
        tell(solicitud, inscripcion)
        Inscripcion.objects.update(correo=NUEVA)
        correct_padron()
        work_off()
        assert state(solicitud) == Estado.CONFIRMADA
        assert Incidencia.objects.get().estado == "resuelta"
        assert templates() == ["incidencia_abierta", "incidencia_cerrada", "sigue"]
        assert {message.to[0] for message in mails_to(NUEVA)} == {NUEVA}
        fresh = Solicitud.objects.get()
        assert (fresh.titular, fresh.motivo_cierre) == (inscripcion.asegurado.titular, "")
        log_in(client, fresh.titular)
        assert "Citlali" in client.get(solicitud.get_absolute_url(), follow=True).content.decode()

    def test_T2_not_while_nobody_confirmed_the_address(self, inscripcion: Inscripcion) -> None:
        solicitud = close_nss(inscripcion, NUEVA)
        solicitud.confirmaciones.update(usada=None, navegador="")
        Inscripcion.objects.update(correo=NUEVA)
        assert not once(solicitud)
        solicitud.confirmaciones.update(usada=solicitud.creada)  # ended with others, not used by anybody
        assert not once(solicitud)
        solicitud.confirmaciones.update(navegador="a" * 32, correo="otra@example.com")
        assert not once(solicitud)
        assert state(solicitud) == Estado.INICIADA

    def test_T2_the_address_of_the_roster_does_not_open_a_strangers(self, inscripcion: Inscripcion) -> None:
        solicitud = close_nss(inscripcion, "extrano@example.org")
        Inscripcion.objects.update(correo=NUEVA)
        assert not once(solicitud)
        assert templates() == []

    def test_a_student_who_comes_onto_a_roster(self, client: Client, catalogos: None, tmp_path: Path) -> None:
        PlantelFactory(clave="GDL")
        solicitud = enter(client, TADEO["curp"], TADEO["correo"])
        assert solicitud.is_cerrada
        load(tmp_path, TADEO)
        work_off()
        assert state(solicitud) == Estado.CONFIRMADA

    def test_a_doubtful_record_opens_to_its_incident_and_promises_nothing(self, inscripcion: Inscripcion) -> None:
        solicitud = close_nss(inscripcion, NUEVA)
        tell(solicitud, inscripcion)
        FallaDatoFactory(asegurado=inscripcion.asegurado)
        Inscripcion.objects.update(correo=NUEVA)
        assert not once(solicitud)
        assert state(solicitud) == Estado.CON_INCIDENCIA
        assert dict(Incidencia.objects.values_list("causa", "estado")) == {
            "correo": "resuelta",
            "curp_nombre": "abierta",
        }
        assert "sigue" not in templates()
        FallaDato.objects.update(abierta=False)
        assert once(solicitud)
        assert state(solicitud) == Estado.CONFIRMADA

    def test_beside_a_run_that_is_under_way_it_leads_there(self, client: Client, inscripcion: Inscripcion) -> None:
        earlier, solicitud = open_nss(inscripcion), close_nss(inscripcion, NUEVA)
        Inscripcion.objects.update(correo_alterno=NUEVA)
        assert once(solicitud)
        assert state(solicitud) == Estado.CANCELADA
        log_in(client, earlier.titular)
        assert client.get(solicitud.get_absolute_url()).url.startswith(earlier.get_absolute_url())


def tell(solicitud: Solicitud, inscripcion: Inscripcion) -> None:
    with transaction.atomic():
        open_incidencia(causa=CORREO, solicitud=solicitud, plantel=inscripcion.plantel)


@pytest.mark.parametrize("estado", sorted(set(Estado) - {Estado.CON_INCIDENCIA, Estado.EN_ESPERA}))
def test_what_waits_for_nobody_is_left_alone(inscripcion: Inscripcion, estado: Estado) -> None:
    solicitud = make_solicitud(estado, inscripcion)
    assert list_waiting(at_most=9) == []
    assert not once(solicitud)
    assert state(solicitud) == estado
    assert templates() == []


def test_what_waits(inscripcion: Inscripcion) -> None:
    waiting = [make_solicitud(estado, inscripcion) for estado in (Estado.CON_INCIDENCIA, Estado.EN_ESPERA)]
    waiting.append(close_nss(inscripcion, NUEVA))
    old = close_nss(inscripcion, NUEVA)
    Solicitud.objects.filter(pk=old.pk).update(estado=Estado.CADUCADA)
    everything = sorted(str(solicitud.pk) for solicitud in waiting)
    assert list_waiting(at_most=9) == everything
    assert list_waiting(at_most=2) == everything[:2]
    assert list_waiting(after=everything[1], at_most=9) == everything[2:]


class TestMil:
    """A thousand that wait."""

    @pytest.fixture
    def mil(self, inscripcion: Inscripcion) -> list[Solicitud]:
        datos = {"tipo": "nss", "correo": NUEVA, "aviso_version": "2026-11", "curp": inscripcion.asegurado.curp}
        cerradas = [Solicitud(motivo_cierre="correo", **datos) for _ in range(998)]
        Solicitud.objects.bulk_create(cerradas)
        held = []
        for _ in range(2):
            other = InscripcionFactory(plantel=inscripcion.plantel)
            falla = FallaDatoFactory(asegurado=other.asegurado)
            held.append(open_nss(other))
            falla.abierta = False
            falla.save()
        return held

    def test_one_message_each_in_batches_and_few_queries(self, mil: list[Solicitud]) -> None:
        correct_padron()
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

    @pytest.mark.real  # seconds of work
    def test_a_broken_one_does_not_stop_the_others(self, mil: list[Solicitud], monkeypatch: pytest.MonkeyPatch) -> None:
        broken, good = mil
        Solicitud.objects.filter(pk=broken.pk).update(asegurado=None)
        correct_padron()
        done = {}
        while pending := Mensaje.objects.filter(state=Mensaje.Estado.PENDIENTE).exclude(pk__in=done):
            done |= {mensaje.pk: work_on(mensaje.pk) for mensaje in pending}
        failed = [pk for pk, is_done in done.items() if not is_done]
        assert [Mensaje.objects.get(pk=pk).payload["solicitud"] for pk in failed] == [str(broken.pk)]
        assert state(good) == Estado.CONFIRMADA
        assert state(broken) == Estado.CON_INCIDENCIA


def test_each_correction_has_a_round_of_its_own(inscripcion: Inscripcion) -> None:
    close_nss(inscripcion, NUEVA)
    for _ in range(2):
        correct_padron()
    work_off()
    assert Mensaje.objects.filter(kind=RECONSIDERAR).count() == 2


def test_the_same_message_twice_tells_once(inscripcion: Inscripcion) -> None:
    solicitud = close_nss(inscripcion, NUEVA)
    Inscripcion.objects.update(correo=NUEVA)
    assert [once(solicitud), once(solicitud)] == [True, False]
    assert templates() == ["sigue"]


def test_no_incident_of_another_student_matters(client: Client, solicitud: Solicitud) -> None:
    other = open_nss(InscripcionFactory())
    for one in (solicitud, other):
        with transaction.atomic():
            plantel = one.get_asegurado().inscripciones.get().plantel
            open_incidencia(causa=NO_SON_MIS_DATOS, solicitud=one, plantel=plantel)
        Solicitud.objects.filter(pk=one.pk).update(estado=Estado.CON_INCIDENCIA)
    with transaction.atomic():
        solve_incidencia(Incidencia.objects.get(curp=solicitud.curp), actor="rosa")
    assert once(solicitud)
    assert not once(other)
