"""What a file may be, and what a hostile one meets. Source: docs/reglas.md, «Rosters»; docs/amenazas.md, T14."""

import datetime as dt
import os
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from padron.asegurados.importacion import archivo as archivo_module
from padron.asegurados.importacion.archivo import Fila, read_filas
from plataforma.archivos.lectura import ArchivoIlegible
from tests.helpers.padron.rosters import SAUL, TADEO, XIMENA, make_csv

TEXT = make_csv(XIMENA, TADEO)


def read(tmp_path: Path, content: bytes) -> list[Fila]:
    path = tmp_path / "padron.csv"
    path.write_bytes(content)
    return list(read_filas(path))


def read_valores(tmp_path: Path, content: bytes) -> list[tuple[int, dict[str, str]]]:
    return [(fila.linea, fila.valores) for fila in read(tmp_path, content)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_encodings_delimiters_and_line_ends(tmp_path: Path, encoding: str, delimiter: str, end: str) -> None:
    text = make_csv(XIMENA, TADEO, delimiter=delimiter).replace("\r\n", end)
    assert read_valores(tmp_path, text.encode(encoding)) == [(2, XIMENA), (3, TADEO)]


def test_a_title_row_above_the_header_is_skipped(tmp_path: Path) -> None:
    text = "sep=;\nPadrón de alumnos, ciclo 2026-B\n\n" + make_csv(XIMENA, delimiter=";")
    assert read_valores(tmp_path, text.encode("cp1252")) == [(5, XIMENA)]


def test_columns_count_by_name_however_they_are_written(tmp_path: Path) -> None:
    text = TEXT.replace("primer_apellido", "Primer Apellido ").replace("codigo", "CÓDIGO").replace("nivel", "Hobby")
    row = read(tmp_path, text.encode())[0]
    assert row.valores["primer_apellido"] == "Quintanar"
    assert row.valores["codigo"] == "A001"


def test_cells_are_cleaned(tmp_path: Path) -> None:
    row = read(tmp_path, make_csv(XIMENA | {"nombres": "  Xime\u200bna\u00a0 Zu\u0301 "}).encode())[0]
    assert row.valores["nombres"] == "Ximena Zú"


def test_blank_lines_are_passed_over_and_lines_are_counted(tmp_path: Path) -> None:
    lines = TEXT.splitlines()
    text = "\n".join([lines[0], "", lines[1], "," * (len(XIMENA) - 1), lines[2]])
    assert [row.linea for row in read(tmp_path, text.encode())] == [3, 5]


def test_a_row_of_another_length_is_told(tmp_path: Path) -> None:
    rows = read(tmp_path, (TEXT + "a,b,c\r\n").encode())
    assert rows[-1] == Fila(4, {}, "la fila tiene 3 columnas y el encabezado 15", ["a", "b", "c"])


def test_quotes_that_swallow_lines_are_told(tmp_path: Path) -> None:
    text = TEXT.replace("Ximena", '"Ximena').replace("tadeo@example.com", 'tadeo@example.com"')
    assert [bool(row.error) for row in read(tmp_path, text.encode())] == [True]
    rows = read(tmp_path, make_csv(XIMENA | {"nombres": "Xi\nmena"}, SAUL).encode())
    assert [(row.linea, bool(row.error)) for row in rows] == [(2, True), (4, False)]


HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "está vacío"),
    "nul": (TEXT.encode() + b"\0", "bytes nulos"),
    "binary": (bytes(range(256)) * 100, "bytes nulos"),
    "excel": (b"PK\x03\x04" + b"x" * 100, "El libro de Excel está dañado"),
    "utf-16 without a mark": (TEXT.encode("utf-16-le"), "Línea 1: hay bytes nulos"),
    "many columns": (b"a," * 100_000 + b"\n", "pasa de"),
    "many columns in one line": (b"a," * 10_000 + b"\n", "10001 columnas"),
    "long header": (b"a" * 10_000_000, "Línea 1: pasa de 32768 caracteres; eso no es un padrón"),
    "long line": (TEXT.encode() + b"a" * 10_000_000, "Línea 4: pasa de"),
    "open quote": (TEXT.encode() + b'"a\n' + b"b,c\n" * 200_000, "Línea 4: .* comilla"),
    "open quote at the end": (TEXT.encode() + b'"a\n', "Línea 4: .* comilla"),
    "only a header of another kind": (b"nombre,edad\nAna,20\n", "le falta: curp, primer_apellido, segundo_apellido"),
    "a column twice": (TEXT.replace("nivel", "correo").encode(), "repite: correo"),
    "one column missing": (TEXT.replace("codigo", "code", 1).encode(), "le falta: codigo. No se cambió nada."),
    "blank": (b"\n\n\n", "le falta: curp"),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_T14_a_hostile_file_gives_one_sentence(tmp_path: Path, content: tuple[bytes, str]) -> None:
    with pytest.raises(ArchivoIlegible, match=content[1]) as caught:
        read(tmp_path, content[0])
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert len(sentence) < 200


def make_folder(path: Path) -> None:
    path.mkdir()


def make_loop(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize("make", [make_folder, os.mkfifo, make_loop, lambda _path: None])
def test_T14_what_is_no_file_gives_one_sentence(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "cosa")
    with pytest.raises(ArchivoIlegible, match=r"carpeta|No existe"):
        list(read_filas(tmp_path / "cosa"))


def test_T14_size_and_rows_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archivo_module, "FORMATO", replace(archivo_module.FORMATO, max_filas=1))
    with pytest.raises(ArchivoIlegible, match="pasa de 1 filas"):
        read(tmp_path, TEXT.encode())
    monkeypatch.setattr(archivo_module, "FORMATO", replace(archivo_module.FORMATO, max_bytes=100))
    with pytest.raises(ArchivoIlegible, match="MB"):
        read(tmp_path, TEXT.encode())


ENCABEZADO_DE_ESCUELA = (
    *("CURP DEL ALUMNO", "NOMBRE(S)", "AP. PATERNO", "Apellido Materno", "CAMPUS", "No. de Control"),
    *(
        "Correo Institucional",
        "Correo Personal",
        "Nivel Educativo",
        "Ciclo Escolar",
        "Situación",
        "Fecha de Inscripción",
    ),
    *("F. INGRESO", "N.S.S.", "Fecha de alta IMSS"),
)


def test_common_headers_are_understood(tmp_path: Path) -> None:
    text = TEXT.replace(TEXT.splitlines()[0], ",".join(ENCABEZADO_DE_ESCUELA))
    assert read_valores(tmp_path, text.encode()) == [(2, XIMENA), (3, TADEO)]


def test_our_own_name_of_a_column_wins_over_another_name(tmp_path: Path) -> None:
    text = TEXT.replace("nivel", "matrícula")
    assert read(tmp_path, text.encode())[0].valores["codigo"] == "A001"


def test_a_second_column_of_addresses_is_the_alternate_one(tmp_path: Path) -> None:
    text = TEXT.replace("correo_alterno", "e-mail").replace("nivel", "telefono")
    assert "correo_alterno" in read(tmp_path, text.encode())[0].valores


class TestLibro:
    def write(self, tmp_path: Path, *filas: list[object], sheets: int = 1) -> Path:
        from openpyxl import Workbook

        book = Workbook()
        for n in range(sheets - 1):
            book.active.append([f"Portada {n}"])
            book.active = book.create_sheet()
        for fila in filas:
            book.active.append(fila)
        book.save(tmp_path / "padron.xlsx")
        return tmp_path / "padron.xlsx"

    def test_a_book_gives_the_same_rows_as_text(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, ["Padrón 2026-B"], [], list(XIMENA), list(XIMENA.values()), list(TADEO.values()))
        assert [(fila.linea, fila.valores) for fila in read_filas(path)] == [(4, XIMENA), (5, TADEO)]

    def test_numbers_and_dates_of_cells_are_text_as_a_roster_writes_them(self, tmp_path: Path) -> None:
        cells = XIMENA | {"nss": 61230500011, "codigo": 2026.0, "fecha_ingreso": dt.datetime(2026, 8, 17)}  # noqa: DTZ001
        path = self.write(tmp_path, list(cells), list(cells.values()))
        valores = next(read_filas(path)).valores
        assert (valores["nss"], valores["codigo"], valores["fecha_ingreso"]) == ("61230500011", "2026", "2026-08-17")

    def test_a_cover_sheet_before_the_roster_is_skipped(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, list(XIMENA), list(XIMENA.values()), sheets=2)
        assert [fila.valores for fila in read_filas(path)] == [XIMENA]

    def test_a_book_without_a_roster_says_what_is_missing(self, tmp_path: Path) -> None:
        with pytest.raises(ArchivoIlegible, match="le falta: curp"):
            list(read_filas(self.write(tmp_path, ["clave", "edad"], ["a", 3])))

    def test_T14_a_zip_bomb_is_not_unpacked(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, list(XIMENA))
        with ZipFile(path, "a", ZIP_DEFLATED) as book, book.open("xl/worksheets/sheet9.xml", "w") as part:
            for _ in range(archivo_module.FORMATO_LIBRO.max_parte // 2**20 + 1):
                part.write(b"0" * 2**20)
        tracemalloc.start()
        with pytest.raises(ArchivoIlegible, match=r"demasiado grande; eso no es un padrón"):
            list(read_filas(path))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 8 * 2**20

    def test_T14_rows_size_and_width_are_limited(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = self.write(tmp_path, list(XIMENA), *([list(XIMENA.values())] * 3))
        monkeypatch.setattr(archivo_module, "FORMATO_LIBRO", replace(archivo_module.FORMATO_LIBRO, max_filas=2))
        with pytest.raises(ArchivoIlegible, match="pasa de 2 filas"):
            list(read_filas(path))
        monkeypatch.setattr(archivo_module, "FORMATO_LIBRO", replace(archivo_module.FORMATO_LIBRO, max_bytes=100))
        with pytest.raises(ArchivoIlegible, match="MB"):
            list(read_filas(path))

    def test_T14_a_row_of_long_cells_is_refused(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, list(XIMENA), ["a" * 20_000, "b" * 20_000])
        with pytest.raises(ArchivoIlegible, match="Línea 2: pasa de 32768 caracteres"):
            list(read_filas(path))
