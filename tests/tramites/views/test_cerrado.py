"""Closed: the student code, «Avisar a mi plantel»; one page, one sentence, whatever the reason."""

import pytest
from django.test import Client

from padron.asegurados.models import CorreoVinculado, Inscripcion
from tests.fabricas import CorreoVinculadoFactory, FallaDatoFactory, InscripcionFactory, PlantelFactory
from tests.tramites.ayudas import (
    EXTRANO,
    Respuesta,
    confirmations_to,
    enter,
    link_of,
    log_in,
    mails_to,
    press,
    unknown_curp,
    url,
    work_off,
)
from tests.tramites.recorrido import close_nss, state
from tramites.estados import Estado
from tramites.incidencias.selectors import get_avisos
from tramites.models import Incidencia, Solicitud

pytestmark = pytest.mark.django_db
SU_CORREO = "alonso@example.com"
NO_ABRE = "Con ese código tampoco podemos continuar. Revísalo o avisa a tu plantel"


@pytest.fixture
def sin_correo(db: None) -> Inscripcion:
    """A student of whom the roster has no address, only the student code."""
    return InscripcionFactory(sin_correo=True, codigo="gdl-0042", asegurado__nombres="Alonso")


@pytest.fixture
def cerrada(client: Client, sin_correo: Inscripcion) -> Solicitud:
    return enter(client, sin_correo.asegurado.curp, SU_CORREO)


def type_codigo(client: Client, solicitud: Solicitud, codigo: str) -> Respuesta:
    return client.post(url("codigo_alumno", solicitud), {"codigo_alumno": codigo})


def tell(client: Client, solicitud: Solicitud, plantel: object) -> Respuesta:
    return client.post(url("avisar_plantel", solicitud), {"plantel": plantel})


class TestCodigo:
    @pytest.mark.parametrize("codigo", ["gdl-0042", " GDL-0042 ", "Gdl- 0042\t"])
    def test_opens_and_binds(self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion, codigo: str) -> None:
        assert type_codigo(client, cerrada, codigo).url == cerrada.get_absolute_url()
        assert CorreoVinculado.objects.get().correo == SU_CORREO
        page = client.get(cerrada.get_absolute_url(), follow=True)
        assert page.redirect_chain[-1][0].endswith("/paso/identidad/")
        assert "Alonso" in page.content.decode()
        assert Solicitud.objects.get().titular == sin_correo.asegurado.titular

    def test_the_bound_address_opens_from_then_on(self, client: Client, cerrada: Solicitud) -> None:
        type_codigo(client, cerrada, "gdl-0042")
        again = enter(Client(), cerrada.curp, SU_CORREO)
        assert (again.estado, again.continua_en_id) == (Estado.CANCELADA, cerrada.pk)

    def test_T2_opens_once_only(self, client: Client, cerrada: Solicitud, otro_navegador: Client) -> None:
        type_codigo(client, cerrada, "gdl-0042")
        other = enter(otro_navegador, cerrada.curp, EXTRANO)
        page = type_codigo(otro_navegador, other, "gdl-0042")
        assert NO_ABRE in page.content.decode()
        assert state(other) == Estado.INICIADA

    @pytest.mark.parametrize("case", ["wrong", "address on the roster", "bound", "no code", "unknown", "mailbox taken"])
    def test_T2_every_reason_has_the_same_page(self, client: Client, sin_correo: Inscripcion, case: str) -> None:
        solicitud = close_nss(sin_correo, SU_CORREO)
        if case == "address on the roster":
            Inscripcion.objects.update(correo="otro@example.com")
        elif case == "bound":
            CorreoVinculadoFactory(asegurado=sin_correo.asegurado)
        elif case == "no code":
            Inscripcion.objects.update(codigo="")
        elif case == "unknown":
            Solicitud.objects.update(curp=unknown_curp())
        elif case == "mailbox taken":
            CorreoVinculadoFactory(correo=SU_CORREO)
        log_in(client, solicitud.titular)
        page = type_codigo(client, solicitud, "gdl-0043" if case == "wrong" else "gdl-0042")
        text = page.content.decode()
        assert page.status_code == 200
        assert text.count(NO_ABRE) == 2  # in the summary and at the field
        assert "No podemos continuar con este correo" in text
        assert "Alonso" not in text
        assert (state(solicitud), Solicitud.objects.get().motivo_cierre) == (Estado.INICIADA, "correo")
        assert not CorreoVinculado.objects.filter(asegurado=sin_correo.asegurado, correo=SU_CORREO).exists()

    @pytest.mark.parametrize("codigo", ["\x00", "🏠", "٤٢", "<script>", "x" * 1_000_000, "' OR 1=1 --"])
    def test_bad_input_is_answered_in_words_and_kept(self, client: Client, cerrada: Solicitud, codigo: str) -> None:
        page = type_codigo(client, cerrada, codigo)
        assert page.status_code == 200
        assert page.context["codigo_form"]["codigo_alumno"].value() == codigo
        assert "<script>" not in page.content.decode()

    def test_an_empty_code(self, client: Client, cerrada: Solicitud) -> None:
        assert "Escribe tu código de estudiante" in type_codigo(client, cerrada, " ").content.decode()

    def test_T3_five_tries_a_day_and_a_stranger_uses_up_their_own(
        self, client: Client, cerrada: Solicitud, otro_navegador: Client
    ) -> None:
        stranger = enter(otro_navegador, cerrada.curp, EXTRANO)
        assert [type_codigo(otro_navegador, stranger, f"x{n}").status_code for n in range(6)] == [200] * 5 + [429]
        assert type_codigo(otro_navegador, stranger, "gdl-0042").status_code == 429
        assert type_codigo(client, cerrada, "gdl-0042").status_code == 302

    def test_what_was_asked_of_the_campus_needs_no_answer(
        self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion
    ) -> None:
        tell(client, cerrada, sin_correo.plantel_id)
        type_codigo(client, cerrada, "gdl-0042")
        work_off()
        assert Incidencia.objects.get().estado == "resuelta"
        assert [mail.subject.partition(" (")[0] for mail in mails_to(SU_CORREO)[1:]] == ["Avisamos a tu plantel"]

    def test_a_doubtful_record_goes_on_to_its_incident(
        self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion
    ) -> None:
        FallaDatoFactory(asegurado=sin_correo.asegurado)
        type_codigo(client, cerrada, "gdl-0042")
        assert client.get(cerrada.get_absolute_url()).url == url("incidencia", cerrada)

    def test_T9_after_it_has_opened_it_does_nothing(self, client: Client, cerrada: Solicitud) -> None:
        type_codigo(client, cerrada, "gdl-0042")
        assert type_codigo(client, cerrada, "gdl-0042").url == cerrada.get_absolute_url()
        assert tell(client, cerrada, 1).url == cerrada.get_absolute_url()
        assert state(cerrada) == Estado.CONFIRMADA
        assert not Incidencia.objects.exists()


class TestAviso:
    def test_once_per_curp_and_campus(self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion) -> None:
        for _ in range(3):
            assert tell(client, cerrada, sin_correo.plantel_id).url == url("cerrado", cerrada)
        other = PlantelFactory(nombre="Plantel <Dos>")
        text = client.post(url("avisar_plantel", cerrada), {"plantel": other.pk}, follow=True).content.decode()
        assert Incidencia.objects.count() == 2
        for incidencia in Incidencia.objects.all():
            assert incidencia.folio in text
            assert (incidencia.causa, incidencia.curp, incidencia.asegurado) == ("correo", cerrada.curp, None)
        assert "Avisamos a Plantel &lt;Dos&gt;." in text
        work_off()
        assert len([mail for mail in mails_to(SU_CORREO) if "Avisamos" in mail.subject]) == 2

    def test_a_curp_that_no_roster_has(self, client: Client) -> None:
        plantel = PlantelFactory()
        solicitud = enter(client, unknown_curp(), EXTRANO)
        tell(client, solicitud, plantel.pk)
        assert Incidencia.objects.get().curp == unknown_curp()
        assert "Avisamos a" in client.get(url("cerrado", solicitud)).content.decode()

    @pytest.mark.parametrize("plantel", ["", "0", "x", "\x00", "9" * 100, "<script>", "-1", "1.5", "🏠"])
    def test_a_campus_of_the_list(self, client: Client, cerrada: Solicitud, plantel: str) -> None:
        page = tell(client, cerrada, plantel)
        words = "Elige un plantel de la lista" if plantel else "Elige tu plantel"
        assert page.status_code == 200
        assert plantel == "\x00" or f"</span>{words}</p>" in page.content.decode()  # no list sends a NUL
        assert not Incidencia.objects.exists()

    def test_T3_another_address_with_the_same_curp_does_not_take_the_answer(
        self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion, otro_navegador: Client
    ) -> None:
        tell(client, cerrada, sin_correo.plantel_id)
        other = enter(otro_navegador, cerrada.curp, EXTRANO)
        page = tell(otro_navegador, other, sin_correo.plantel_id)
        assert page.status_code == 200
        assert f"Avisamos a {sin_correo.plantel.nombre}." in page.content.decode()
        assert SU_CORREO not in page.content.decode()
        assert Incidencia.objects.get().correo == SU_CORREO
        assert get_avisos(cerrada).count() == 1
        assert "Avisamos a" in client.get(url("cerrado", cerrada)).content.decode()


@pytest.mark.parametrize("name", ["codigo_alumno", "avisar_plantel"])
class TestEntrada:
    def test_a_restored_tab_is_led_to_the_page(self, client: Client, cerrada: Solicitud, name: str) -> None:
        assert client.get(url(name, cerrada)).url == url("cerrado", cerrada)
        assert client.put(url(name, cerrada)).status_code == 405

    def test_T9_of_a_stranger_nothing_is_taken(self, cerrada: Solicitud, name: str) -> None:
        page = Client().post(url(name, cerrada), {"codigo_alumno": "gdl-0042", "plantel": 1})
        assert page.status_code == 403
        assert (state(cerrada), Incidencia.objects.count()) == (Estado.INICIADA, 0)


def test_the_registered_mailbox_takes_over_and_the_question_ends(
    client: Client, alumna: Inscripcion, otro_navegador: Client
) -> None:
    solicitud = enter(client, alumna.asegurado.curp, EXTRANO)
    tell(client, solicitud, alumna.plantel_id)
    press(otro_navegador, link_of(confirmations_to(alumna.correo)[-1]))
    work_off()
    assert Incidencia.objects.get().estado == "resuelta"
    assert [mail.subject.partition(" (")[0] for mail in mails_to(EXTRANO)[1:]] == ["Avisamos a tu plantel"]
    assert state(solicitud) == Estado.CONCLUIDA


def test_the_page_names_every_campus_and_its_contact(client: Client, cerrada: Solicitud) -> None:
    PlantelFactory(nombre="Plantel Dos", responsable="Benito Supuesto")
    text = client.get(url("cerrado", cerrada)).content.decode()
    for words in ("Puede ser que tu escuela aún no te haya dado de alta", "Benito Supuesto", "Rosa Inventada"):
        assert words in text
