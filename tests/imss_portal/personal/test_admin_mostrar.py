"""Showing one value: by a POST, once, with a row in the audit log."""

import datetime as dt

import pytest
from django.test import Client
from django.utils.html import strip_tags

from documentos.models import Documento
from padron.asegurados.models import Asegurado
from plataforma.seguridad.models import Auditoria
from tests.helpers.documentos.factories import emit_listo
from tests.helpers.factories import AseguradoFactory
from tests.helpers.imss_portal.population import populate
from tramites.solicitud.incidencias.models import Incidencia

pytestmark = pytest.mark.django_db


def rows() -> list[tuple[str, str, str]]:
    found = Auditoria.objects.exclude(accion="entrar").values_list("actor", "accion", "objeto")
    return [row for row in found if row[0] == "responsable"]


def test_T13_each_showing_is_one_row(personal: Client) -> None:
    asegurado: Asegurado = AseguradoFactory(con_nss=True)
    for campo, value in (("curp", asegurado.curp), ("nss", asegurado.nss)):
        answer = personal.post(f"/admin/asegurados/asegurado/{asegurado.pk}/mostrar/{campo}/")
        assert value in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]
    objeto = f"asegurado:{asegurado.titular}"
    assert rows() == [("responsable", "mostrar curp", objeto), ("responsable", "mostrar nss", objeto)]


def test_T13_birth_date_sex_and_entity_are_masked_with_the_curp_and_no_digit_of_the_nss_is_shown(
    personal: Client,
) -> None:
    asegurado: Asegurado = AseguradoFactory(con_nss=True, fecha_nacimiento=dt.date(2004, 5, 6), entidad="NL")
    url = f"/admin/asegurados/asegurado/{asegurado.pk}"
    says = ("6 de mayo de 2004", "Mujer", "Nuevo León")
    assert asegurado.nss
    for page in (f"{url}/change/", "/admin/asegurados/asegurado/"):
        html = personal.get(page).content.decode()
        assert f"{asegurado.curp[:4]}••••" in html
        found = [text for text in (*says, "2004", asegurado.curp[-2:], asegurado.nss[-4:]) if text in visible(html)]
        assert found == [], page
    shown = personal.post(f"{url}/mostrar/curp/").content.decode()
    assert [text for text in (*says, asegurado.curp) if text not in shown] == []
    assert rows() == [("responsable", "mostrar curp", f"asegurado:{asegurado.titular}")]


def visible(html: str) -> str:
    """Return the texts of the page's main part, without the random values of its forms and links."""
    return strip_tags(html.partition('id="content"')[2])


def test_T13_a_get_shows_nothing_and_writes_nothing(personal: Client) -> None:
    asegurado = AseguradoFactory()
    url = f"/admin/asegurados/asegurado/{asegurado.pk}"
    answer = personal.get(f"{url}/mostrar/curp/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{url}/change/")
    assert rows() == []


@pytest.mark.parametrize("campo", ["titular", "nombres", "password"])
def test_nothing_else_can_be_shown(personal: Client, campo: str) -> None:
    assert personal.post(f"/admin/asegurados/asegurado/{AseguradoFactory().pk}/mostrar/{campo}/").status_code == 404
    assert personal.post("/admin/asegurados/asegurado/999999/mostrar/curp/").status_code == 404


def test_what_differs_is_read_line_by_line(personal: Client) -> None:
    populate(1)
    incidencia = Incidencia.objects.get()
    html = personal.post(f"/admin/tramites/incidencia/{incidencia.pk}/mostrar/detalle/").content.decode()
    assert incidencia.detalle
    assert "<dt>Visto</dt>" in html
    assert incidencia.detalle["visto"] in html
    assert rows() == [("responsable", "mostrar detalle", f"incidencia:{incidencia.folio}")]


def test_T13_opening_a_document_is_written_down_too(personal: Client) -> None:
    documento: Documento = emit_listo()
    url = f"/admin/documentos/documento/{documento.pk}/pdf/"
    assert personal.get(url).status_code == 302
    assert rows() == []
    answer = personal.post(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert rows() == [("responsable", "abrir documento", f"documento:{documento.folio}")]


def test_a_button_of_its_own_form_so_that_enter_saves(personal: Client) -> None:
    html = personal.get(f"/admin/asegurados/asegurado/{AseguradoFactory().pk}/change/").content.decode()
    assert html.count('<form id="mostrar" method="post">') == 1
    assert all('form="mostrar"' in button for button in html.split("<button") if 'class="mostrar"' in button)
