"""Tests of the incidencia page, which shows why a Solicitud is stopped.

The reasons are data faults, no free NSS, or the button «Estos no son mis datos».
"""

import datetime as dt
import re

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from padron.asegurados.models import Asegurado, FallaDato, Inscripcion
from padron.catalogos.models import SerieNSS, Subdelegacion
from padron.planteles.models import Plantel
from tests.helpers.factories import FallaDatoFactory, InscripcionFactory, PlantelFactory
from tests.helpers.tramites.nss_steps import answer_until, open_nss, read, state, submit, use_up_series
from tests.helpers.tramites.student import begin_and_confirm, log_in, mails_to, make_solicitud, run_outbox, url
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.incidencias.rules import DIFERENCIAS
from tramites.solicitud.incidencias.services import open_incidencia, solve_incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
INSTRUCCIONES = ("Repórtala con", "Repórtalas con", "Acude a la subdelegación", "No tienes que hacer nada más")


def read_incidencia_page(client: Client, solicitud: Solicitud) -> str:
    """Open the URL of a Solicitud, and return the incidencia page.

    Checks that the URL redirects to the incidencia page.
    """
    page = client.get(solicitud.get_absolute_url(), follow=True)
    assert page.redirect_chain[-1][0] == url("incidencia", solicitud)
    return str(page.content.decode())


def find_instructions(text: str) -> list[str]:
    """Return the instructions for the student that the page `text` contains.

    INSTRUCCIONES lists all possible instructions.
    """
    return [words for words in INSTRUCCIONES if words in text]


def open_with_fallas(client: Client, inscripcion: Inscripcion, *causas: str) -> Solicitud:
    """Create a Solicitud of a student with data faults, and log the student in.

    `causas` lists the kinds of the data faults.
    """
    for causa in causas:
        FallaDatoFactory(asegurado=inscripcion.asegurado, causa=causa)
    solicitud = open_nss(inscripcion)
    log_in(client, solicitud.titular)
    return solicitud


@pytest.mark.parametrize("causa", FallaDato.Causa.values)
@pytest.mark.parametrize("con_nss", [True, False])
@pytest.mark.parametrize(("subdelegacion", "words"), [(False, "Repórtala con"), (True, "Acude a la subdelegación")])
def test_the_incidencia_page_sends_the_student_to_the_campus_or_the_subdelegacion(
    client: Client, causa: str, con_nss: bool, subdelegacion: bool, words: str
) -> None:
    """Each campus decides where its students report a data fault.

    Students report it at the campus or at the subdelegación (an office of the IMSS).
    """
    inscripcion = InscripcionFactory(asegurado__con_nss=con_nss, plantel__subdelegacion=subdelegacion)
    solicitud = open_with_fallas(client, inscripcion, causa)
    text = read_incidencia_page(client, solicitud)
    assert find_instructions(text) == [words]
    assert f"Tus datos tienen una diferencia: {DIFERENCIAS[causa]}." in text
    assert solicitud.folio in text
    secrets = (inscripcion.asegurado.curp, inscripcion.asegurado.nss or "XXXX", "XXXX", "YYYY")
    assert not [secret for secret in secrets if secret in text]
    assert ("No vayas a la subdelegación" in text) is not subdelegacion
    incidencia = Incidencia.objects.get()
    assert (incidencia.causa, incidencia.plantel) == (causa, inscripcion.plantel)
    assert incidencia.detalle == {"visto": "XXXX", "esperado": "YYYY"}
    run_outbox()
    assert state(solicitud) == Estado.CON_INCIDENCIA
    (mail,) = mails_to(inscripcion.correo)
    assert ("Acude a la subdelegación" in mail.body) is subdelegacion
    assert ("para que revise tu caso" in mail.body) is not subdelegacion


def test_the_incidencia_page_lists_several_data_faults_with_only_one_instruction(
    client: Client, inscripcion: Inscripcion
) -> None:
    text = read_incidencia_page(client, open_with_fallas(client, inscripcion, "curp_nombre", "codigo_repetido"))
    assert "Tus datos tienen estas diferencias:" in text
    assert re.findall(r"<li>(tu .+?)</li>", text) == [DIFERENCIAS["codigo_repetido"], DIFERENCIAS["curp_nombre"]]
    assert find_instructions(text) == ["Repórtalas con"]


@pytest.mark.parametrize(("nacimiento", "ine"), [("2011-05-14", "INE de tu mamá o papá"), ("2005-05-14", "INE")])
def test_the_incidencia_page_lists_the_papers_that_the_student_must_show_at_the_campus(
    client: Client, inscripcion: Inscripcion, nacimiento: str, ine: str
) -> None:
    Asegurado.objects.update(fecha_nacimiento=nacimiento)
    inscripcion.asegurado.refresh_from_db()
    with time_machine.travel("2026-11-20 12:00-06:00"):
        text = read_incidencia_page(client, open_with_fallas(client, inscripcion, "curp_sexo"))
    bring = ["CURP", "Comprobante de domicilio", "Acta de nacimiento", "Credencial de estudiante", ine]
    assert re.findall(r"<li>(.+?)</li>", text.partition("Qué llevar")[2].partition("</ul>")[0]) == bring
    assert "25 de noviembre de 2026" in text  # the deadline is five days after the incidencia was opened
    assert "data-imprimir" in text


def test_the_incidencia_page_shows_the_contact_data_of_the_subdelegacion(client: Client) -> None:
    oficina = Subdelegacion.objects.create(
        nombre="Subdelegación <Norte>", direccion="Calle Supuesta 5", telefono="81 5555 0199", horario="de 8:00 a 15:30"
    )
    plantel = PlantelFactory(ruta_inconsistencias=Plantel.Ruta.SUBDELEGACION)
    Plantel.objects.update(subdelegacion=oficina)
    text = read_incidencia_page(client, open_with_fallas(client, InscripcionFactory(plantel=plantel), "nss_digito"))
    for words in ("Subdelegación &lt;Norte&gt;", "Calle Supuesta 5", "tel:8155550199", "De 8:00 a 15:30"):
        assert words in text
    assert "https://www.imss.gob.mx/directorio/" in text


def test_the_incidencia_page_names_the_old_campus_after_the_student_changes_campus(
    client: Client, inscripcion: Inscripcion
) -> None:
    """The old campus received the incidencia, so the old campus must answer it."""
    solicitud = open_with_fallas(client, inscripcion, "curp_nombre")
    InscripcionFactory(asegurado=inscripcion.asegurado, fecha_inscripcion=dt.date(2026, 11, 1), ciclo="2027-A")
    assert inscripcion.plantel.nombre in read_incidencia_page(client, solicitud)


def test_the_incidencia_page_needs_four_queries_even_with_every_kind_of_data_fault(
    client: Client, inscripcion, django_assert_num_queries
) -> None:
    solicitud = open_with_fallas(client, inscripcion, *FallaDato.Causa.values)
    with django_assert_num_queries(4):
        client.get(url("incidencia", solicitud))


class TestImprocedente:
    RESPUESTA = "Tu acta y tu CURP dicen lo mismo.\n\nSi no <estás> de acuerdo, ven con tu acta."

    def answer_all(self, solicitud: Solicitud, respuesta: str) -> None:
        """Close every open incidencia of the Solicitud as «improcedente».

        «improcedente» means that the campus found nothing to correct. `respuesta` is the answer of the campus to the
        student.
        """
        for incidencia in Incidencia.objects.filter(solicitud=solicitud, estado__in=Incidencia.PENDIENTES):
            with transaction.atomic():
                solve_incidencia(incidencia, actor="rosa", respuesta=respuesta, procede=False)

    def test_the_page_of_an_incidencia_closed_as_improcedente_shows_the_answer_of_the_campus(
        self, client: Client, inscripcion: Inscripcion
    ) -> None:
        solicitud = open_with_fallas(client, inscripcion, "curp_nombre")
        self.answer_all(solicitud, self.RESPUESTA)
        text = read_incidencia_page(client, solicitud)
        assert "Tu plantel revisó tu caso" in text
        assert "<p>Tu acta y tu CURP dicen lo mismo.</p>" in text
        assert "Si no &lt;estás&gt; de acuerdo" in text
        assert f"Lo que se reportó: {DIFERENCIAS['curp_nombre']}." in text
        assert find_instructions(text) == []
        assert inscripcion.plantel.nombre in text

    def test_the_incidencia_page_says_if_the_campus_closed_the_incidencia_without_an_answer(
        self, client: Client, inscripcion: Inscripcion
    ) -> None:
        solicitud = open_with_fallas(client, inscripcion, "curp_nombre")
        self.answer_all(solicitud, "")
        assert "Tu plantel no dejó un comentario." in read_incidencia_page(client, solicitud)

    def test_an_open_incidencia_is_shown_above_the_answer_to_a_closed_incidencia(
        self, client: Client, inscripcion: Inscripcion
    ) -> None:
        solicitud = open_with_fallas(client, inscripcion, "curp_nombre")
        self.answer_all(solicitud, self.RESPUESTA)
        with transaction.atomic():
            open_incidencia(causa="nss_digito", solicitud=solicitud, plantel=inscripcion.plantel)
        text = read_incidencia_page(client, solicitud)
        assert find_instructions(text) == ["Repórtala con"]
        assert text.index(DIFERENCIAS["nss_digito"]) < text.index("Tu acta y tu CURP dicen lo mismo.")

    def test_the_incidencia_page_shows_only_the_newest_answer_to_the_same_kind_of_incidencia(
        self, client: Client, inscripcion: Inscripcion
    ) -> None:
        solicitud = open_with_fallas(client, inscripcion, "curp_nombre")
        self.answer_all(solicitud, "Primera respuesta")
        with transaction.atomic():
            open_incidencia(causa="curp_nombre", solicitud=solicitud, plantel=inscripcion.plantel)
        self.answer_all(solicitud, "Segunda respuesta")
        text = read_incidencia_page(client, solicitud)
        assert "Segunda respuesta" in text
        assert "Primera respuesta" not in text


class TestSerieAgotada:
    def test_F21_the_incidencia_page_says_that_the_student_need_not_do_anything(
        self, client: Client, solicitud: Solicitud, inscripcion: Inscripcion
    ) -> None:
        """The NSS series has no free number (serie_agotada), so the student can only wait."""
        use_up_series(inscripcion)
        submit(client, solicitud)
        run_outbox()
        text = read_incidencia_page(client, solicitud)
        assert "Por ahora no hay números disponibles para tu estado." in text
        assert find_instructions(text) == ["No tienes que hacer nada más"]
        assert "Qué llevar" not in text
        assert "diferencia" not in text
        assert Asegurado.objects.get(pk=inscripcion.asegurado_id).nss is None
        assert Incidencia.objects.get().causa == "serie_agotada"
        (mail,) = mails_to(solicitud.correo)
        assert "diferencia" not in mail.body

    def test_F21_a_submit_opens_an_incidencia_if_no_nss_series_exists(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        SerieNSS.objects.all().delete()
        submit(client, solicitud)
        run_outbox()
        assert "Por ahora no hay números" in read_incidencia_page(client, solicitud)
        assert list(solicitud.transiciones.values_list("hacia", flat=True))[-2:] == ["por_procesar", "con_incidencia"]


class TestNoSonMisDatos:
    @pytest.mark.parametrize("step", ["identidad", "revision"])
    def test_the_steps_that_show_data_of_the_student_have_the_button_no_son_mis_datos(
        self, client: Client, solicitud: Solicitud, step: str
    ) -> None:
        answer_until(client, solicitud, step)
        text = read(client, solicitud, step)
        assert solicitud.curp in text
        assert f'action="{url("no_son_mis_datos", solicitud)}"' in text

    def test_pressing_no_son_mis_datos_twice_opens_only_one_incidencia(
        self, client: Client, solicitud: Solicitud, inscripcion: Inscripcion
    ) -> None:
        for _ in range(2):
            assert client.post(url("no_son_mis_datos", solicitud)).url == solicitud.get_absolute_url()
        incidencia = Incidencia.objects.get()
        assert (incidencia.causa, incidencia.plantel) == ("no_son_mis_datos", inscripcion.plantel)
        text = read_incidencia_page(client, solicitud)
        assert "dijiste que los datos que mostramos no son tuyos" in text
        assert inscripcion.asegurado.nombres not in text
        assert client.post(f"{solicitud.get_absolute_url()}paso/identidad/").url == solicitud.get_absolute_url()

    @pytest.mark.parametrize("estado", sorted(set(Estado) - {Estado.CONFIRMADA}))
    def test_the_button_no_son_mis_datos_changes_nothing_unless_the_solicitud_is_confirmada(
        self, client: Client, alumna: Inscripcion, estado: Estado
    ) -> None:
        solicitud = make_solicitud(estado, alumna)
        log_in(client, solicitud.titular)
        assert client.post(url("no_son_mis_datos", solicitud)).status_code == 302
        assert state(solicitud) == estado
        assert not Incidencia.objects.exists()

    def test_a_get_request_to_no_son_mis_datos_redirects_and_changes_nothing(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        assert client.get(url("no_son_mis_datos", solicitud)).url == solicitud.get_absolute_url()
        assert state(solicitud) == Estado.CONFIRMADA

    def test_T9_a_browser_without_a_session_cannot_press_no_son_mis_datos(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        assert Client().post(url("no_son_mis_datos", solicitud)).status_code == 403
        assert state(solicitud) == Estado.CONFIRMADA


def test_a_student_with_a_data_fault_sees_the_incidencia_page_after_the_confirmation(
    client: Client, inscripcion: Inscripcion
) -> None:
    FallaDatoFactory(asegurado=inscripcion.asegurado)
    solicitud = begin_and_confirm(client, inscripcion.asegurado.curp, inscripcion.correo)
    assert "Repórtala con Rosa Inventada" in read_incidencia_page(client, solicitud)
