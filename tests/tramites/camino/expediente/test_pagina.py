"""The page «Mi expediente»: how a student opens the page, and what the page shows."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from padron.asegurados.models import Inscripcion
from padron.identificadores.nss import agrupado
from tests.helpers.factories import InscripcionFactory
from tests.helpers.tramites.nss_steps import open_nss, submit
from tests.helpers.tramites.student import begin_and_confirm, log_in, mails_to, make_solicitud, run_outbox
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import NO_SON_MIS_DATOS, SIN_VIGENCIA
from tramites.solicitud.incidencias.services import open_incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
EXPEDIENTE = "/expediente/"


@pytest.fixture
def vigente(db: None) -> Inscripcion:
    """Return the enrolment of a student who has medical cover (vigencia) but no clinic yet."""
    return InscripcionFactory(vigente=True, asegurado__nombres="Yunuen Xóchitl")


def read_expediente(client: Client, inscripcion: Inscripcion) -> str:
    """Log the student in, and return the HTML of the page «Mi expediente»."""
    log_in(client, inscripcion.asegurado.titular)
    page = client.get(EXPEDIENTE)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    return str(page.content.decode())


def test_a_student_without_a_session_must_confirm_by_mail_to_see_the_expediente(
    client: Client, vigente: Inscripcion
) -> None:
    assert client.get(EXPEDIENTE).url == "/tramites/expediente/empezar/"
    assert "Continúa donde te quedaste" in client.get("/tramites/expediente/empezar/").content.decode()
    solicitud = begin_and_confirm(client, vigente.asegurado.curp, vigente.correo, tipo="expediente")
    page = client.get(solicitud.get_absolute_url(), follow=True)
    assert page.redirect_chain[-1][0] == EXPEDIENTE
    assert vigente.asegurado.nombre_completo in page.content.decode()
    run_outbox()
    assert len(mails_to(vigente.correo)) == 1  # the confirmation mail is the only mail that was sent


def test_an_unregistered_email_address_gives_no_access_to_the_expediente(client: Client, vigente: Inscripcion) -> None:
    solicitud = begin_and_confirm(client, vigente.asegurado.curp, "extrano@example.org", tipo="expediente")
    page = client.get(solicitud.get_absolute_url(), follow=True).content.decode()
    assert "No podemos continuar con este correo" in page
    assert vigente.asegurado.nombres not in page


@pytest.mark.parametrize("path", ["/tramites/expediente/", "/tramites/expediente/empezar/"])
def test_the_gate_form_of_the_expediente_redirects_a_logged_in_student_to_the_expediente(
    client: Client, vigente: Inscripcion, path: str
) -> None:
    make_solicitud(Estado.CONFIRMADA, vigente)
    log_in(client, vigente.asegurado.titular)
    assert client.get(path, follow=True).redirect_chain[-1][0] == EXPEDIENTE


def test_a_solicitud_of_tipo_expediente_has_no_wizard_steps(client: Client, vigente: Inscripcion) -> None:
    solicitud = make_solicitud(Estado.CONFIRMADA, vigente, tipo="expediente")
    log_in(client, vigente.asegurado.titular)
    assert client.get(f"{solicitud.get_absolute_url()}paso/identidad/").status_code == 404


def test_the_expediente_of_a_student_with_vigencia_offers_the_clinic_as_next_step(
    client: Client, vigente: Inscripcion
) -> None:
    page = read_expediente(client, vigente)
    assert agrupado(str(vigente.asegurado.nss)) in page
    assert "Vigente desde el 7 de septiembre de 2026" in page
    assert "Registrarme en mi clínica" in page
    assert page.count("ruta__paso--hecho") == 2


def test_the_expediente_has_a_link_to_continue_an_unfinished_solicitud(client: Client, vigente: Inscripcion) -> None:
    solicitud = make_solicitud(Estado.CONFIRMADA, vigente, tipo="alta")
    page = read_expediente(client, vigente)
    assert "Continuar mi trámite" in page
    assert f'href="{solicitud.get_absolute_url()}"' in page


def test_the_expediente_shows_the_timeline_and_both_documents_of_a_finished_solicitud(
    client: Client, alumna: Inscripcion
) -> None:
    begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    page = read_expediente(client, alumna)
    for texto in ("Empezaste tu trámite", "Confirmaste tu correo", "Tus documentos quedaron listos"):
        assert texto in page
    assert "Enviamos tus documentos a tu correo" in page
    assert page.count("(PDF, ") == 2


def test_the_expediente_lists_an_open_incidencia_with_the_folio(client: Client, vigente: Inscripcion) -> None:
    solicitud = make_solicitud(Estado.CON_INCIDENCIA, vigente, tipo="vigencia")
    incidencia = open_incidencia(causa=SIN_VIGENCIA, solicitud=solicitud, plantel=vigente.plantel)
    page = read_expediente(client, vigente)
    assert incidencia.folio in page
    assert "Lo que revisa tu plantel" in page


def test_the_expediente_shows_the_notice_that_the_campus_published(client: Client, vigente: Inscripcion) -> None:
    vigente.plantel.aviso = "Ya puedes tramitar tu carnet."
    vigente.plantel.save(update_fields=["aviso"])
    assert "Ya puedes tramitar tu carnet." in read_expediente(client, vigente)


def test_the_expediente_shows_no_solicitud_and_no_incidencia_of_another_student(
    client: Client, vigente: Inscripcion
) -> None:
    otra = InscripcionFactory(vigente=True)
    ajena = make_solicitud(Estado.CONCLUIDA, otra)
    open_incidencia(causa=NO_SON_MIS_DATOS, solicitud=ajena, plantel=otra.plantel)
    page = read_expediente(client, vigente)
    assert ajena.folio not in page
    assert "Lo que revisa tu plantel" not in page


def test_the_expediente_needs_the_same_number_of_queries_after_four_more_solicitudes(
    client: Client, alumna: Inscripcion
) -> None:
    begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as few:
            read_expediente(client, alumna)
        counts.append(len(few))
        for _ in range(4):
            make_solicitud(Estado.CADUCADA, alumna)
    assert counts[0] == counts[1] <= 45, counts
    assert Solicitud.objects.count() == 9


def test_the_expediente_does_not_offer_to_continue_an_alta_before_the_student_has_vigencia(client: Client) -> None:
    """The student started an alta, but has no medical cover (vigencia) yet.

    So the expediente first offers to check the medical cover.
    """
    alumna = InscripcionFactory(asegurado__con_nss=True)
    make_solicitud(Estado.CONFIRMADA, alumna, tipo="alta")
    page = read_expediente(client, alumna)
    assert "Guardamos lo que llevas. Falta terminarlo." not in page
    assert "Consultar mi vigencia" in page


def test_a_student_who_reported_a_missing_vigencia_is_told_to_wait_for_the_campus(client: Client) -> None:
    alumna = InscripcionFactory(asegurado__con_nss=True)
    solicitud = make_solicitud(Estado.CADUCADA, alumna, tipo="vigencia")
    open_incidencia(causa=SIN_VIGENCIA, solicitud=solicitud, plantel=alumna.plantel)
    page = read_expediente(client, alumna)
    assert "Ya avisamos a tu plantel. Tendrás respuesta por correo a más tardar el" in page
    assert "Consultar mi vigencia</button>" not in page


def test_the_expediente_of_a_student_without_nss_offers_the_procedure_nss(client: Client) -> None:
    page = read_expediente(client, InscripcionFactory())
    assert "aún no apareces vigente" not in page
    assert "Obtener mi NSS" in page


def test_the_expediente_tells_a_student_in_baja_temporal_to_contact_the_campus(client: Client) -> None:
    page = read_expediente(client, InscripcionFactory(vigente=True, estatus="baja_temporal"))
    assert "Si sigues estudiando, aclara tu situación en" in page
    assert "Consultar mi vigencia</button>" not in page


def test_after_a_new_nss_the_expediente_asks_for_the_acuse_and_not_to_report_a_missing_vigencia(
    client: Client, catalogos: None
) -> None:
    """The student entered ten weeks ago, so the weeks of the campus have passed. The NSS is new."""
    hoy = timezone.localdate()
    ingreso = hoy - dt.timedelta(weeks=10)
    inscripcion = InscripcionFactory(fecha_ingreso=ingreso, fecha_carga=hoy, plantel__recibe_en_papel=True)
    solicitud = open_nss(inscripcion)
    log_in(client, solicitud.titular)
    submit(client, solicitud)
    run_outbox()
    for path in ("/expediente/", "/"):
        text = client.get(path).content.decode()
        assert f"Entrega tu acuse del NSS en Control Escolar de {inscripcion.plantel.nombre} a más tardar el" in text
        assert "aún no apareces vigente" not in text
    with time_machine.travel(timezone.now() + dt.timedelta(days=7)):
        log_in(client, solicitud.titular)
        assert "Entrega tu acuse del NSS" not in client.get("/expediente/").content.decode()
