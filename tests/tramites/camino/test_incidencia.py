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
from tests.helpers.tramites.nss_steps import open_nss, state, submit, use_up_series
from tests.helpers.tramites.student import begin_and_confirm, log_in, mails_to, run_outbox, url
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.incidencias.rules import DIFERENCIAS
from tramites.solicitud.incidencias.services import open_incidencia, solve_incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
ESPERA, ACUDE, VE = "Espera la respuesta de tu plantel", "Acude a la subdelegación", ">Ve a "
INSTRUCCIONES = (ESPERA, ACUDE, VE, "No tienes que hacer nada más")


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
@pytest.mark.parametrize(("subdelegacion", "words"), [(False, ESPERA), (True, ACUDE)])
def test_the_incidencia_page_says_either_to_wait_for_the_campus_or_to_go_to_the_subdelegacion(
    client: Client, causa: str, con_nss: bool, subdelegacion: bool, words: str
) -> None:
    """Each campus decides who solves data faults: the campus or the subdelegación. The mail gives the same answer."""
    inscripcion = InscripcionFactory(asegurado__con_nss=con_nss, plantel__subdelegacion=subdelegacion)
    solicitud = open_with_fallas(client, inscripcion, causa)
    text = read_incidencia_page(client, solicitud)
    assert find_instructions(text) == [words]
    assert f"Tus datos tienen una diferencia: {DIFERENCIAS[causa]}." in text
    assert (Incidencia.objects.get().folio in text, solicitud.folio in text) == (True, False)
    assert ("Respuesta" in text or "a más tardar" in text) is not subdelegacion
    assert ("Qué llevar" in text) is subdelegacion
    secrets = (inscripcion.asegurado.curp, inscripcion.asegurado.nss or "XXXX", "XXXX", "YYYY")
    assert not [secret for secret in secrets if secret in text]
    assert ("No vayas a la subdelegación" in text) is not subdelegacion
    incidencia = Incidencia.objects.get()
    assert (incidencia.causa, incidencia.plantel) == (causa, inscripcion.plantel)
    assert incidencia.detalle == {"visto": "XXXX", "esperado": "YYYY"}
    run_outbox()
    assert state(solicitud) == Estado.CON_INCIDENCIA
    (mail,) = mails_to(inscripcion.correo)
    assert (ACUDE in mail.body) is subdelegacion
    assert ("a más tardar" in mail.body) is not subdelegacion
    assert (incidencia.folio in mail.subject + mail.body, solicitud.folio in mail.body) == (True, False)
    assert ("para que revise tu caso" in mail.body) is not subdelegacion


def test_the_incidencia_page_lists_several_data_faults_with_only_one_instruction(
    client: Client, inscripcion: Inscripcion
) -> None:
    text = read_incidencia_page(client, open_with_fallas(client, inscripcion, "curp_nombre", "codigo_repetido"))
    assert "Tus datos tienen estas diferencias:" in text
    shown = re.findall(r"<dt>(.+?)</dt><dd>Folio (.+?)</dd>", text)
    asuntos = (DIFERENCIAS["codigo_repetido"], DIFERENCIAS["curp_nombre"])
    folios = Incidencia.objects.order_by("pk").values_list("folio", flat=True)
    assert shown == [(asunto[0].upper() + asunto[1:], folio) for asunto, folio in zip(asuntos, folios, strict=True)]
    assert find_instructions(text) == [ESPERA]


@pytest.mark.parametrize(("nacimiento", "ine"), [("2011-05-14", "INE de tu mamá o papá"), ("2005-05-14", "INE")])
def test_the_incidencia_page_sends_the_student_to_the_campus_with_papers_after_the_deadline(
    client: Client, nacimiento: str, ine: str
) -> None:
    """The campus had five days for its answer. Until the end of the last day, the page says to wait."""
    inscripcion: Inscripcion = InscripcionFactory(asegurado__fecha_nacimiento=dt.date.fromisoformat(nacimiento))
    with time_machine.travel("2026-11-20 12:00-06:00"):
        solicitud = open_with_fallas(client, inscripcion, "curp_sexo")
        text = read_incidencia_page(client, solicitud)
    assert find_instructions(text) == [ESPERA]
    assert "25 de noviembre de 2026" in text
    with time_machine.travel("2026-11-25 23:00-06:00"):
        log_in(client, solicitud.titular)
        assert find_instructions(read_incidencia_page(client, solicitud)) == [ESPERA]
    with time_machine.travel("2026-11-26 01:00-06:00"):
        log_in(client, solicitud.titular)
        text = read_incidencia_page(client, solicitud)
    assert find_instructions(text) == [VE]
    assert f">Ve a {inscripcion.plantel.nombre}<" in text
    assert text.count('class="contacto"') == 1
    bring = ["CURP", "Comprobante de domicilio", "Acta de nacimiento", "Credencial de estudiante", ine]
    assert re.findall(r"<li>(.+?)</li>", text.partition("Qué llevar")[2].partition("</ul>")[0]) == bring
    assert "data-imprimir" in text


def test_the_incidencia_page_shows_the_contact_data_of_the_subdelegacion(client: Client) -> None:
    oficina = Subdelegacion.objects.create(
        nombre="Subdelegación <Norte>", direccion="Calle Supuesta 5", telefono="81 5555 0199", horario="de 8:00 a 15:30"
    )
    plantel = PlantelFactory(ruta_inconsistencias=Plantel.Ruta.SUBDELEGACION)
    Plantel.objects.update(subdelegacion=oficina)
    text = read_incidencia_page(client, open_with_fallas(client, InscripcionFactory(plantel=plantel), "nss_digito"))
    for words in ("Subdelegación &lt;Norte&gt;", "Calle Supuesta 5", "tel:+528155550199", "De 8:00 a 15:30"):
        assert words in text
    assert "https://www.imss.gob.mx/directorio/" in text


def test_the_incidencia_page_names_the_old_campus_after_the_student_changes_campus(
    client: Client, inscripcion: Inscripcion
) -> None:
    """The old campus received the incidencia, so the old campus must answer it."""
    solicitud = open_with_fallas(client, inscripcion, "curp_nombre")
    InscripcionFactory(asegurado=inscripcion.asegurado, fecha_inscripcion=dt.date(2026, 11, 1), ciclo="2027-A")
    assert inscripcion.plantel.nombre in read_incidencia_page(client, solicitud)


def test_the_incidencia_page_needs_five_queries_even_with_every_kind_of_data_fault(
    client: Client, inscripcion, django_assert_num_queries
) -> None:
    solicitud = open_with_fallas(client, inscripcion, *FallaDato.Causa.values)
    with django_assert_num_queries(5):
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
        assert (Incidencia.objects.get().folio in text, solicitud.folio in text) == (True, False)
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
        assert find_instructions(text) == [ESPERA]
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


def test_a_student_with_a_data_fault_sees_the_incidencia_page_after_the_confirmation(
    client: Client, inscripcion: Inscripcion
) -> None:
    FallaDatoFactory(asegurado=inscripcion.asegurado)
    solicitud = begin_and_confirm(client, inscripcion.asegurado.curp, inscripcion.correo)
    text = read_incidencia_page(client, solicitud)
    assert find_instructions(text) == [ESPERA]
    assert "Rosa Inventada" in text
