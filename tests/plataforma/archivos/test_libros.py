"""The reader of Excel books. Source: docs/amenazas.md, T14. The importers have the tests of their own limits."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from plataforma.archivos.lectura import ArchivoIlegible
from plataforma.archivos.libros import FormatoLibro, is_libro, read_hojas

FORMATO = FormatoLibro(nombre="una lista", max_bytes=2**20, max_filas=100)
HOJA = "xl/worksheets/sheet1.xml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    from openpyxl import Workbook

    libro = Workbook()
    for fila in (["clave", "n"], ["a", 1], ["b", "=1+1"]):
        libro.active.append(fila)
    libro.save(tmp_path / "x.xlsx")
    return tmp_path / "x.xlsx"


def read(book: Path, formato: FormatoLibro = FORMATO) -> list[tuple[int, tuple[Any, ...]]]:
    return [(numero, tuple(fila)) for hoja in read_hojas(book, formato) for numero, fila in hoja.filas]


def rewrite(book: Path, old: bytes, new: bytes) -> None:
    with ZipFile(book) as zipped:
        content = {name: zipped.read(name) for name in zipped.namelist()}
    content[HOJA] = content[HOJA].replace(old, new)
    with ZipFile(book, "w", ZIP_DEFLATED) as zipped:
        for name, data in content.items():
            zipped.writestr(name, data)


def test_rows_come_with_their_numbers_and_a_formula_as_its_text(book: Path) -> None:
    assert read(book) == [(1, ("clave", "n")), (2, ("a", 1)), (3, ("b", "=1+1"))]


def test_a_formula_comes_as_its_last_value_if_the_format_says_so(book: Path) -> None:
    assert read(book, replace(FORMATO, is_por_valor=True))[2] == (3, ("b", None))


def test_T14_a_sheet_that_breaks_off_halfway_gives_one_sentence(book: Path) -> None:
    rewrite(book, b"</row>", b"</fila>")
    with pytest.raises(ArchivoIlegible, match="dañado"):
        read(book)


def test_T14_shared_strings_have_a_limit_of_their_own(tmp_path: Path) -> None:
    book = tmp_path / "x.xlsx"
    with ZipFile(book, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("xl/sharedStrings.xml", b"<sst>" + b"<si><t>a</t></si>" * 1000)
    with pytest.raises(ArchivoIlegible, match="Una parte del libro de Excel es demasiado grande; eso no es una lista"):
        read(book, replace(FORMATO, max_textos=1000))


def test_only_a_file_that_begins_as_a_zip_is_a_book(book: Path, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("PK,clave")
    assert [is_libro(path) for path in (book, tmp_path / "x.csv", tmp_path, tmp_path / "nada")] == [True] + [False] * 3
