"""Inconsistent: each fault, both policies, one instruction; no numbers left; «Estos no son mis datos»."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from padron.asegurados.models import Asegurado, ConsecutivoNSS, FallaDato, Inscripcion
from padron.catalogos.models import SerieNSS, Subdelegacion
from padron.planteles.models import Plantel
from tests.fabricas import FallaDatoFactory, InscripcionFactory, PlantelFactory
from tests.helpers.tramites.nss_steps import answer_until, open_nss, read, state, submit
from tests.helpers.tramites.student import begin_and_confirm, log_in, mails_to, make_solicitud, run_outbox, url
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.incidencias.rules import DIFERENCIAS
from tramites.solicitud.incidencias.services import open_incidencia, solve_incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
INSTRUCCIONES = ("Repórtala con", "Repórtalas con", "Acude a la subdelegación", "No tienes que hacer nada más")


def page_of(client: Client, solicitud: Solicitud) -> str:
    page = client.get(solicitud.get_absolute_url(), follow=True)
    assert page.redirect_chain[-1][0] == url("incidencia", solicitud)
    return str(page.content.decode())


def instructions_in(text: str) -> list[str]:
    return [words for words in INSTRUCCIONES if words in text]


def open_with(client: Client, inscripcion: Inscripcion, *causas: str) -> Solicitud:
    for causa in causas:
        FallaDatoFactory(asegurado=inscripcion.asegurado, causa=causa)
    solicitud = open_nss(inscripcion)
    log_in(client, solicitud.titular)
    return solicitud


@pytest.mark.parametrize("causa", FallaDato.Causa.values)
@pytest.mark.parametrize("con_nss", [True, False])
@pytest.mark.parametrize(("subdelegacion", "words"), [(False, "Repórtala con"), (True, "Acude a la subdelegación")])
def test_each_fault_gives_one_instruction(
    client: Client, causa: str, con_nss: bool, subdelegacion: bool, words: str
) -> None:
    inscripcion = InscripcionFactory(asegurado__con_nss=con_nss, plantel__subdelegacion=subdelegacion)
    solicitud = open_with(client, inscripcion, causa)
    text = page_of(client, solicitud)
    assert instructions_in(text) == [words]
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


def test_several_faults_on_one_page(client: Client, inscripcion: Inscripcion) -> None:
    text = page_of(client, open_with(client, inscripcion, "curp_nombre", "codigo_repetido"))
    assert "Tus datos tienen estas diferencias:" in text
    assert re.findall(r"<li>(tu .+?)</li>", text) == [DIFERENCIAS["codigo_repetido"], DIFERENCIAS["curp_nombre"]]
    assert instructions_in(text) == ["Repórtalas con"]


@pytest.mark.parametrize(("nacimiento", "ine"), [("2011-05-14", "INE de tu mamá o papá"), ("2005-05-14", "INE")])
def test_what_to_bring(client: Client, inscripcion: Inscripcion, nacimiento: str, ine: str) -> None:
    Asegurado.objects.update(fecha_nacimiento=nacimiento)
    inscripcion.asegurado.refresh_from_db()
    with time_machine.travel("2026-11-20 12:00-06:00"):
        text = page_of(client, open_with(client, inscripcion, "curp_sexo"))
    bring = ["CURP", "Comprobante de domicilio", "Acta de nacimiento", "Credencial de estudiante", ine]
    assert re.findall(r"<li>(.+?)</li>", text.partition("Qué llevar")[2].partition("</ul>")[0]) == bring
    assert "25 de noviembre de 2026" in text  # five days
    assert "data-imprimir" in text


def test_the_subdelegacion_is_named_with_address_and_hours(client: Client) -> None:
    oficina = Subdelegacion.objects.create(
        nombre="Subdelegación <Norte>", direccion="Calle Supuesta 5", telefono="81 5555 0199", horario="de 8:00 a 15:30"
    )
    plantel = PlantelFactory(ruta_inconsistencias=Plantel.Ruta.SUBDELEGACION)
    Plantel.objects.update(subdelegacion=oficina)
    text = page_of(client, open_with(client, InscripcionFactory(plantel=plantel), "nss_digito"))
    for words in ("Subdelegación &lt;Norte&gt;", "Calle Supuesta 5", "tel:8155550199", "De 8:00 a 15:30"):
        assert words in text
    assert "https://www.imss.gob.mx/directorio/" in text


def test_the_campus_that_was_told_is_the_one_on_the_page(client: Client, inscripcion: Inscripcion) -> None:
    solicitud = open_with(client, inscripcion, "curp_nombre")
    InscripcionFactory(asegurado=inscripcion.asegurado, fecha_inscripcion=dt.date(2026, 11, 1), ciclo="2027-A")
    assert inscripcion.plantel.nombre in page_of(client, solicitud)


def test_a_number_of_queries_that_does_not_grow(client: Client, inscripcion, django_assert_num_queries) -> None:
    solicitud = open_with(client, inscripcion, *FallaDato.Causa.values)
    with django_assert_num_queries(4):
        client.get(url("incidencia", solicitud))


class TestImprocedente:
    RESPUESTA = "Tu acta y tu CURP dicen lo mismo.\n\nSi no <estás> de acuerdo, ven con tu acta."

    def answer_all(self, solicitud: Solicitud, respuesta: str) -> None:
        for incidencia in Incidencia.objects.filter(solicitud=solicitud, estado__in=Incidencia.PENDIENTES):
            with transaction.atomic():
                solve_incidencia(incidencia, actor="rosa", respuesta=respuesta, procede=False)

    def test_the_answer_of_the_campus_is_on_the_page(self, client: Client, inscripcion: Inscripcion) -> None:
        solicitud = open_with(client, inscripcion, "curp_nombre")
        self.answer_all(solicitud, self.RESPUESTA)
        text = page_of(client, solicitud)
        assert "Tu plantel revisó tu caso" in text
        assert "<p>Tu acta y tu CURP dicen lo mismo.</p>" in text
        assert "Si no &lt;estás&gt; de acuerdo" in text
        assert f"Lo que se reportó: {DIFERENCIAS['curp_nombre']}." in text
        assert instructions_in(text) == []
        assert inscripcion.plantel.nombre in text

    def test_an_answer_without_words_says_so(self, client: Client, inscripcion: Inscripcion) -> None:
        solicitud = open_with(client, inscripcion, "curp_nombre")
        self.answer_all(solicitud, "")
        assert "Tu plantel no dejó un comentario." in page_of(client, solicitud)

    def test_what_is_still_open_stands_first_and_the_answer_below(
        self, client: Client, inscripcion: Inscripcion
    ) -> None:
        solicitud = open_with(client, inscripcion, "curp_nombre")
        self.answer_all(solicitud, self.RESPUESTA)
        with transaction.atomic():
            open_incidencia(causa="nss_digito", solicitud=solicitud, plantel=inscripcion.plantel)
        text = page_of(client, solicitud)
        assert instructions_in(text) == ["Repórtala con"]
        assert text.index(DIFERENCIAS["nss_digito"]) < text.index("Tu acta y tu CURP dicen lo mismo.")

    def test_of_a_cause_answered_twice_the_newest_counts(self, client: Client, inscripcion: Inscripcion) -> None:
        solicitud = open_with(client, inscripcion, "curp_nombre")
        self.answer_all(solicitud, "Primera respuesta")
        with transaction.atomic():
            open_incidencia(causa="curp_nombre", solicitud=solicitud, plantel=inscripcion.plantel)
        self.answer_all(solicitud, "Segunda respuesta")
        text = page_of(client, solicitud)
        assert "Segunda respuesta" in text
        assert "Primera respuesta" not in text


class TestSerieAgotada:
    def test_F21_no_number_left_is_an_incident_and_asks_nothing_of_the_student(
        self, client: Client, solicitud: Solicitud, inscripcion: Inscripcion
    ) -> None:
        nacimiento = inscripcion.asegurado.fecha_nacimiento.year % 100
        for year in (25, 26, 27):
            ConsecutivoNSS.objects.create(serie="61", anio_registro=year, anio_nacimiento=nacimiento, ultimo=9999)
        submit(client, solicitud)
        run_outbox()
        text = page_of(client, solicitud)
        assert "Por ahora no hay números disponibles para tu estado." in text
        assert instructions_in(text) == ["No tienes que hacer nada más"]
        assert "Qué llevar" not in text
        assert "diferencia" not in text
        assert Asegurado.objects.get(pk=inscripcion.asegurado_id).nss is None
        assert Incidencia.objects.get().causa == "serie_agotada"
        (mail,) = mails_to(solicitud.correo)
        assert "diferencia" not in mail.body

    def test_F21_no_series_at_all(self, client: Client, solicitud: Solicitud) -> None:
        SerieNSS.objects.all().delete()
        submit(client, solicitud)
        run_outbox()
        assert "Por ahora no hay números" in page_of(client, solicitud)
        assert list(solicitud.transiciones.values_list("hacia", flat=True))[-2:] == ["por_procesar", "con_incidencia"]


class TestNoSonMisDatos:
    @pytest.mark.parametrize("step", ["identidad", "revision"])
    def test_every_page_with_an_identity_offers_it(self, client: Client, solicitud: Solicitud, step: str) -> None:
        answer_until(client, solicitud, step)
        text = read(client, solicitud, step)
        assert solicitud.curp in text
        assert f'action="{url("no_son_mis_datos", solicitud)}"' in text

    def test_it_stops_the_procedure_and_tells_the_campus_once(
        self, client: Client, solicitud: Solicitud, inscripcion: Inscripcion
    ) -> None:
        for _ in range(2):
            assert client.post(url("no_son_mis_datos", solicitud)).url == solicitud.get_absolute_url()
        incidencia = Incidencia.objects.get()
        assert (incidencia.causa, incidencia.plantel) == ("no_son_mis_datos", inscripcion.plantel)
        text = page_of(client, solicitud)
        assert "dijiste que los datos que mostramos no son tuyos" in text
        assert inscripcion.asegurado.nombres not in text
        assert client.post(f"{solicitud.get_absolute_url()}paso/identidad/").url == solicitud.get_absolute_url()

    @pytest.mark.parametrize("estado", sorted(set(Estado) - {Estado.CONFIRMADA}))
    def test_in_another_state_it_changes_nothing(self, client: Client, alumna: Inscripcion, estado: Estado) -> None:
        solicitud = make_solicitud(estado, alumna)
        log_in(client, solicitud.titular)
        assert client.post(url("no_son_mis_datos", solicitud)).status_code == 302
        assert state(solicitud) == estado
        assert not Incidencia.objects.exists()

    def test_a_get_asks_nothing(self, client: Client, solicitud: Solicitud) -> None:
        assert client.get(url("no_son_mis_datos", solicitud)).url == solicitud.get_absolute_url()
        assert state(solicitud) == Estado.CONFIRMADA

    def test_T9_of_a_stranger_it_is_not_taken(self, client: Client, solicitud: Solicitud) -> None:
        assert Client().post(url("no_son_mis_datos", solicitud)).status_code == 403
        assert state(solicitud) == Estado.CONFIRMADA


def test_from_the_gate(client: Client, inscripcion: Inscripcion) -> None:
    FallaDatoFactory(asegurado=inscripcion.asegurado)
    solicitud = begin_and_confirm(client, inscripcion.asegurado.curp, inscripcion.correo)
    assert "Repórtala con Rosa Inventada" in page_of(client, solicitud)
