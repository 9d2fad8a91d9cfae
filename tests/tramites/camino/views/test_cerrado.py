"""Tests of the page of a closed Solicitud.

A Solicitud is closed if the confirmed e-mail address gives no access to the student's data. With the button «Avisar a
mi plantel», the student asks the campus for help.
"""

import pytest
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
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.incidencias.services import get_avisos
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

    def test_T3_the_report_of_a_stranger_does_not_change_the_email_address_of_the_incidencia(
        self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion, otro_navegador: Client
    ) -> None:
        """First the student opens the incidencia, and then a stranger reports the same problem.

        The answer of the campus must go to the e-mail address of the student.
        """
        post_avisar_plantel(client, cerrada, sin_correo.plantel_id)
        other = begin_and_confirm(otro_navegador, cerrada.curp, EXTRANO)
        page = post_avisar_plantel(otro_navegador, other, sin_correo.plantel_id)
        assert page.status_code == 200
        assert f"Avisamos a {sin_correo.plantel.nombre}." in page.content.decode()
        assert SU_CORREO not in page.content.decode()
        assert Incidencia.objects.get().correo == SU_CORREO
        assert get_avisos(cerrada).count() == 1
        assert "Avisamos a" in client.get(url("cerrado", cerrada)).content.decode()


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
