"""Tests of the page of a closed Solicitud.

A Solicitud is closed if the confirmed e-mail address gives no access to the student's data. With the button «Avisar a
mi plantel», the student asks the campus for help.
"""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from padron.asegurados.models import Inscripcion
from padron.planteles.models import Plantel
from tests.helpers.factories import PlantelFactory
from tests.helpers.tramites.closed import SU_CORREO, cerrada, post_avisar_plantel, sin_correo
from tests.helpers.tramites.nss_steps import state
from tests.helpers.tramites.student import (
    EXTRANO,
    begin_and_confirm,
    mails_to,
    run_outbox,
    unknown_curp,
    url,
)
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.atencion import resolve_incidencia
from tramites.solicitud.incidencias.conversacion import comment_incidencia
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.models import Solicitud

__all__ = ["cerrada", "sin_correo"]
pytestmark = pytest.mark.django_db


class TestAvisarPlantel:
    def test_pressing_avisar_a_mi_plantel_several_times_opens_one_incidencia_per_campus(
        self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion
    ) -> None:
        for _ in range(3):
            assert post_avisar_plantel(client, cerrada, sin_correo.plantel_id).url == url("cerrado", cerrada)
        other = PlantelFactory(nombre="Plantel <Dos>")
        text = client.post(url("avisar_plantel", cerrada), {"plantel": other.pk}, follow=True).content.decode()
        assert Incidencia.objects.count() == 2
        for incidencia in Incidencia.objects.all():
            assert incidencia.folio in text
            assert (incidencia.causa, incidencia.curp, incidencia.asegurado) == ("correo", cerrada.curp, None)
        assert "Avisamos a Plantel &lt;Dos&gt;." in text
        run_outbox()
        assert len([mail for mail in mails_to(SU_CORREO) if "Avisamos" in mail.subject]) == 2

    def test_avisar_a_mi_plantel_opens_an_incidencia_even_if_no_roster_contains_the_curp(self, client: Client) -> None:
        plantel = PlantelFactory()
        solicitud = begin_and_confirm(client, unknown_curp(), EXTRANO)
        post_avisar_plantel(client, solicitud, plantel.pk)
        assert Incidencia.objects.get().curp == unknown_curp()
        assert "Avisamos a" in client.get(url("cerrado", solicitud)).content.decode()

    @pytest.mark.parametrize("plantel", ["", "0", "x", "\x00", "9" * 100, "<script>", "-1", "1.5", "🏠"])
    def test_avisar_a_mi_plantel_shows_an_error_unless_a_campus_of_the_list_is_chosen(
        self, client: Client, cerrada: Solicitud, plantel: str
    ) -> None:
        page = post_avisar_plantel(client, cerrada, plantel)
        words = "Elige un plantel de la lista" if plantel else "Elige tu plantel"
        assert page.status_code == 200
        # The error message for a NUL character is not checked, because this message comes from Django.
        assert plantel == "\x00" or f"</span>{words}</p>" in page.content.decode()
        assert not Incidencia.objects.exists()

    def test_T3_two_email_addresses_with_one_curp_open_two_reports_at_the_same_campus(
        self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion, otro_navegador: Client
    ) -> None:
        """The stranger reports first. The student must not get the report of the stranger back."""
        other = begin_and_confirm(otro_navegador, cerrada.curp, EXTRANO)
        pages = {}
        for navegador, solicitud in ((otro_navegador, other), (client, cerrada)):
            post_avisar_plantel(navegador, solicitud, sin_correo.plantel_id)
            pages[solicitud.correo] = navegador.get(url("cerrado", solicitud)).content.decode()
        folios = dict(Incidencia.objects.values_list("correo", "folio"))
        assert set(folios) == {EXTRANO, SU_CORREO}
        for correo, page in pages.items():
            assert [folio for folio in folios.values() if folio in page] == [folios[correo]]

    def test_T3_the_campus_answers_each_of_two_reports_to_the_email_address_that_sent_it(
        self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion, otro_navegador: Client
    ) -> None:
        other = begin_and_confirm(otro_navegador, cerrada.curp, EXTRANO)
        for navegador, solicitud in ((otro_navegador, other), (client, cerrada)):
            post_avisar_plantel(navegador, solicitud, sin_correo.plantel_id)
        with transaction.atomic():
            for incidencia in Incidencia.objects.all():
                comment_incidencia(incidencia, autor="rosa", texto="¿Tu nombre?", al_alumno=True)
                resolve_incidencia(incidencia, actor="rosa", respuesta=f"Respuesta para {incidencia.correo}")
        run_outbox()
        for correo in (EXTRANO, SU_CORREO):
            folio = Incidencia.objects.get(correo=correo).folio
            reports = [mail for mail in mails_to(correo) if "/confirmar/" not in mail.body]
            assert [folio in mail.subject for mail in reports] == [True] * 3
            assert [f"Respuesta para {correo}" in mail.body for mail in reports] == [False, False, True]

    def test_T3_the_report_of_a_stranger_stays_open_after_the_student_confirms(
        self, client: Client, alumna: Inscripcion, otro_navegador: Client
    ) -> None:
        """The student starts another Solicitud, so the report of the stranger is not about it."""
        other = begin_and_confirm(otro_navegador, alumna.asegurado.curp, EXTRANO)
        post_avisar_plantel(otro_navegador, other, alumna.plantel_id)
        begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
        assert Incidencia.objects.get().estado == "abierta"

    def test_a_second_solicitud_with_the_same_email_address_shows_the_report_of_the_first_one(
        self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion, otro_navegador: Client
    ) -> None:
        post_avisar_plantel(client, cerrada, sin_correo.plantel_id)
        second = begin_and_confirm(otro_navegador, cerrada.curp, SU_CORREO)
        assert Incidencia.objects.get().folio in otro_navegador.get(url("cerrado", second)).content.decode()
        post_avisar_plantel(otro_navegador, second, sin_correo.plantel_id)
        assert Incidencia.objects.count() == 1

    def test_T3_the_database_refuses_a_second_open_report_of_the_same_email_address(
        self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion
    ) -> None:
        post_avisar_plantel(client, cerrada, sin_correo.plantel_id)
        again = Incidencia.objects.get()
        again.pk, again.folio, again._state.adding = None, "RE-0000-0000", True
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save()
        again.correo = EXTRANO
        again.save()
        assert Incidencia.objects.count() == 2


@pytest.mark.parametrize("name", ["clave", "avisar_plantel"])
class TestFormUrls:
    def test_opening_the_url_of_a_form_redirects_to_the_page_of_the_closed_solicitud(
        self, client: Client, cerrada: Solicitud, name: str
    ) -> None:
        assert client.get(url(name, cerrada)).url == url("cerrado", cerrada)
        assert client.put(url(name, cerrada)).status_code == 405

    def test_T9_the_forms_of_a_closed_solicitud_refuse_a_browser_without_a_session(
        self, cerrada: Solicitud, name: str
    ) -> None:
        page = Client().post(url(name, cerrada), {"clave": "gdl-0042", "plantel": 1})
        assert page.status_code == 403
        assert (state(cerrada), Incidencia.objects.count()) == (Estado.INICIADA, 0)


def test_the_page_of_a_closed_solicitud_shows_the_contact_person_of_every_campus(
    client: Client, cerrada: Solicitud
) -> None:
    PlantelFactory(nombre="Plantel Dos", responsable="Benito Supuesto")
    text = client.get(url("cerrado", cerrada)).content.decode()
    for words in ("Puede ser que tu escuela aún no te haya dado de alta", "Benito Supuesto", "Rosa Inventada"):
        assert words in text


class TestBuscarPlantel:
    @pytest.fixture
    def muchos(self, db: None) -> list[Plantel]:
        return [PlantelFactory(nombre=f"Preparatoria {n}", responsable=f"Responsable {n}") for n in range(1, 31)]

    def test_few_campuses_are_listed_with_their_contact(self, client: Client, cerrada: Solicitud) -> None:
        text = client.get(url("cerrado", cerrada)).content.decode()
        assert "Busca tu plantel" not in text
        assert "Rosa Inventada" in text
        assert 'type="radio"' in text

    def test_of_many_campuses_only_those_that_match_are_shown(
        self, client: Client, cerrada: Solicitud, muchos: list[Plantel]
    ) -> None:
        text = client.get(url("cerrado", cerrada)).content.decode()
        assert "Busca tu plantel" in text
        assert "Responsable 7" not in text
        PlantelFactory(nombre="Escuela Politécnica", responsable="Delia Supuesta")
        text = client.get(url("cerrado", cerrada), {"buscar": "  POLITECNICA "}).content.decode()
        assert "Delia Supuesta" in text
        assert text.count('type="radio"') == 1
        assert "checked" in text
        text = client.get(url("cerrado", cerrada), {"buscar": "preparatoria"}).content.decode()
        assert text.count('type="radio"') == 10
        assert "Hay más planteles que coinciden." in text
        text = client.get(url("cerrado", cerrada), {"buscar": "<b>nada"}).content.decode()
        assert "Ningún plantel coincide con «&lt;b&gt;nada»." in text
        assert "Avisar a mi plantel</button>" not in text

    def test_the_search_is_kept_if_no_campus_is_chosen(
        self, client: Client, cerrada: Solicitud, muchos: list[Plantel]
    ) -> None:
        page = client.post(url("avisar_plantel", cerrada), {"buscar": "preparatoria 2", "plantel": ""})
        assert "Elige tu plantel" in page.content.decode()
        assert "Responsable 2<" in page.content.decode()
        assert client.post(url("avisar_plantel", cerrada), {"plantel": muchos[6].pk}).status_code == 302
        assert Incidencia.objects.get().plantel == muchos[6]

    def test_usar_otro_correo_leads_to_the_gate(self, client: Client, cerrada: Solicitud) -> None:
        text = client.get(url("cerrado", cerrada)).content.decode()
        assert '<a href="/tramites/nss/empezar/?otros=1">Usar otro correo</a>' in text
        assert "Tus datos" in client.get("/tramites/nss/empezar/?otros=1").content.decode()
