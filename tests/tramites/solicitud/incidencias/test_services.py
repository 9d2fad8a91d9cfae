"""Opening and solving incidents: once per student, cause and campus; the student is told."""

import pytest
import time_machine
from django.db import IntegrityError, transaction

from padron.asegurados.models import FallaDato, Inscripcion
from plataforma.correo.models import Correo
from plataforma.seguridad.models import Auditoria
from tests.fabricas import FallaDatoFactory, PlantelFactory
from tests.helpers.tramites.nss_steps import close_nss, open_nss
from tests.helpers.tramites.student import EXTRANO, mails_to, run_outbox
from tramites.solicitud.incidencias.models import CORREO, NO_SON_MIS_DATOS, SERIE_AGOTADA, Incidencia
from tramites.solicitud.incidencias.services import (
    IncidenciaCerrada,
    get_avisos,
    get_diferencias,
    get_pendientes,
    open_fallas,
    open_incidencia,
    solve_incidencia,
)
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
CAUSA = FallaDato.Causa.CURP_NOMBRE


def open_one(solicitud: Solicitud, causa: str = CAUSA, **valores: object) -> Incidencia:
    valores = {"plantel": solicitud.get_asegurado().inscripciones.get().plantel, **valores}
    with transaction.atomic():
        return open_incidencia(causa=causa, solicitud=solicitud, **valores)  # type: ignore[arg-type]


def test_opened_once_with_the_newest_detail(solicitud: Solicitud) -> None:
    first = open_one(solicitud, detalle={"visto": "A", "esperado": "B"})
    again = open_one(solicitud, detalle={"visto": "C", "esperado": "B"})
    assert first.pk == again.pk
    assert Incidencia.objects.get().detalle == {"visto": "C", "esperado": "B"}
    assert open_one(solicitud).detalle == {"visto": "C", "esperado": "B"}  # nothing newer is known
    assert Correo.objects.filter(plantilla="incidencia_abierta").count() == 1


def test_the_policy_of_the_campus_says_by_when(solicitud: Solicitud) -> None:
    with time_machine.travel("2026-11-21 03:00+00:00"):  # the 20th in Mexico
        incidencia = open_one(solicitud, plantel=PlantelFactory(dias_respuesta=9))
    assert incidencia.responder_antes.isoformat() == "2026-11-29"


def test_another_cause_or_campus_is_another_one(solicitud: Solicitud) -> None:
    opened = {
        open_one(solicitud).pk,
        open_one(solicitud, NO_SON_MIS_DATOS).pk,
        open_one(solicitud, plantel=PlantelFactory()).pk,
    }
    assert len(opened) == 3
    assert [incidencia.pk for incidencia in get_pendientes(solicitud)] == sorted(opened)


def test_the_database_itself_refuses_a_second_one(solicitud: Solicitud) -> None:
    first = open_one(solicitud)
    Incidencia.objects.update(estado="en_atencion")
    values = {"causa": CAUSA, "curp": solicitud.curp, "plantel": first.plantel, "correo": solicitud.correo}
    with pytest.raises(IntegrityError), transaction.atomic():
        Incidencia.objects.create(responder_antes=first.responder_antes, **values)


def test_somebody_else_opened_it_this_moment(solicitud: Solicitud, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_one(solicitud)
    monkeypatch.setattr("django.db.models.QuerySet.first", lambda rows: None)
    assert open_one(solicitud).pk == first.pk


def test_T3_a_strangers_run_takes_nobodys_incident_over(inscripcion: Inscripcion) -> None:
    hers, other = close_nss(inscripcion, "ella@example.net"), close_nss(inscripcion, EXTRANO)
    first = open_one_closed(hers, inscripcion)
    assert open_one_closed(other, inscripcion).pk == first.pk
    first.refresh_from_db()
    assert (first.solicitud_id, first.correo) == (hers.pk, "ella@example.net")
    assert list(get_avisos(hers)) == [first]
    assert not get_avisos(other)
    run_outbox()
    assert not mails_to(EXTRANO)


def open_one_closed(solicitud: Solicitud, inscripcion: Inscripcion) -> Incidencia:
    with transaction.atomic():
        return open_incidencia(causa=CORREO, solicitud=solicitud, plantel=inscripcion.plantel)


def test_a_question_to_the_campus_holds_up_nothing_that_is_open(solicitud: Solicitud) -> None:
    aviso = open_one(solicitud, CORREO)
    assert not get_pendientes(solicitud)
    assert list(get_avisos(solicitud)) == [aviso]


def test_an_incident_of_the_student_holds_up_each_of_her_procedures(
    solicitud: Solicitud, inscripcion: Inscripcion
) -> None:
    incidencia = open_one(solicitud, NO_SON_MIS_DATOS)
    other = open_nss(inscripcion)
    assert list(get_pendientes(other)) == [incidencia]
    assert get_diferencias(get_pendientes(other)) == ["dijiste que los datos que mostramos no son tuyos"]
    assert get_diferencias([open_one(solicitud, SERIE_AGOTADA)]) == []


@pytest.mark.parametrize(("procede", "estado"), [(True, "resuelta"), (False, "improcedente")])
def test_solving_stamps_tells_and_audits(solicitud: Solicitud, procede: bool, estado: str) -> None:
    incidencia = open_one(solicitud)
    with transaction.atomic():
        solve_incidencia(incidencia, actor="rosa", respuesta="Ya está corregido.", procede=procede)
    incidencia = Incidencia.objects.get()
    assert (incidencia.estado, incidencia.respuesta) == (estado, "Ya está corregido.")
    assert incidencia.cerrada is not None
    assert Auditoria.objects.filter(actor="rosa", accion=f"cerrar incidencia {CAUSA}").count() == 1
    run_outbox()
    assert "Ya está corregido." in mails_to(solicitud.correo)[-1].body
    assert not get_pendientes(solicitud)


def test_solved_once(solicitud: Solicitud) -> None:
    incidencia = open_one(solicitud)
    with transaction.atomic():
        solve_incidencia(incidencia, actor="rosa")
    for _ in range(2):
        with pytest.raises(IncidenciaCerrada), transaction.atomic():
            solve_incidencia(incidencia, actor="pedro", respuesta="otra")
    assert Incidencia.objects.get().respuesta == ""
    assert Correo.objects.filter(plantilla="incidencia_cerrada").count() == 1


def test_solved_without_the_campus_it_sends_no_mail(solicitud: Solicitud) -> None:
    incidencia = open_one(solicitud)
    with transaction.atomic():
        solve_incidencia(incidencia, actor="alumno", avisar=False)
    assert not Correo.objects.filter(plantilla="incidencia_cerrada").exists()


def test_a_solved_one_can_come_up_again(solicitud: Solicitud) -> None:
    incidencia = open_one(solicitud)
    with transaction.atomic():
        solve_incidencia(incidencia, actor="rosa")
    assert open_one(solicitud).pk != incidencia.pk


def test_the_mail_is_of_the_transaction(solicitud: Solicitud) -> None:
    with transaction.atomic():
        open_incidencia(causa=CAUSA, solicitud=solicitud, plantel=PlantelFactory())
        transaction.set_rollback(True)
    assert not Incidencia.objects.exists()
    assert not Correo.objects.filter(plantilla="incidencia_abierta").exists()


def test_one_for_each_fault_and_none_that_the_campus_refused_again(
    solicitud: Solicitud, inscripcion: Inscripcion
) -> None:
    for causa in (FallaDato.Causa.CURP_NOMBRE, FallaDato.Causa.NSS_DIGITO):
        FallaDatoFactory(asegurado=inscripcion.asegurado, causa=causa)
    FallaDatoFactory(asegurado=inscripcion.asegurado, causa=FallaDato.Causa.CURP_SEXO, abierta=False)
    with transaction.atomic():
        open_fallas(solicitud)
    assert {incidencia.causa for incidencia in get_pendientes(solicitud)} == {"curp_nombre", "nss_digito"}
    assert Incidencia.objects.get(causa="curp_nombre").detalle == {"visto": "XXXX", "esperado": "YYYY"}
    with transaction.atomic():
        solve_incidencia(Incidencia.objects.get(causa="curp_nombre"), actor="rosa", procede=False)
        open_fallas(solicitud, skip_refused=True)
    assert [incidencia.causa for incidencia in get_pendientes(solicitud)] == ["nss_digito"]
