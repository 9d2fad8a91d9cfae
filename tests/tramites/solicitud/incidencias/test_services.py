"""Tests of the services that open and close incidents.

A student has at most one open incident with the same cause at the same campus.
"""

import pytest
import time_machine
from django.db import IntegrityError, transaction

from padron.asegurados.models import FallaDato, Inscripcion
from plataforma.correo.models import Correo
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import FallaDatoFactory, PlantelFactory
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


def open_incident(solicitud: Solicitud, causa: str = CAUSA, **valores: object) -> Incidencia:
    valores = {"plantel": solicitud.get_asegurado().inscripciones.get().plantel, **valores}
    with transaction.atomic():
        return open_incidencia(causa=causa, solicitud=solicitud, **valores)  # type: ignore[arg-type]


def test_open_incidencia_updates_an_already_open_incident_and_sends_no_second_mail(
    solicitud: Solicitud,
) -> None:
    first = open_incident(solicitud, detalle={"visto": "A", "esperado": "B"})
    again = open_incident(solicitud, detalle={"visto": "C", "esperado": "B"})
    assert first.pk == again.pk
    assert Incidencia.objects.get().detalle == {"visto": "C", "esperado": "B"}
    # A call without `detalle` does not change the stored detail.
    assert open_incident(solicitud).detalle == {"visto": "C", "esperado": "B"}
    assert Correo.objects.filter(plantilla="incidencia_abierta").count() == 1


def test_the_deadline_of_an_incident_depends_on_dias_respuesta_of_the_campus(
    solicitud: Solicitud,
) -> None:
    with time_machine.travel("2026-11-21 03:00+00:00"):  # still 20 November in Mexico
        incidencia = open_incident(solicitud, plantel=PlantelFactory(dias_respuesta=9))
    assert incidencia.responder_antes.isoformat() == "2026-11-29"


def test_a_student_can_have_an_open_incident_for_each_cause_and_each_campus(solicitud: Solicitud) -> None:
    opened = {
        open_incident(solicitud).pk,
        open_incident(solicitud, NO_SON_MIS_DATOS).pk,
        open_incident(solicitud, plantel=PlantelFactory()).pk,
    }
    assert len(opened) == 3
    assert [incidencia.pk for incidencia in get_pendientes(solicitud)] == sorted(opened)


def test_the_database_rejects_a_duplicate_open_incident_of_a_student(
    solicitud: Solicitud,
) -> None:
    """Two open incidents are duplicates if student, cause and campus are the same."""
    first = open_incident(solicitud)
    Incidencia.objects.update(estado="en_atencion")
    values = {"causa": CAUSA, "curp": solicitud.curp, "plantel": first.plantel, "correo": solicitud.correo}
    with pytest.raises(IntegrityError), transaction.atomic():
        Incidencia.objects.create(responder_antes=first.responder_antes, **values)


def test_open_incidencia_returns_the_incident_that_a_concurrent_request_has_just_opened(
    solicitud: Solicitud, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_incident(solicitud)
    monkeypatch.setattr("django.db.models.QuerySet.first", lambda rows: None)
    assert open_incident(solicitud).pk == first.pk


def list_avisos(solicitud: Solicitud) -> list[Incidencia]:
    return list(get_avisos(curp=solicitud.curp, correo=solicitud.correo))


def test_T3_the_reports_of_two_email_addresses_about_one_curp_are_two_incidents(inscripcion: Inscripcion) -> None:
    first_solicitud, stranger_solicitud = close_nss(inscripcion, "ella@example.net"), close_nss(inscripcion, EXTRANO)
    first = open_incident_of_closed(first_solicitud, inscripcion)
    other = open_incident_of_closed(stranger_solicitud, inscripcion)
    assert (first.correo, other.correo) == ("ella@example.net", EXTRANO)
    assert first.folio != other.folio
    assert list_avisos(first_solicitud) == [first]
    assert list_avisos(stranger_solicitud) == [other]
    run_outbox()
    for incidencia in (first, other):
        (mail,) = mails_to(incidencia.correo)
        assert incidencia.folio in mail.subject


def open_incident_of_closed(solicitud: Solicitud, inscripcion: Inscripcion) -> Incidencia:
    with transaction.atomic():
        return open_incidencia(causa=CORREO, solicitud=solicitud, plantel=inscripcion.plantel)


def test_an_incident_about_the_email_address_does_not_stop_an_open_solicitud(solicitud: Solicitud) -> None:
    aviso = open_incident(solicitud, CORREO)
    assert not get_pendientes(solicitud)
    assert list_avisos(solicitud) == [aviso]


def test_an_incident_stops_each_open_solicitud_of_the_student(solicitud: Solicitud, inscripcion: Inscripcion) -> None:
    incidencia = open_incident(solicitud, NO_SON_MIS_DATOS)
    second_solicitud = open_nss(inscripcion)
    assert list(get_pendientes(second_solicitud)) == [incidencia]
    assert get_diferencias(get_pendientes(second_solicitud)) == ["dijiste que hay datos equivocados"]
    assert get_diferencias([open_incident(solicitud, SERIE_AGOTADA)]) == []


@pytest.mark.parametrize(("procede", "estado"), [(True, "resuelta"), (False, "improcedente")])
def test_closing_an_incident_is_recorded_and_the_answer_is_sent_by_mail(
    solicitud: Solicitud, procede: bool, estado: str
) -> None:
    incidencia = open_incident(solicitud)
    with transaction.atomic():
        solve_incidencia(incidencia, actor="rosa", respuesta="Ya está corregido.", procede=procede)
    incidencia = Incidencia.objects.get()
    assert (incidencia.estado, incidencia.respuesta) == (estado, "Ya está corregido.")
    assert incidencia.cerrada is not None
    assert Auditoria.objects.filter(actor="rosa", accion=f"cerrar incidencia {CAUSA}").count() == 1
    run_outbox()
    assert "Ya está corregido." in mails_to(solicitud.correo)[-1].body
    assert not get_pendientes(solicitud)


def test_an_incident_can_be_closed_only_once(solicitud: Solicitud) -> None:
    incidencia = open_incident(solicitud)
    with transaction.atomic():
        solve_incidencia(incidencia, actor="rosa")
    for _ in range(2):
        with pytest.raises(IncidenciaCerrada), transaction.atomic():
            solve_incidencia(incidencia, actor="pedro", respuesta="otra")
    assert Incidencia.objects.get().respuesta == ""
    assert Correo.objects.filter(plantilla="incidencia_cerrada").count() == 1


def test_solve_incidencia_with_avisar_false_sends_no_mail(solicitud: Solicitud) -> None:
    incidencia = open_incident(solicitud)
    with transaction.atomic():
        solve_incidencia(incidencia, actor="alumno", avisar=False)
    assert not Correo.objects.filter(plantilla="incidencia_cerrada").exists()


def test_a_new_incident_with_the_same_cause_can_be_opened_after_the_first_is_solved(solicitud: Solicitud) -> None:
    incidencia = open_incident(solicitud)
    with transaction.atomic():
        solve_incidencia(incidencia, actor="rosa")
    assert open_incident(solicitud).pk != incidencia.pk


def test_opening_an_incident_queues_no_mail_if_the_transaction_is_rolled_back(solicitud: Solicitud) -> None:
    with transaction.atomic():
        open_incidencia(causa=CAUSA, solicitud=solicitud, plantel=PlantelFactory())
        transaction.set_rollback(True)
    assert not Incidencia.objects.exists()
    assert not Correo.objects.filter(plantilla="incidencia_abierta").exists()


def test_open_fallas_opens_an_incident_for_each_open_data_fault(solicitud: Solicitud, inscripcion: Inscripcion) -> None:
    """A campus can close an incident as «improcedente» (nothing to correct).

    With `skip_refused`, open_fallas does not open such an incident again.
    """
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
