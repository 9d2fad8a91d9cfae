"""The pages that become the documents, before they do."""

import datetime as dt
import re
from functools import cache
from operator import attrgetter
from pathlib import Path

import pytest

from documentos.contexts import TIPOS, Contexto
from documentos.impresion import build_context, render_html
from documentos.models import Documento
from tests.helpers.documentos.cases import DIRECCION, ORDINARIOS, SIN_VIGENCIA
from tests.helpers.documentos.factories import make_row
from tests.helpers.documentos.sheets import HOJAS, OTROS, TEXTOS, replace

pytestmark = pytest.mark.pdf  # pages of documents, if not yet PDFs


def make_other(name: str, value: object) -> object:
    """Another value of the same kind."""
    if name in OTROS:
        return OTROS[name]
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case dt.date():
            return value + dt.timedelta(days=1)
        case tuple():
            return (*value, "Otro valor")
    return "Otro valor"


def without_seal(datos: Contexto) -> Documento:
    documento = make_row(datos)
    documento.cadena = "||1.0||"
    return documento


@cache
def render_ordinario(tipo: str) -> str:
    return render_html(without_seal(ORDINARIOS[tipo]))


@pytest.mark.parametrize(("tipo", "name"), HOJAS)
def test_each_datum_is_printed(tipo: str, name: str) -> None:
    datos = ORDINARIOS[tipo]
    other = replace(datos, name, make_other(name, attrgetter(name)(datos)))
    assert render_html(without_seal(other)) != render_ordinario(tipo)


@pytest.mark.parametrize("tipo", TIPOS)
def test_everything_printed_is_escaped(tipo: str) -> None:
    datos = ORDINARIOS[tipo]
    textos = [name for of, name in TEXTOS if of == tipo]
    assert {"institucion", "plantel", "nombres", "curp"} <= set(textos)
    for name in textos:
        datos = replace(datos, name, f"<script>&\"'{name}")
    documento = without_seal(datos)
    documento.datos["portal"] = "<script>"
    page = render_html(documento)
    assert "<script" not in page
    assert "&lt;script&gt;&amp;&quot;&#x27;" in page


@pytest.mark.parametrize("tipo", TIPOS)
def test_every_header_says_what_it_heads(tipo: str) -> None:
    page = render_html(make_row(ORDINARIOS[tipo]))
    headers = re.findall(r"<th\b[^>]*>", page)
    assert headers
    assert not [header for header in headers if 'scope="' not in header]
    assert [table for table in page.split("<table")[1:] if "<th" not in table.partition("</table>")[0]] == []


@pytest.mark.parametrize("tipo", TIPOS)
def test_it_says_that_it_is_not_official_and_in_a_demonstration_that_it_is_void(tipo: str) -> None:
    page = render_html(make_row(ORDINARIOS[tipo]))
    places = 2 if tipo in {"tarjeta", "carnet"} else 1  # what is cut out says it too: it goes its own way
    assert page.count("DEMOSTRACIÓN · SIN VALIDEZ OFICIAL") == page.count("No pertenece al IMSS") == places
    page = render_html(make_row(replace(ORDINARIOS[tipo], "demostracion", False)))
    assert "emostración" not in page
    assert page.count("No pertenece al IMSS") == places


@pytest.mark.parametrize("tipo", TIPOS)
def test_it_names_the_procedure_and_its_paper_form(tipo: str) -> None:
    page, clase = render_html(make_row(ORDINARIOS[tipo])), TIPOS[tipo]
    assert (("Homoclave del trámite" in page), clase.homoclave in page) == (bool(clase.homoclave), True)
    assert (("Homoclave del formato" in page), clase.formato in page) == (bool(clase.formato), True)
    assert page.count('<span class="casilla') == (3 * 2 if clase.dof else 0)


def test_what_is_not_known_before_the_alta_stays_blank_with_a_hint() -> None:
    page = render_html(make_row(SIN_VIGENCIA))
    assert page.count("se llena con tu alta") == 3
    assert re.search(r"Consultorio[^/]+se llena con tu alta</span></th><td></td>", page)


def test_the_clinic_fills_the_agregado_de_identidad() -> None:
    assert re.search(
        r"lo llena la clínica.*</tr></thead>\s*<tbody><tr><td>[^<]+</td><td></td>",
        render_html(make_row(ORDINARIOS["sav002"])),
    )


def test_the_qr_holds_nothing_but_the_address() -> None:
    assert build_context(make_row())["direccion"] == DIRECCION


def test_templates_use_no_flexbox_and_do_not_count_pages() -> None:
    root = Path(__file__).resolve().parents[2]
    sources = [*root.glob("static/documentos/*.css"), *root.glob("templates/documentos/pdf/*.html")]
    assert len(sources) > len(TIPOS)
    for source in sources:
        text = source.read_text()
        assert "flex;" not in text
        assert "counter(pages)" not in text
