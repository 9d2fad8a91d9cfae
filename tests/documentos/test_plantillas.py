"""The pages that become the documents, before they do."""

import dataclasses
from pathlib import Path

import pytest

from documentos.contexts import TIPOS, Contexto
from documentos.impresion import build_context, render_html
from documentos.models import Documento
from tests.documentos.casos import CASOS, DIRECCION, OTROS
from tests.documentos.fabricas import make_row

DATOS = [(CASOS[tipo], field.name) for tipo in TIPOS for field in dataclasses.fields(TIPOS[tipo])]


def without_seal(datos: Contexto) -> Documento:
    documento = make_row(datos)
    documento.cadena = "||1.0||"
    return documento


def replace(datos: Contexto, **values: object) -> Contexto:
    return dataclasses.replace(datos, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(("datos", "field"), DATOS, ids=lambda value: getattr(value, "tipo", value))
def test_each_datum_is_printed(datos: Contexto, field: str) -> None:
    other = replace(datos, **{field: OTROS.get(field, "Otro valor")})
    assert render_html(without_seal(other)) != render_html(without_seal(datos))


@pytest.mark.parametrize("tipo", TIPOS)
def test_everything_printed_is_escaped(tipo: str) -> None:
    texts = {field.name for field in dataclasses.fields(TIPOS[tipo]) if field.type in (str, "str")}
    assert {"institucion", "plantel", "nombres", "curp"} <= texts
    documento = without_seal(replace(CASOS[tipo], **dict.fromkeys(texts, "<script>&\"'")))
    documento.datos["portal"] = "<script>"
    page = render_html(documento)
    assert "<script" not in page
    assert "&lt;script&gt;&amp;&quot;&#x27;" in page


@pytest.mark.parametrize("tipo", TIPOS)
def test_it_says_that_it_is_not_official_and_in_a_demonstration_that_it_is_void(tipo: str) -> None:
    page = render_html(make_row(CASOS[tipo]))
    places = 2 if tipo == "tarjeta" else 1  # the card says it too: it goes its own way
    assert page.count("DEMOSTRACIÓN · SIN VALIDEZ OFICIAL") == page.count("No pertenece al IMSS") == places
    page = render_html(make_row(replace(CASOS[tipo], demostracion=False)))
    assert "emostración" not in page
    assert page.count("No pertenece al IMSS") == places


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
