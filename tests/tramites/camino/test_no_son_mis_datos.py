"""«Estos no son mis datos»: which data are wrong, what is right, what the CURP says, confirmation, «Me equivoqué»."""

import re

import pytest
from django.test import Client

from padron.asegurados.models import Asegurado, Inscripcion
from tests.helpers.factories import FallaDatoFactory, InscripcionFactory
from tests.helpers.tramites.nss_steps import answer_until, open_nss, read, state, stored_answers
from tests.helpers.tramites.student import (
    Respuesta,
    log_in,
    mails_to,
    make_solicitud,
    report_all_data,
    run_outbox,
    url,
)
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.atencion import attend_incidencia
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
COINCIDE, NO_COINCIDE = "Lo que escribiste coincide con tu CURP.", "Lo que escribiste no coincide con tu CURP."


@pytest.fixture
def inscripcion(catalogos: None) -> Inscripcion:
    """Return the enrolment of a student whose roster has the two surnames in the wrong order."""
    inscripcion = InscripcionFactory(
        asegurado__nombres="FERNANDA", asegurado__primer_apellido="ESCAMILLA", asegurado__segundo_apellido="ARROYO"
    )
    Asegurado.objects.update(primer_apellido="ARROYO", segundo_apellido="ESCAMILLA")
    inscripcion.asegurado.refresh_from_db()
    return inscripcion


def post_datos(client: Client, solicitud: Solicitud, *datos: str, **values: str) -> Respuesta:
    """Send right values for the wrong data `datos`. With `confirmar="1"`, tell the campus."""
    return client.post(url("no_son_mis_datos", solicitud), {"dato": list(datos), **values})


def report_apellidos(client: Client, solicitud: Solicitud, **values: str) -> Respuesta:
    right = {"primer_apellido": "Escamilla", "segundo_apellido": "Arroyo", **values}
    return post_datos(client, solicitud, "primer_apellido", "segundo_apellido", **right)


class TestQuestions:
    @pytest.mark.parametrize("step", ["identidad", "revision"])
    def test_the_steps_that_show_data_of_the_student_link_to_the_question(
        self, client: Client, solicitud: Solicitud, step: str
    ) -> None:
        answer_until(client, solicitud, step)
        text = read(client, solicitud, step)
        assert solicitud.curp in text
        assert f'href="{url("no_son_mis_datos", solicitud)}"' in text

    def test_the_first_question_shows_each_datum_with_its_present_value(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        text = client.get(url("no_son_mis_datos", solicitud)).content.decode()
        shown = dict(re.findall(r"<strong>([^<]+)</strong><span class=\"opcion__linea\">([^<]+)</span>", text))
        assert (shown["Primer apellido"], shown["CURP"]) == ("ARROYO", solicitud.curp)
        assert "NSS" not in shown, "this student has none"
        assert "Todo: son datos de otra persona" in text
        assert "Hay un problema" not in text

    @pytest.mark.parametrize("query", ["?elegir=1", "?dato=nada", "?dato=nss"])
    def test_the_first_question_shows_an_error_if_no_datum_of_the_page_is_chosen(
        self, client: Client, solicitud: Solicitud, query: str
    ) -> None:
        assert "Elige qué dato está mal" in client.get(url("no_son_mis_datos", solicitud) + query).content.decode()

    def test_the_second_question_asks_only_for_the_chosen_data(self, client: Client, solicitud: Solicitud) -> None:
        page = client.get(url("no_son_mis_datos", solicitud) + "?elegir=1&dato=sexo&dato=primer_apellido")
        text = page.content.decode()
        assert re.findall(r'name="(\w+)"', text.partition("<h1>")[2].partition("</form>")[0]).count("dato") == 2
        assert "Ahora dice: ARROYO" in text
        assert 'name="nombres"' not in text

    @pytest.mark.parametrize(
        ("dato", "value", "error"),
        [
            ("primer_apellido", "", "Escribe lo correcto: primer apellido"),
            ("primer_apellido", " arroyo ", "Es lo mismo que mostramos"),
            ("primer_apellido", "x" * 101, "Escríbelo con 100 letras o menos"),
            ("fecha_nacimiento", "ayer", "Escribe la fecha con números, como 09/03/2005"),
            ("sexo", "Z", "Elige de la lista"),
            ("entidad", "", "Elige lo correcto"),
            ("curp", "XXXX", "Tu CURP debe tener 18 letras y números; escribiste 4"),
        ],
    )
    def test_a_wrong_answer_shows_an_error_and_opens_nothing(
        self, client: Client, solicitud: Solicitud, dato: str, value: str, error: str
    ) -> None:
        page = post_datos(client, solicitud, dato, confirmar="1", **{dato: value})
        assert error in page.content.decode()
        assert (state(solicitud), Incidencia.objects.count()) == (Estado.CONFIRMADA, 0)

    def test_T15_html_in_a_right_value_is_escaped(self, client: Client, solicitud: Solicitud) -> None:
        text = post_datos(client, solicitud, "nombres", nombres="<b>Ana</b>").content.decode()
        assert "<b>Ana" not in text
        assert "&lt;b&gt;Ana" in text


class TestCurp:
    def test_right_surnames_are_compared_with_the_curp_before_the_campus_is_told(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        text = report_apellidos(client, solicitud).content.decode()
        assert "Tu escuela tiene ARROYO ESCAMILLA FERNANDA; tu CURP dice E-A-A-F." in text
        assert text.count(COINCIDE) == 1
        assert NO_COINCIDE not in text
        assert (state(solicitud), Incidencia.objects.count()) == (Estado.CONFIRMADA, 0)

    def test_a_surname_that_does_not_fit_the_curp_gets_a_warning_but_can_be_reported(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        """The CURP may be wrong too, so the campus decides."""
        wrong = {"primer_apellido": "Zamora"}
        assert NO_COINCIDE in post_datos(client, solicitud, "primer_apellido", **wrong).content.decode()
        post_datos(client, solicitud, "primer_apellido", confirmar="1", **wrong)
        assert Incidencia.objects.get().detalle["Primer apellido"]["según la CURP"] == "no coincide"

    @pytest.mark.parametrize(("dato", "value"), [("fecha_nacimiento", "09/03/1990"), ("sexo", "H"), ("entidad", "NE")])
    def test_date_sex_and_entity_are_compared_with_the_curp(
        self, client: Client, solicitud: Solicitud, dato: str, value: str
    ) -> None:
        text = post_datos(client, solicitud, dato, **{dato: value}).content.decode()
        assert "tu CURP dice" in text
        assert NO_COINCIDE in text

    def test_a_student_who_corrects_the_curp_is_compared_with_the_new_curp(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        other = InscripcionFactory(asegurado__nombres="Ana").asegurado.curp
        assert NO_COINCIDE in post_datos(client, solicitud, "curp", curp=other).content.decode()


class TestConfirm:
    def test_confirming_opens_an_incident_that_tells_the_staff_what_is_shown_and_what_is_right(
        self, client: Client, solicitud: Solicitud, inscripcion: Inscripcion
    ) -> None:
        for _ in range(2):
            assert report_apellidos(client, solicitud, confirmar="1").url == solicitud.get_absolute_url()
        incidencia = Incidencia.objects.get()
        assert (incidencia.causa, incidencia.plantel) == ("no_son_mis_datos", inscripcion.plantel)
        assert incidencia.detalle == {
            "Primer apellido": {"visto": "ARROYO", "esperado": "Escamilla", "según la CURP": "coincide"},
            "Segundo apellido": {"visto": "ESCAMILLA", "esperado": "Arroyo", "según la CURP": "coincide"},
        }
        assert state(solicitud) == Estado.CON_INCIDENCIA

    def test_page_and_mail_name_the_wrong_data_but_not_their_values(self, client: Client, solicitud: Solicitud) -> None:
        report_apellidos(client, solicitud, confirmar="1")
        run_outbox()
        text = client.get(url("incidencia", solicitud)).content.decode()
        (mail,) = mails_to(solicitud.correo)
        assert "Dijiste que hay datos equivocados: primer apellido, segundo apellido." in text
        assert "Dijiste que hay datos equivocados: primer apellido, segundo apellido." in mail.body
        for value in ("ARROYO", "Escamilla", solicitud.curp):
            assert value not in text + mail.body

    def test_a_student_can_go_back_from_the_confirmation_and_change_the_values(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        page = report_apellidos(client, solicitud, corregir="1")
        assert 'value="Escamilla"' in page.content.decode()
        assert not Incidencia.objects.exists()

    def test_a_report_that_all_data_are_of_another_person_is_confirmed_too(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        page = client.get(url("no_son_mis_datos", solicitud) + "?elegir=1&dato=todos&dato=sexo")
        assert "Avisar a mi plantel" in page.content.decode()
        assert not Incidencia.objects.exists()
        report_all_data(client, solicitud)
        assert Incidencia.objects.get().detalle["Todos los datos"]["esperado"] == "dice que son de otra persona"

    @pytest.mark.parametrize("estado", sorted(set(Estado) - {Estado.CONFIRMADA}))
    def test_the_question_redirects_and_changes_nothing_unless_the_solicitud_is_confirmada(
        self, client: Client, alumna: Inscripcion, estado: Estado
    ) -> None:
        solicitud = make_solicitud(estado, alumna)
        log_in(client, solicitud.titular)
        assert report_all_data(client, solicitud).status_code == 302
        assert client.get(url("no_son_mis_datos", solicitud)).status_code == 302
        assert state(solicitud) == estado
        assert not Incidencia.objects.exists()

    def test_T9_a_browser_without_a_session_cannot_report_or_withdraw(self, solicitud: Solicitud) -> None:
        assert Client().get(url("no_son_mis_datos", solicitud)).status_code == 403
        assert report_all_data(Client(), solicitud).status_code == 403
        assert Client().post(url("me_equivoque", solicitud)).status_code == 403
        assert state(solicitud) == Estado.CONFIRMADA


class TestMeEquivoque:
    def test_taking_the_report_back_continues_the_solicitud_with_its_answers_and_sends_no_mail(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        answer_until(client, solicitud, "revision")
        before = stored_answers(solicitud)
        report_all_data(client, solicitud)
        run_outbox()
        assert ">Me equivoqué<" in client.get(url("incidencia", solicitud)).content.decode()
        assert client.post(url("me_equivoque", solicitud)).url == solicitud.get_absolute_url()
        run_outbox()
        assert state(solicitud) == Estado.CONFIRMADA
        assert stored_answers(solicitud) == before
        incidencia = Incidencia.objects.get()
        assert incidencia.estado == "retirada"
        assert incidencia.cerrada is not None
        assert len(mails_to(solicitud.correo)) == 1, "the mail about the opened incident"
        assert client.get(solicitud.get_absolute_url()).url.endswith("/paso/revision/")

    def test_a_report_cannot_be_taken_back_after_staff_began_to_work_on_it(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        report_all_data(client, solicitud)
        attend_incidencia(Incidencia.objects.get(), actor="rosa")
        assert ">Me equivoqué<" not in client.get(url("incidencia", solicitud)).content.decode()
        client.post(url("me_equivoque", solicitud))
        assert (state(solicitud), Incidencia.objects.get().estado) == (Estado.CON_INCIDENCIA, "en_atencion")

    def test_a_data_fault_of_the_roster_cannot_be_taken_back(self, client: Client, inscripcion: Inscripcion) -> None:
        FallaDatoFactory(asegurado=inscripcion.asegurado)
        solicitud = open_nss(inscripcion)
        log_in(client, solicitud.titular)
        assert ">Me equivoqué<" not in client.get(url("incidencia", solicitud)).content.decode()
        client.post(url("me_equivoque", solicitud))
        assert (state(solicitud), Incidencia.objects.get().estado) == (Estado.CON_INCIDENCIA, "abierta")

    def test_a_solicitud_with_another_open_incident_stays_stopped_after_the_report_is_taken_back(
        self, client: Client, solicitud: Solicitud, inscripcion: Inscripcion
    ) -> None:
        report_all_data(client, solicitud)
        other = Incidencia.objects.get()
        other.pk, other.folio, other.causa, other._state.adding = None, "RE-2", "curp_sexo", True
        other.detalle = None  # the stored value is bound to the folio of the first row
        other.save()
        client.post(url("me_equivoque", solicitud))
        assert state(solicitud) == Estado.CON_INCIDENCIA
