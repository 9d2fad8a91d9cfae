"""The timeline of the expediente: it tells what happened and who did it, and never what did not happen."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from padron.asegurados.models import Inscripcion
from tests.helpers.factories import FallaDatoFactory
from tests.helpers.tramites.corrections import CORREO_NUEVO, open_correo_incidencia, send_padron_corregido
from tests.helpers.tramites.nss_steps import close_nss
from tests.helpers.tramites.student import begin_and_confirm, log_in, report_all_data, run_outbox, url
from tramites.camino.expediente.linea import get_linea
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.atencion import reject_incidencia
from tramites.solicitud.incidencias.conversacion import answer_pregunta, ask_alumno, comment_incidencia
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.models import Solicitud, Transicion

pytestmark = pytest.mark.django_db
EMPEZASTE, CONFIRMASTE, DETUVO = "Empezaste tu trámite", "Confirmaste tu correo", "Tu trámite se detuvo"


def read_linea(solicitud: Solicitud) -> list[str]:
    """Return the texts of the timeline, without the folio at the end of a text."""
    linea = get_linea(Solicitud.objects.get(pk=solicitud.pk), [])
    return [hecho.texto.partition(". Folio")[0] for hecho in linea]


def test_a_corrected_name_is_not_told_as_a_confirmation_of_the_email_address(
    client: Client, inscripcion: Inscripcion
) -> None:
    FallaDatoFactory(asegurado=inscripcion.asegurado)
    solicitud = begin_and_confirm(client, inscripcion.asegurado.curp, inscripcion.correo)
    inscripcion.asegurado.fallas.update(abierta=False)
    send_padron_corregido()
    run_outbox()
    assert read_linea(solicitud) == [
        EMPEZASTE,
        CONFIRMASTE,
        DETUVO,
        "Avisamos a tu plantel: tu nombre no coincide con tu CURP",
        "Tu plantel lo resolvió",
        "Tu trámite pudo continuar",
    ]


def test_a_reopened_solicitud_does_not_tell_a_second_confirmation(client: Client, inscripcion: Inscripcion) -> None:
    solicitud = close_nss(inscripcion, CORREO_NUEVO)
    open_correo_incidencia(solicitud, inscripcion)
    Inscripcion.objects.update(correo=CORREO_NUEVO)
    send_padron_corregido()
    run_outbox()
    assert sorted(read_linea(solicitud)) == sorted(
        [
            EMPEZASTE,
            CONFIRMASTE,
            "Avisaste a tu plantel: tu correo no abre tu CURP",
            "Se resolvió",
            "Tu correo quedó registrado",
        ]
    )


def test_a_procedure_that_a_confirmed_session_starts_tells_no_confirmation(client: Client, alumna: Inscripcion) -> None:
    begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    client.post("/tramites/renuncia/continuar/")
    assert read_linea(Solicitud.objects.get(tipo="renuncia")) == [EMPEZASTE]


def test_a_located_nss_does_not_tell_that_the_student_sent_data(client: Client, alumna: Inscripcion) -> None:
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    assert read_linea(solicitud) == [EMPEZASTE, CONFIRMASTE, "Recibimos tu solicitud"]


def test_the_timeline_tells_questions_answers_and_the_end_of_an_incident(client: Client, solicitud: Solicitud) -> None:
    report_all_data(client, solicitud)
    incidencia = Incidencia.objects.get()
    with transaction.atomic():
        ask_alumno(incidencia, autor="rosa", texto="¿?", pide=Incidencia.Pide.RESPUESTA)
        answer_pregunta(incidencia, texto="Sí.")
        comment_incidencia(incidencia, autor="rosa", texto="Solo para el personal.")
        comment_incidencia(incidencia, autor="rosa", texto="Gracias.", al_alumno=True)
        reject_incidencia(incidencia, actor="rosa", respuesta="Todo está bien.")
    assert read_linea(solicitud)[1:] == [
        DETUVO,
        "Avisaste a tu plantel: dijiste que hay datos equivocados: todos los datos",
        "Tu plantel te hizo una pregunta",
        "Respondiste a tu plantel",
        "Tu plantel te escribió",
        "Tu plantel respondió y no hizo cambios",
    ]


def test_a_report_that_the_student_takes_back_is_told_as_such(client: Client, solicitud: Solicitud) -> None:
    report_all_data(client, solicitud)
    client.post(url("me_equivoque", solicitud))
    assert read_linea(solicitud)[-1] == "Retiraste tu aviso"


def test_existing_transitions_without_an_actor_tell_nothing_that_did_not_happen(
    client: Client, solicitud: Solicitud
) -> None:
    Transicion.objects.update(actor="")
    Transicion.objects.create(solicitud=solicitud, desde=Estado.CON_INCIDENCIA, hacia=Estado.CONFIRMADA)
    assert read_linea(solicitud) == [EMPEZASTE]


def test_the_number_of_queries_of_the_expediente_does_not_grow_with_incidents_and_messages(
    client: Client, solicitud: Solicitud
) -> None:
    report_all_data(client, solicitud)
    log_in(client, solicitud.titular)
    counts = []
    for causa in ("curp_sexo", "curp_fecha"):
        incidencia = Incidencia.objects.latest("pk")
        with transaction.atomic():
            comment_incidencia(incidencia, autor="rosa", texto="Hola", al_alumno=True)
        with CaptureQueriesContext(connection) as queries:
            assert "Tu plantel te escribió" in client.get("/expediente/").content.decode()
        counts.append(len(queries))
        incidencia.pk, incidencia.folio, incidencia._state.adding = None, causa, True
        incidencia.causa, incidencia.detalle = causa, None  # the stored detalle is bound to the folio of its row
        incidencia.save()
    assert counts[0] == counts[1]
