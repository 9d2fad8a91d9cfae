"""Files that somebody made to do harm, or spoilt on the way. Source: docs/amenazas.md, T14."""

import os
import tracemalloc
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from padron.catalogos.importacion import ArchivoIlegible, import_clues
from padron.catalogos.importacion.clues import libro, texto
from padron.catalogos.models import Clinica
from plataforma.archivos import libros
from tests.helpers.padron.clues_books import encode_csv, make_fila, write_libro

pytestmark = pytest.mark.django_db
HOJA = "xl/worksheets/sheet1.xml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_libro(tmp_path / "clues.xlsx", [make_fila()])


def rewrite(book: Path, **parts: bytes) -> None:
    """Replace parts of the book; `sheet` is its first sheet."""
    with ZipFile(book) as old:
        content = {name: old.read(name) for name in old.namelist()}
    content |= {HOJA if name == "sheet" else name: data for name, data in parts.items()}
    with ZipFile(book, "w", ZIP_DEFLATED) as new:
        for name, data in content.items():
            new.writestr(name, data)


def read_sheet(book: Path) -> bytes:
    with ZipFile(book) as old:
        return old.read(HOJA)


def refuse(path: Path, sentence: str) -> None:
    with pytest.raises(ArchivoIlegible, match=sentence):
        import_clues(archivo=path, actor="prueba")
    assert not Clinica.objects.exists()


class TestLibro:
    def test_T14_a_bomb_is_not_unpacked(self, book: Path) -> None:
        rewrite(book, **{"xl/media/bomba.bin": b"0" * (libros.MAX_OTRA_PARTE + 1)})
        refuse(book, "Una parte del libro de Excel es demasiado grande")

    def test_T14_the_parts_together_have_a_limit(self, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(libro, "FORMATO", replace(libro.FORMATO, max_total=2000))
        refuse(book, "demasiado grande por dentro")

    def test_T14_many_parts(self, book: Path) -> None:
        rewrite(book, **{f"xl/{n}.xml": b"" for n in range(libro.FORMATO.max_partes)})
        refuse(book, "demasiado grande por dentro")

    def test_T14_a_row_without_an_end_is_not_held_in_memory(self, book: Path) -> None:
        start, rest = read_sheet(book).split(b"<row", 1)
        rewrite(book, sheet=start + b"<a/>" * 2**20 + b"<row" + rest)
        tracemalloc.start()
        refuse(book, "filas demasiado largas")
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 8 * 2**20

    def test_T14_a_row_of_a_hundred_thousand_columns(self, book: Path) -> None:
        sheet = read_sheet(book).replace(b"</row>", b"<c/>" * 100_000 + b"</row>", 1)
        rewrite(book, sheet=sheet)
        import_clues(archivo=book, actor="prueba")  # beyond the two hundredth nothing is looked at
        assert Clinica.objects.count() == 1

    def test_T14_entities_are_refused(self, book: Path) -> None:
        lol = b'<!DOCTYPE x [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;">]>'
        rewrite(book, sheet=lol + read_sheet(book))
        refuse(book, "declaraciones que no le corresponden")

    @pytest.mark.parametrize("name", ["xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"])
    def test_T14_entities_in_other_parts_too(self, name: str, book: Path) -> None:
        with ZipFile(book) as old:
            data = old.read(name)
        lol = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        rewrite(book, **{name: lol + data.replace(b"</", b"&a;</", 1)})
        refuse(book, "declaraciones")

    def test_T14_more_rows_than_there_are_units(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(libro, "FORMATO", replace(libro.FORMATO, max_filas=10))
        refuse(write_libro(tmp_path / "x.xlsx", [make_fila()] * 11), "pasa de 10 filas")

    def test_T14_a_row_number_out_of_this_world(self, book: Path) -> None:
        rewrite(book, sheet=read_sheet(book).replace(b'r="2"', b'r="999999999"'))
        refuse(book, "pasa de 200000 filas|dañado")

    def test_a_sheet_that_lies_about_its_size(self, book: Path) -> None:
        sheet = read_sheet(book).replace(b"<sheetData>", b'<dimension ref="A1:A1"/><sheetData>', 1)
        rewrite(book, sheet=sheet)
        import_clues(archivo=book, actor="prueba")
        assert Clinica.objects.count() == 1

    @pytest.mark.parametrize("cut", [0.3, 0.9])
    def test_a_book_that_was_cut_off(self, cut: float, book: Path) -> None:
        data = book.read_bytes()
        book.write_bytes(data[: round(len(data) * cut)])
        refuse(book, "dañado")

    def test_a_zip_that_is_no_book(self, tmp_path: Path) -> None:
        path = tmp_path / "x.zip"
        with ZipFile(path, "w") as other:
            other.writestr("a.txt", "hola")
        refuse(path, "dañado")


class TestTexto:
    def write(self, tmp_path: Path, data: bytes) -> Path:
        path = tmp_path / "clues.csv"
        path.write_bytes(data)
        return path

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    @pytest.mark.parametrize("delimiter", [",", ";", "|", "\t"])
    def test_csv_as_spreadsheets_write_it(self, encoding: str, delimiter: str, tmp_path: Path) -> None:
        data = encode_csv([make_fila(VIALIDAD="ÑANDÚ")], encoding=encoding, delimiter=delimiter)
        assert import_clues(archivo=self.write(tmp_path, data), actor="prueba").nuevas == 1
        clinica = Clinica.objects.get()
        assert (clinica.direccion, clinica.turnos.count()) == ("Calle Ñandú 12", 2)

    def test_T14_nul_bytes(self, tmp_path: Path) -> None:
        refuse(self.write(tmp_path, encode_csv([make_fila()]) + b"\0"), "bytes nulos")

    def test_T14_a_hundred_thousand_columns(self, tmp_path: Path) -> None:
        refuse(self.write(tmp_path, b"CLUES," + b"," * 10_000), "10002 columnas")
        refuse(self.write(tmp_path, b"CLUES," + b"," * 100_000), "Línea 1: pasa de 32768 caracteres")

    def test_T14_a_line_without_an_end(self, tmp_path: Path) -> None:
        refuse(self.write(tmp_path, encode_csv([make_fila()]) + b"x" * 40_000), "Línea 3: pasa de")

    def test_T14_more_rows_than_there_are_units(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(texto, "FORMATO", replace(texto.FORMATO, max_filas=3))
        refuse(self.write(tmp_path, encode_csv([make_fila()] * 4)), "pasa de 3 filas")

    def test_a_quote_that_is_never_closed(self, tmp_path: Path) -> None:
        refuse(self.write(tmp_path, encode_csv([make_fila()]) + b'"JC,'), "cada comilla se cierre")

    @pytest.mark.parametrize(
        ("nombre", "start", "limite"),
        [("clues.csv", b"CLUES", texto.FORMATO.max_bytes), ("clues.xlsx", libros.FIRMA, libro.FORMATO.max_bytes)],
    )
    def test_T14_size(self, nombre: str, start: bytes, limite: int, tmp_path: Path) -> None:
        path = tmp_path / nombre
        path.write_bytes(start)
        os.truncate(path, limite + 1)
        refuse(path, "El archivo pasa de")

    def test_what_is_not_there_or_empty(self, tmp_path: Path) -> None:
        refuse(tmp_path / "nada.xlsx", "No existe ese archivo")
        refuse(tmp_path, "Eso es una carpeta")
        refuse(self.write(tmp_path, b""), "El archivo está vacío")

    def test_short_and_long_rows_lack_or_ignore_cells(self, tmp_path: Path) -> None:
        data = encode_csv([make_fila()]) + b"JCIMS000029,JALISCO\r\n" + b"," * 50 + b"\r\n"
        resumen = import_clues(archivo=self.write(tmp_path, data), actor="prueba")
        assert (resumen.nuevas, resumen.otras_unidades) == (1, 1)
