"""The file of a student: reached by the gate alone, all on one page, and nobody else's."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from padron.asegurados.models import Inscripcion
from padron.identificadores.nss import agrupado
from tests.fabricas import InscripcionFactory
from tests.helpers.tramites.student import begin_and_confirm, log_in, mails_to, make_solicitud, run_outbox
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import NO_SON_MIS_DATOS, SIN_VIGENCIA
from tramites.solicitud.incidencias.services import open_incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
EXPEDIENTE = "/expediente/"


@pytest.fixture
def vigente(db: None) -> Inscripcion:
    return InscripcionFactory(vigente=True, asegurado__nombres="Yunuen Xóchitl")


def show(client: Client, inscripcion: Inscripcion) -> str:
    log_in(client, inscripcion.asegurado.titular)
    page = client.get(EXPEDIENTE)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    return str(page.content.decode())


def test_without_a_session_the_gate_asks_and_the_link_opens_the_file(client: Client, vigente: Inscripcion) -> None:
    assert client.get(EXPEDIENTE).url == "/tramites/expediente/empezar/"
    assert "Continúa donde te quedaste" in client.get("/tramites/expediente/empezar/").content.decode()
    solicitud = begin_and_confirm(client, vigente.asegurado.curp, vigente.correo, tipo="expediente")
    page = client.get(solicitud.get_absolute_url(), follow=True)
    assert page.redirect_chain[-1][0] == EXPEDIENTE
    assert vigente.asegurado.nombre_completo in page.content.decode()
    run_outbox()
    assert len(mails_to(vigente.correo)) == 1  # the confirmation and nothing else


def test_an_address_that_opens_nothing_is_told_what_every_procedure_tells(client: Client, vigente: Inscripcion) -> None:
    solicitud = begin_and_confirm(client, vigente.asegurado.curp, "extrano@example.org", tipo="expediente")
    page = client.get(solicitud.get_absolute_url(), follow=True).content.decode()
    assert "No podemos continuar con este correo" in page
    assert vigente.asegurado.nombres not in page


@pytest.mark.parametrize("path", ["/tramites/expediente/", "/tramites/expediente/empezar/"])
def test_with_a_session_every_way_leads_to_the_file(client: Client, vigente: Inscripcion, path: str) -> None:
    make_solicitud(Estado.CONFIRMADA, vigente)
    log_in(client, vigente.asegurado.titular)
    assert client.get(path, follow=True).redirect_chain[-1][0] == EXPEDIENTE


def test_its_address_has_no_steps(client: Client, vigente: Inscripcion) -> None:
    solicitud = make_solicitud(Estado.CONFIRMADA, vigente, tipo="expediente")
    log_in(client, vigente.asegurado.titular)
    assert client.get(f"{solicitud.get_absolute_url()}paso/identidad/").status_code == 404


def test_the_three_steps_with_their_state_and_the_next_one_on_top(client: Client, vigente: Inscripcion) -> None:
    page = show(client, vigente)
    assert agrupado(str(vigente.asegurado.nss)) in page
    assert "Vigente desde el 7 de septiembre de 2026" in page
    assert "Registrarme en mi clínica" in page
    assert page.count("ruta__paso--hecho") == 2


def test_what_is_under_way_is_gone_on_with_first(client: Client, vigente: Inscripcion) -> None:
    solicitud = make_solicitud(Estado.CONFIRMADA, vigente, tipo="alta")
    page = show(client, vigente)
    assert "Continuar mi trámite" in page
    assert f'href="{solicitud.get_absolute_url()}"' in page


def test_documents_and_timelines_of_all_procedures(client: Client, alumna: Inscripcion) -> None:
    begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    page = show(client, alumna)
    for texto in ("Empezaste tu trámite", "Confirmaste tu correo", "Tus documentos quedaron listos"):
        assert texto in page
    assert "Enviamos tus documentos a tu correo" in page
    assert page.count("?descargar=1") == 2


def test_what_the_campus_looks_into_has_its_folio_and_date(client: Client, vigente: Inscripcion) -> None:
    solicitud = make_solicitud(Estado.CON_INCIDENCIA, vigente, tipo="vigencia")
    incidencia = open_incidencia(causa=SIN_VIGENCIA, solicitud=solicitud, plantel=vigente.plantel)
    page = show(client, vigente)
    assert incidencia.folio in page
    assert "Lo que revisa tu plantel" in page


def test_the_notice_of_the_campus_is_shown(client: Client, vigente: Inscripcion) -> None:
    vigente.plantel.aviso = "Ya puedes tramitar tu carnet."
    vigente.plantel.save(update_fields=["aviso"])
    assert "Ya puedes tramitar tu carnet." in show(client, vigente)


def test_nothing_of_another_student_is_there(client: Client, vigente: Inscripcion) -> None:
    otra = InscripcionFactory(vigente=True)
    ajena = make_solicitud(Estado.CONCLUIDA, otra)
    open_incidencia(causa=NO_SON_MIS_DATOS, solicitud=ajena, plantel=otra.plantel)
    page = show(client, vigente)
    assert ajena.folio not in page
    assert "Lo que revisa tu plantel" not in page


def test_the_number_of_queries_is_constant(client: Client, alumna: Inscripcion) -> None:
    begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as few:
            show(client, alumna)
        counts.append(len(few))
        for _ in range(4):
            make_solicitud(Estado.CADUCADA, alumna)
    assert counts[0] == counts[1] <= 45, counts
    assert Solicitud.objects.count() == 9


def test_what_something_stands_in_the_way_of_does_not_come_first(client: Client) -> None:
    """Alta begun without a cover: what comes next is the cover, not «Continuar»."""
    alumna = InscripcionFactory(asegurado__con_nss=True)
    make_solicitud(Estado.CONFIRMADA, alumna, tipo="alta")
    page = show(client, alumna)
    assert "Tienes un trámite sin terminar" not in page
    assert "Consultar mi vigencia" in page


def test_what_the_campus_was_told_is_waited_for(client: Client) -> None:
    alumna = InscripcionFactory(asegurado__con_nss=True)
    solicitud = make_solicitud(Estado.CADUCADA, alumna, tipo="vigencia")
    open_incidencia(causa=SIN_VIGENCIA, solicitud=solicitud, plantel=alumna.plantel)
    page = show(client, alumna)
    assert "Ya avisamos a tu plantel. Te responde por correo a más tardar el" in page
    assert "Consultar mi vigencia</button>" not in page


def test_who_has_no_number_is_not_told_of_the_cover(client: Client) -> None:
    page = show(client, InscripcionFactory())
    assert "aún no apareces vigente" not in page
    assert "Obtener mi NSS" in page


def test_where_the_campus_must_be_spoken_to_nobody_is_sent_to_ask_again(client: Client) -> None:
    page = show(client, InscripcionFactory(vigente=True, estatus="baja_temporal"))
    assert "Si sigues estudiando, aclara tu situación en" in page
    assert "Consultar mi vigencia</button>" not in page
