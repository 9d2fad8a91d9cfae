"""Questions of the staff about an incident: students read and answer them on the page, and mails announce them."""

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.helpers.factories import FallaDatoFactory
from tests.helpers.tramites.closed import SU_CORREO, cerrada, post_avisar_plantel, sin_correo
from tests.helpers.tramites.nss_steps import open_nss
from tests.helpers.tramites.student import (
    EXTRANO,
    Respuesta,
    begin_and_confirm,
    log_in,
    mails_to,
    report_all_data,
    run_outbox,
    url,
)
from tramites.solicitud.incidencias.atencion import attend_incidencia, resolve_incidencia
from tramites.solicitud.incidencias.conversacion import (
    SinPregunta,
    answer_pregunta,
    ask_alumno,
    comment_incidencia,
)
from tramites.solicitud.incidencias.models import Comentario, Incidencia
from tramites.solicitud.incidencias.services import IncidenciaCerrada
from tramites.solicitud.models import Solicitud

__all__ = ["cerrada", "sin_correo"]
pytestmark = pytest.mark.django_db
PREGUNTA, RESPUESTA = "¿Cómo dice tu <acta>?", "Dice Escamilla."
TITULO, ESPERA, VE = "Tu plantel te hace una pregunta", "Espera la respuesta de tu plantel", ">Ve a "


@pytest.fixture
def detenida(client: Client, solicitud: Solicitud) -> Incidencia:
    """Return the incident of a Solicitud that the student stopped with «Estos no son mis datos»."""
    report_all_data(client, solicitud)
    return Incidencia.objects.get()


def ask(incidencia: Incidencia, texto: str = PREGUNTA, pide: str = "respuesta") -> None:
    with transaction.atomic():
        ask_alumno(incidencia, autor="rosa", texto=texto, pide=Incidencia.Pide(pide))


def answer_on_page(client: Client, solicitud: Solicitud, incidencia: Incidencia, texto: str = RESPUESTA) -> Respuesta:
    """Send the answer form of the page."""
    return client.post(f"{url('incidencia', solicitud)}{incidencia.folio}/", {"texto": texto}, follow=True)


def read_page(client: Client, path: str) -> str:
    return str(client.get(path, follow=True).content.decode())


def test_a_student_reads_a_question_on_the_page_and_answers_it_there(
    client: Client, solicitud: Solicitud, detenida: Incidencia
) -> None:
    ask(detenida)
    page = read_page(client, url("incidencia", solicitud))
    assert f"<h1>{TITULO}</h1>" in page
    assert "¿Cómo dice tu &lt;acta&gt;?" in page
    assert ESPERA not in page
    page = answer_on_page(client, solicitud, detenida).content.decode()
    assert (RESPUESTA in page, ESPERA in page, TITULO in page) == (True, True, False)
    assert page.index("&lt;acta&gt;") < page.index(RESPUESTA)
    detenida.refresh_from_db()
    assert (detenida.estado, detenida.pide) == ("en_atencion", "")
    assert detenida.contestada is not None
    assert list(Comentario.objects.values_list("autor", "del_alumno")) == [("rosa", False), ("alumno", True)]


def test_expediente_and_home_ask_the_student_to_answer(
    client: Client, solicitud: Solicitud, detenida: Incidencia
) -> None:
    ask(detenida)
    for path in ("/expediente/", "/"):
        page = read_page(client, path)
        assert "Tu plantel te hizo una pregunta." in page
        assert ">Leer y responder<" in page


def test_the_mail_announces_a_question_without_its_text(
    client: Client, solicitud: Solicitud, detenida: Incidencia
) -> None:
    run_outbox()
    ask(detenida)
    run_outbox()
    mail = mails_to(solicitud.correo)[-1]
    assert TITULO in mail.body
    assert solicitud.get_absolute_url() in mail.body
    assert "acta" not in mail.body + str(mail.alternatives[0][0]) + mail.subject
    assert (detenida.folio in mail.subject, len(mails_to(solicitud.correo))) == (True, 2)
    answer_on_page(client, solicitud, detenida)
    run_outbox()
    assert len(mails_to(solicitud.correo)) == 2, "the student knows that they answered"


def test_the_campus_gets_its_full_number_of_days_again_after_an_answer(
    client: Client, solicitud: Solicitud, detenida: Incidencia
) -> None:
    """While the campus waits for the student, its deadline does not send the student to the campus."""
    ask(detenida)
    late = detenida.responder_antes.replace(year=detenida.responder_antes.year + 1)
    with time_machine.travel(f"{late} 12:00-06:00"):
        log_in(client, solicitud.titular)
        assert TITULO in read_page(client, url("incidencia", solicitud))
        answer_on_page(client, solicitud, detenida)
        assert ESPERA in read_page(client, url("incidencia", solicitud))
    detenida.refresh_from_db()
    assert (detenida.responder_antes - late).days == detenida.plantel.dias_respuesta


def test_a_student_who_is_asked_to_come_reads_where_when_and_with_what(
    client: Client, solicitud: Solicitud, detenida: Incidencia
) -> None:
    ask(detenida, "Trae tu acta original.", "visita")
    page = read_page(client, url("incidencia", solicitud))
    for words in (VE, "Trae tu acta original.", "Dónde y cuándo", "Qué llevar", detenida.plantel.horario[1:]):
        assert words in page
    assert page.index("Trae tu acta original.") < page.index("Dónde y cuándo"), "the request is part of the instruction"
    assert ESPERA not in page
    assert "Enviar mi respuesta" not in page


def test_a_message_after_a_question_ends_the_question(
    client: Client, solicitud: Solicitud, detenida: Incidencia
) -> None:
    ask(detenida)
    with transaction.atomic():
        comment_incidencia(detenida, autor="rosa", texto="Ya no hace falta.", al_alumno=True)
    page = read_page(client, url("incidencia", solicitud))
    assert (ESPERA in page, "Ya no hace falta." in page, "Enviar mi respuesta" in page) == (True, True, False)


@pytest.mark.parametrize("texto", ["", "   ", "x" * 2001, "\x00"])
def test_an_empty_or_too_long_answer_shows_an_error_and_keeps_the_question(
    client: Client, solicitud: Solicitud, detenida: Incidencia, texto: str
) -> None:
    ask(detenida)
    page = answer_on_page(client, solicitud, detenida, texto)
    assert "Hay un problema" in page.content.decode()
    assert Incidencia.objects.get().estado == "pregunta"


def test_only_the_first_of_two_answers_is_stored(client: Client, solicitud: Solicitud, detenida: Incidencia) -> None:
    ask(detenida)
    for texto in (RESPUESTA, RESPUESTA):
        answer_on_page(client, solicitud, detenida, texto)
    assert Comentario.objects.filter(del_alumno=True).count() == 1
    with pytest.raises(SinPregunta), transaction.atomic():
        answer_pregunta(detenida, texto="otra")


def test_staff_cannot_ask_about_a_closed_incident(detenida: Incidencia) -> None:
    with transaction.atomic():
        resolve_incidencia(detenida, actor="rosa")
    with pytest.raises(IncidenciaCerrada), transaction.atomic():
        ask_alumno(detenida, autor="rosa", texto="¿?", pide=Incidencia.Pide.RESPUESTA)


def test_a_staff_member_who_takes_over_keeps_the_open_question(detenida: Incidencia) -> None:
    ask(detenida)
    with transaction.atomic():
        attend_incidencia(detenida, actor="beto")
    detenida.refresh_from_db()
    assert (detenida.estado, detenida.pide, detenida.atiende) == ("pregunta", "respuesta", "beto")


class TestStaff:
    @pytest.fixture
    def personal(self) -> Client:
        navegador = Client()
        navegador.force_login(User.objects.create_superuser("rosa"))
        return navegador

    @pytest.mark.parametrize(("accion", "pide"), [("preguntar", "respuesta"), ("citar", "visita")])
    def test_staff_ask_in_the_admin_and_read_the_answer_there(
        self, personal: Client, client: Client, solicitud: Solicitud, detenida: Incidencia, accion: str, pide: str
    ) -> None:
        path = f"/admin/tramites/incidencia/{detenida.pk}/change/"
        forms = {"comentarios-TOTAL_FORMS": "0", "comentarios-INITIAL_FORMS": "0"}
        page = personal.post(path, {"accion": accion, "texto": PREGUNTA, **forms}, follow=True)
        assert "espera al alumno" in page.content.decode()
        detenida.refresh_from_db()
        assert (detenida.estado, detenida.pide) == ("pregunta", pide)
        if pide == "respuesta":
            answer_on_page(client, solicitud, detenida)
            page = personal.get(path)
            assert RESPUESTA in page.content.decode()
            assert "respuesta del alumno" in page.content.decode()
            answered = personal.get("/admin/tramites/incidencia/?alumno=contesto").context["cl"].result_list
            assert list(answered) == [detenida]

    def test_staff_read_what_the_student_says_is_right(
        self, personal: Client, client: Client, solicitud: Solicitud
    ) -> None:
        report = {"dato": ["primer_apellido"], "primer_apellido": "Escamilla", "confirmar": "1"}
        client.post(url("no_son_mis_datos", solicitud), report)
        incidencia = Incidencia.objects.get()
        page = personal.post(f"/admin/tramites/incidencia/{incidencia.pk}/mostrar/detalle/").content.decode()
        for words in ("Primer apellido", "esperado: Escamilla", f"visto: {solicitud.get_asegurado().primer_apellido}"):
            assert words in page


class TestAviso:
    """«Avisar a mi plantel» stops no Solicitud, so the report has a page of its own."""

    def open_aviso(self, client: Client, solicitud: Solicitud, inscripcion: Inscripcion) -> str:
        """Report to the campus, and return the URL of the page of the report."""
        post_avisar_plantel(client, solicitud, inscripcion.plantel_id)
        incidencia = Incidencia.objects.get(correo=solicitud.correo)
        return f"{url('incidencia', solicitud)}{incidencia.folio}/"

    def test_the_student_answers_a_question_about_a_report_of_a_closed_solicitud(
        self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion
    ) -> None:
        path = self.open_aviso(client, cerrada, sin_correo)
        assert path in read_page(client, url("cerrado", cerrada))
        assert ESPERA in read_page(client, path)
        ask(Incidencia.objects.get(), "¿Cuál es tu código?")
        run_outbox()
        assert path in mails_to(SU_CORREO)[-1].body
        assert "¿Cuál es tu código?" in read_page(client, path)
        page = client.post(path, {"texto": "Es 0042."}, follow=True)
        assert page.redirect_chain[-1][0] == path
        assert (b"Es 0042." in page.content, ESPERA.encode() in page.content) == (True, True)

    def test_the_page_of_an_answered_report_shows_the_answer(
        self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion
    ) -> None:
        path = self.open_aviso(client, cerrada, sin_correo)
        with transaction.atomic():
            resolve_incidencia(Incidencia.objects.get(), actor="rosa", respuesta="Ven por tu clave.")
        page = read_page(client, path)
        assert ("Ven por tu clave." in page, ESPERA in page) == (True, False)

    def test_T3_the_messages_to_one_email_address_cannot_be_read_with_another(
        self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion, otro_navegador: Client
    ) -> None:
        path = self.open_aviso(client, cerrada, sin_correo)
        ask(Incidencia.objects.get(), "Secreto")
        other = begin_and_confirm(otro_navegador, cerrada.curp, EXTRANO)
        stolen = f"{url('incidencia', other)}{path.rstrip('/').rpartition('/')[2]}/"
        answers = (otro_navegador.get(stolen, follow=True), otro_navegador.post(stolen, {"texto": "x"}, follow=True))
        for answer in answers:
            assert "Secreto" not in answer.content.decode()
            assert answer.redirect_chain[-1][0] == url("cerrado", other)
        assert Client().get(path).status_code == 403
        assert Incidencia.objects.get(correo=SU_CORREO).estado == "pregunta"


def test_a_question_about_a_data_fault_comes_before_the_way_to_the_subdelegacion(
    client: Client, inscripcion: Inscripcion
) -> None:
    inscripcion.plantel.ruta_inconsistencias = "subdelegacion"
    inscripcion.plantel.save()
    FallaDatoFactory(asegurado=inscripcion.asegurado)
    solicitud = open_nss(inscripcion)
    log_in(client, solicitud.titular)
    ask(Incidencia.objects.get())
    page = read_page(client, url("incidencia", solicitud))
    assert (TITULO in page, "Acude a la subdelegación" in page) == (True, False)
