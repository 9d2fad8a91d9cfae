"""Tests of the procedure vigencia, from the first form to the result.

The result page tells the student whether they have medical cover.
"""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from documentos.contexts import DatosVigencia
from documentos.models import Documento
from padron.asegurados.models import Inscripcion
from padron.identificadores.nss import agrupado
from padron.planteles.models import Ciclo
from tests.helpers.factories import FallaDatoFactory, InscripcionFactory
from tests.helpers.tramites.nss_steps import read
from tests.helpers.tramites.student import begin_and_confirm, log_in, mails_to, make_solicitud, run_outbox, url
from tramites.camino.apertura import continue_as
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import SIN_VIGENCIA, Incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
HOY = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
ENTERED_LONG_AGO = {"fecha_ingreso": dt.date(2026, 8, 17)}
ENTERED_RECENTLY = {"fecha_inscripcion": dt.date(2026, 11, 2), "fecha_ingreso": dt.date(2026, 11, 9)}


@pytest.fixture(autouse=True)
def _hoy() -> Any:
    with time_machine.travel(HOY, tick=True):
        yield


def consult(client: Client, inscripcion: Inscripcion, **otros: str) -> Solicitud:
    """Send the first form, confirm the e-mail address, and process the messages of the outbox.

    Returns the Solicitud.
    """
    typed = {"nss": str(inscripcion.asegurado.nss), **otros}
    solicitud = begin_and_confirm(client, inscripcion.asegurado.curp, inscripcion.correo, tipo="vigencia", **typed)
    run_outbox()
    solicitud.refresh_from_db()
    return solicitud


def read_page(client: Client, solicitud: Solicitud) -> str:
    page = client.get(solicitud.get_absolute_url(), follow=True)
    assert page.status_code == 200
    return str(page.content.decode())


def test_a_student_between_two_cycles_has_cover_and_sees_until_when(client: Client) -> None:
    inscripcion = InscripcionFactory(vigente=True)
    Ciclo.objects.create(institucion=inscripcion.plantel.institucion, clave="2026-B", fin=dt.date(2026, 11, 10))
    page = read_page(client, consult(client, inscripcion))
    assert "Sí tienes servicio médico" in page
    assert "Conservas el servicio hasta el <strong>8 de febrero de 2027</strong>" in page


def test_a_student_whose_cover_ended_after_the_last_cycle_reads_that_it_ended(client: Client) -> None:
    inscripcion = InscripcionFactory(vigente=True)
    Ciclo.objects.create(institucion=inscripcion.plantel.institucion, clave="2026-B", fin=dt.date(2026, 8, 20))
    page = read_page(client, consult(client, inscripcion))
    assert "Tu servicio médico terminó: no encontramos tu reinscripción" in page


def test_the_first_form_of_the_vigencia_procedure_rejects_an_nss_of_ten_digits(client: Client) -> None:
    page = client.get("/tramites/vigencia/empezar/").content.decode()
    assert "Tu NSS, no el de tu mamá o papá." in page
    assert "No sé mi NSS" in page
    answer = client.post("/tramites/vigencia/empezar/", {"nss": "0423050001"})
    assert "Tu NSS debe tener 11 números; escribiste 10" in answer.content.decode()


def test_a_student_with_medical_cover_sees_the_data_of_the_constancia(client: Client) -> None:
    alumna = InscripcionFactory(vigente=True)
    solicitud = consult(client, alumna)
    assert solicitud.estado == Estado.CONCLUIDA
    documento = Documento.objects.get()
    datos = documento.contexto
    assert isinstance(datos, DatosVigencia)
    assert (datos.con_derecho, datos.inicio_vigencia) == (True, dt.date(2026, 9, 7))
    page = read_page(client, solicitud)
    assert "Sí tienes servicio médico" in page
    assert datos.nss_agrupado in page
    assert datos.registro_patronal in page
    assert documento.folio in page
    assert "Registrarme en mi clínica" in page
    assert [message.subject for message in mails_to(alumna.correo)][-1].startswith("Tus documentos están listos")


def test_a_new_student_can_ask_for_a_mail_when_the_medical_cover_begins(client: Client) -> None:
    alumna = InscripcionFactory(asegurado__con_nss=True, **ENTERED_RECENTLY)
    solicitud = consult(client, alumna)
    page = read_page(client, solicitud)
    assert "Tu vigencia todavía no aparece" in page
    assert "a partir del 7 de diciembre de 2026" in page
    assert client.post(url("avisame", solicitud)).status_code == 302
    page = read_page(client, solicitud)
    assert "Te escribiremos a tu correo" in page
    assert "Avísame cuando esté vigente</button>" not in page
    assert "BEGIN:VEVENT" in client.get(url("calendario", solicitud)).content.decode()


def test_a_student_without_cover_after_four_weeks_can_report_the_problem_to_the_campus_only_once(
    client: Client,
) -> None:
    alumna = InscripcionFactory(asegurado__con_nss=True, **ENTERED_LONG_AGO)
    solicitud = consult(client, alumna)
    page = read_page(client, solicitud)
    assert "Ya pasaron 4 semanas y aún no apareces vigente" in page
    for dato in (
        alumna.asegurado.nombre_completo,
        alumna.codigo,
        agrupado(str(alumna.asegurado.nss)),
        alumna.asegurado.curp,
    ):
        assert str(dato) in page
    for _ in range(2):
        assert client.post(url("reportar", solicitud)).status_code == 302
    incidencia = Incidencia.objects.get()
    assert (incidencia.causa, incidencia.plantel) == (SIN_VIGENCIA, alumna.plantel)
    assert incidencia.detalle["Correo institucional"] == alumna.correo
    page = read_page(client, solicitud)
    assert incidencia.folio in page
    assert "a más tardar el 25 de noviembre" in page
    run_outbox()
    assert sum("Avisamos a tu plantel" in message.subject for message in mails_to(alumna.correo)) == 1


def test_a_student_who_reported_the_missing_cover_can_still_use_another_procedure(client: Client) -> None:
    alumna = InscripcionFactory(asegurado__con_nss=True, **ENTERED_LONG_AGO)
    solicitud = consult(client, alumna)
    client.post(url("reportar", solicitud))
    second = continue_as(solicitud, procedimiento=PROCEDIMIENTOS["nss"])
    run_outbox()
    second.refresh_from_db()
    assert second.estado == Estado.CONCLUIDA


@pytest.mark.parametrize(
    ("valores", "titulo"),
    [
        ({"estatus": "baja_temporal"}, "No tienes servicio médico: tu escuela reportó tu baja"),
        ({"otra_cobertura": "ISSSTE"}, "No tienes este servicio médico: tu escuela registró que tienes otro"),
        ({"fecha_renuncia": dt.date(2026, 10, 1)}, "No tienes este servicio médico: renunciaste a él"),
    ],
)
def test_a_student_without_cover_sees_the_reason_and_the_responsable_of_the_campus(
    client: Client, valores: dict[str, Any], titulo: str
) -> None:
    alumna = InscripcionFactory(vigente=True, **valores)
    page = read_page(client, consult(client, alumna))
    assert titulo in page
    assert alumna.plantel.responsable in page
    constancia = Documento.objects.get().contexto
    assert isinstance(constancia, DatosVigencia)
    assert (constancia.con_derecho, constancia.motivo) == (False, f"{titulo}.")


def test_the_nss_of_another_student_is_rejected_and_the_correct_nss_is_not_shown(client: Client) -> None:
    alumna, second = InscripcionFactory(vigente=True), InscripcionFactory(vigente=True)
    solicitud = consult(client, alumna, nss=str(second.asegurado.nss))
    page = read_page(client, solicitud)
    assert "Ese NSS no es el de tu CURP" in page
    assert str(alumna.asegurado.nss) not in page.replace(" ", "")
    assert not Documento.objects.exists()
    # The student is logged in, so the portal does not ask for the NSS again. It uses the NSS of the roster.
    client.post("/tramites/vigencia/continuar/")
    run_outbox()
    assert Solicitud.objects.filter(tipo="vigencia", estado=Estado.CONCLUIDA).count() == 1


def test_a_student_without_an_nss_can_consult_the_vigencia_only_after_getting_an_nss(client: Client) -> None:
    alumna = InscripcionFactory()
    solicitud = make_solicitud(Estado.CONFIRMADA, alumna, tipo="vigencia")
    log_in(client, solicitud.titular)
    assert "Primero obtén tu NSS" in read_page(client, solicitud)
    assert client.get(url("paso", solicitud)).status_code == 302
    alumna.asegurado.nss = "61230500011"
    alumna.asegurado.save(update_fields=["nss"])
    assert alumna.asegurado.nombre_completo in read(client, solicitud, "identidad")
    assert client.get(url("impedimento", solicitud)).status_code == 302
    client.post(url("paso", solicitud))
    run_outbox()
    solicitud.refresh_from_db()
    assert solicitud.estado == Estado.CONCLUIDA


def test_a_data_fault_stops_the_vigencia_procedure_with_an_incident(client: Client) -> None:
    alumna = InscripcionFactory(vigente=True)
    FallaDatoFactory(asegurado=alumna.asegurado)
    solicitud = consult(client, alumna)
    assert solicitud.estado == Estado.CON_INCIDENCIA


def test_the_result_page_shows_a_notice_if_the_vigencia_changed_after_the_constancia_was_issued(client: Client) -> None:
    alumna = InscripcionFactory(asegurado__con_nss=True, **ENTERED_LONG_AGO)
    solicitud = consult(client, alumna)
    Inscripcion.objects.filter(pk=alumna.pk).update(fecha_alta_imss=dt.date(2026, 11, 16))
    page = read_page(client, solicitud)
    assert "Tu situación cambió." in page
    assert "Consultar otra vez" in page
