"""The door to WeasyPrint: nothing but our own static files comes in."""

import itertools
from pathlib import Path

import pytest

from documentos.contexts import TIPOS
from documentos.impresion import print_documento
from documentos.pdf import BASE, RecursoNegado, find_estatico, warm, write_pdf
from tests.helpers.documentos.cases import ORDINARIOS
from tests.helpers.documentos.factories import make_datos, make_row
from tests.helpers.documentos.pdf_tools import run
from tests.helpers.documentos.sheets import TEXTOS, replace

AJENO = "file:///etc/passwd"
HOSTILE = {
    "local file": f"<img src='{AJENO}'>",
    "other host": "<img src='http://169.254.169.254/latest/meta-data/'>",
    "missing picture": "<img src=x>",
    "out of the folder": "<img src='../imss_portal/settings.py'>",
    "encoded way out": "<img src='%2e%2e/imss_portal/settings.py'>",
    "style": f"<p style='background: url({AJENO})'>x",
    "style sheet": f"<link rel=stylesheet href='{AJENO}'>",
    "import": "<style>@import url('http://intruso.example/x.css');</style>",
    "font": f"<style>@font-face {{ font-family: x; src: url({AJENO}) }} p {{ font-family: x }}</style><p>x",
    "picture in SVG": f"<svg xmlns='http://www.w3.org/2000/svg' width=9 height=9><image href='{AJENO}'/></svg>",
    "font in SVG": (
        "<svg xmlns='http://www.w3.org/2000/svg' width=9 height=9>"
        f"<style>@font-face {{ font-family: x; src: url({AJENO}) }}</style></svg>"
    ),
    "SVG in data": "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\">",
    "attachment": f"<link rel=attachment href='{AJENO}'>",
    "object": f"<object data='{AJENO}'></object>",
    "other base": "<base href='file:///etc/'><img src=passwd>",
}


@pytest.mark.pdf
@pytest.mark.parametrize("payload", HOSTILE.values(), ids=HOSTILE)
def test_T15_a_page_that_asks_for_anything_else_is_not_made(payload: str) -> None:
    with pytest.raises(RecursoNegado):
        write_pdf(f"<html lang=es-MX><title>x</title>{payload}", identificador=b"x")


@pytest.mark.pdf
@pytest.mark.parametrize("payload", HOSTILE.values(), ids=HOSTILE)
def test_T15_in_a_name_it_is_printed_as_it_is(payload: str, tmp_path: Path) -> None:
    documento = make_row(make_datos(nombres=payload))
    (tmp_path / "x.pdf").write_bytes(print_documento(documento))
    text = run("pdftotext", "-raw", tmp_path / "x.pdf", "-")
    assert "".join(payload.split()) in "".join(text.split())
    assert "root:" not in text
    assert run("pdfdetach", "-list", tmp_path / "x.pdf").strip() == "0 embedded files"


@pytest.mark.pdf
@pytest.mark.parametrize("tipo", TIPOS)
def test_T15_in_every_text_of_every_document_it_is_printed_as_it_is(tipo: str, tmp_path: Path) -> None:
    datos, payloads = ORDINARIOS[tipo], itertools.cycle(HOSTILE.values())
    for name in (name for of, name in TEXTOS if of == tipo):
        datos = replace(datos, name, next(payloads))
    (tmp_path / "x.pdf").write_bytes(print_documento(make_row(datos)))
    text = run("pdftotext", "-raw", tmp_path / "x.pdf", "-")
    assert AJENO in text
    assert "root:" not in text
    assert run("pdfdetach", "-list", tmp_path / "x.pdf").strip() == "0 embedded files"


def test_our_own_static_files_are_served() -> None:
    assert find_estatico(BASE + "img/icono.svg").name == "icono.svg"


@pytest.mark.parametrize("address", ["", "img", "img/", "img/icono.svg/..", "/etc/passwd", "img/icono.svg%00.png"])
def test_no_folder_and_no_missing_file_is_served(address: str) -> None:
    with pytest.raises((RecursoNegado, ValueError)):
        find_estatico(BASE + address)


@pytest.mark.pdf
def test_the_next_page_is_made_after_one_was_refused() -> None:
    with pytest.raises(RecursoNegado):
        write_pdf("<img src=x>", identificador=b"x")
    warm()
