"""The reader of delimited text. Source: docs/amenazas.md, T14."""

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from plataforma.archivos import delimitados
from plataforma.archivos.delimitados import ILEGIBLE, Formato, Renglon, detect_encoding, read_renglones
from plataforma.archivos.lectura import ArchivoIlegible

FORMATO = Formato(nombre="una lista", max_bytes=2**20 * 8, max_filas=100_000)
NOMBRES = ["Muñoz", "Güemes", "Íñigo", "ÑAÑEZ", "Pérez"]  # charset-normalizer takes these for cp1250, Johab or Big5


def is_encabezado(celdas: list[str]) -> bool:
    return "clave" in celdas


def read(tmp_path: Path, content: bytes, formato: Formato = FORMATO) -> list[Renglon]:
    path = tmp_path / "lista.csv"
    path.write_bytes(content)
    return list(read_renglones(path, formato, is_encabezado=is_encabezado))


class TestEncoding:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
    @pytest.mark.parametrize("nombre", NOMBRES)
    def test_one_accented_name_in_a_short_file_is_read(self, nombre: str, encoding: str, tmp_path: Path) -> None:
        text = f"clave,nombre\n1,{nombre}\n"
        content = "\ufeff".encode(encoding) if encoding == "utf-16-be" else b""
        assert read(tmp_path, content + text.encode(encoding))[1:] == [Renglon(2, ["1", nombre])]

    def test_one_accented_name_after_many_plain_rows_is_read(self, tmp_path: Path) -> None:
        text = "clave,nombre\n" + "1,Ana\n" * 50_000 + "2,Peña\n"
        assert read(tmp_path, text.encode("cp1252"))[-1].celdas == ["2", "Peña"]

    def test_plain_text_is_utf_8(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"clave\n1\n")
        assert detect_encoding(tmp_path / "a.csv") == "utf-8"

    def test_a_letter_cut_by_the_end_of_a_block_is_still_utf_8(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(delimitados, "_BLOQUE", 1)
        assert read(tmp_path, "clave\nñ\n".encode())[1].celdas == ["ñ"]

    @pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
    def test_a_byte_that_is_no_character_costs_one_cell(self, start: bytes, tmp_path: Path) -> None:
        assert read(tmp_path, start + b"clave,nombre\n1,a\x81\n")[1].celdas == ["1", f"a{ILEGIBLE}"]


class TestEncabezado:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_the_delimiter_is_the_one_that_gives_the_header(self, delimiter: str, tmp_path: Path) -> None:
        text = f"clave{delimiter}nombre, o apodo, o alias; o nada\n1{delimiter}b\n"
        assert read(tmp_path, text.encode())[1:] == [Renglon(2, ["1", "b"])]

    def test_lines_before_the_header_are_skipped(self, tmp_path: Path) -> None:
        text = "sep=;\nLista de alumnos, ciclo 2026-B\n\nclave;nombre\n1;Ana\n"
        assert read(tmp_path, text.encode()) == [Renglon(4, ["clave", "nombre"]), Renglon(5, ["1", "Ana"])]

    def test_the_first_line_comes_if_no_line_is_the_header(self, tmp_path: Path) -> None:
        assert read(tmp_path, b"a;b\n1;2\n")[0] == Renglon(1, ["a", "b"])

    def test_the_header_is_not_searched_in_the_whole_file(self, tmp_path: Path) -> None:
        text = "a;b\n" * delimitados.LINEAS_DE_TITULO + "clave;nombre\n"
        assert read(tmp_path, text.encode())[0] == Renglon(1, ["a", "b"])


class TestFilas:
    def test_blank_rows_are_skipped_and_lines_are_counted(self, tmp_path: Path) -> None:
        rows = read(tmp_path, b'clave,nombre\n\n1,"a\nb"\n , \n2,c\n')
        assert rows[1:] == [Renglon(3, ["1", "a\nb"], has_salto=True), Renglon(6, ["2", "c"])]

    def test_a_quote_is_data_in_a_format_without_quotes(self, tmp_path: Path) -> None:
        rows = read(tmp_path, b'clave,nombre\n1,"a\n2,b\n', replace(FORMATO, has_comillas=False))
        assert [row.celdas for row in rows[1:]] == [["1", '"a'], ["2", "b"]]


HOSTILE: dict[str, tuple[bytes, str]] = {
    "zip": (b"PK\x03\x04" + b"x" * 100, "^El archivo es un ZIP o un libro de Excel"),
    "nul": (b"clave\n1\n\0", "^Línea 3: hay bytes nulos"),
    "utf-16 without a mark": ("clave\n".encode("utf-16-le"), "^Línea 1: hay bytes nulos"),
    "utf-32": ("clave\n".encode("utf-32"), "^Línea 1: hay bytes nulos"),
    "many columns": (b"clave" + b"," * 200, "^Línea 1: tiene 201 columnas; eso no es una lista"),
    "long header": (b"clave" * 10_000, "^Línea 1: pasa de 32768 caracteres; eso no es una lista"),
    "long row": (b"clave\n" + b"x" * 40_000, "^Línea 2: pasa de 32768 caracteres; eso no es una lista. No"),
    "many rows": (b"clave\n" + b"1\n" * 100_001, "^Línea 100002: el archivo pasa de 100000 filas"),
    "many blank rows": (b"clave\n" + b"\n" * 100_001, "^Línea 100002: el archivo pasa de 100000 filas"),
    "open quote": (
        b'clave\n"a\n' + b"b\n" * 100_000,
        "^Línea 2: pasa de 32768 caracteres; revisa que cada comilla se cierre",
    ),
    "open quote at the end": (b'clave\n1\n"a\nb', r"^Línea 3: no se puede leer como CSV\. Revisa que cada comilla"),
    "text after a quote": (b'clave\n"a"b\n', r"^Línea 2: no se puede leer como CSV\."),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_T14_a_hostile_file_gives_one_sentence(tmp_path: Path, content: tuple[bytes, str]) -> None:
    with pytest.raises(ArchivoIlegible, match=content[1]) as caught:
        read(tmp_path, content[0])
    assert str(caught.value).endswith("No se cambió nada.")


@pytest.mark.parametrize(
    "make", [lambda unit: b'"' + b'ab\n","' * unit, lambda unit: b"ab," * unit, lambda unit: b"ab\n" * unit]
)
def test_T14_one_row_at_most_is_in_memory(make: Callable[[int], bytes], tmp_path: Path) -> None:
    """The first file is one row of two million cells, whose quotes go on from line to line."""
    path = tmp_path / "lista.csv"
    path.write_bytes(b"clave\n" + make(1_000_000))
    tracemalloc.start()
    with pytest.raises(ArchivoIlegible, match="pasa de"):
        for _ in read_renglones(path, replace(FORMATO, max_filas=10_000), is_encabezado=is_encabezado):
            pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 * 2**20


def test_a_file_that_cannot_be_opened_gives_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "lista.csv").write_bytes(b"clave\n")
    rows = read_renglones(tmp_path / "lista.csv", FORMATO, is_encabezado=is_encabezado)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ArchivoIlegible, match="No se puede abrir el archivo: Permission denied"):
        next(rows)
