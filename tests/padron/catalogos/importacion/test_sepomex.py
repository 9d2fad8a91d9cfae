import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from padron.catalogos.importacion import sepomex
from padron.catalogos.importacion.asentamientos import Asentamiento
from padron.catalogos.importacion.sepomex import LARGOS, read_asentamientos
from padron.catalogos.models import CodigoPostal, Colonia, Municipio
from plataforma.archivos.lectura import ArchivoIlegible
from tests.helpers.padron.sepomex_files import ENCABEZADO, FILAS, encode, make_fila

ENTERO = encode(*FILAS)


def read(folder: Path, content: bytes) -> list[Asentamiento]:
    path = folder / "CPdescarga.txt"
    path.write_bytes(content)
    return list(read_asentamientos(path))


def test_the_official_format(tmp_path: Path) -> None:
    rows = read(tmp_path, ENTERO)
    assert rows[0] == Asentamiento(3, "44100", "Álamos", "Colonia", "14", "039", "Guadalajara", "")
    assert rows[2].nombre == "Peña Ñandú"
    assert rows[3] == Asentamiento(6, "64000", 'Ejido "El Pelón"', "Ejido", "19", "039", "Monterrey", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_saved_in_another_encoding_gives_the_same_rows(encoding: str, tmp_path: Path) -> None:
    assert read(tmp_path, ENTERO.decode("iso-8859-1").encode(encoding)) == read(tmp_path, ENTERO)


def test_columns_go_by_name_and_lines_may_end_otherwise(tmp_path: Path) -> None:
    lines = [line.split("|") for line in (ENCABEZADO, *FILAS)]
    turned = "\n".join(["aviso", *("|".join([*reversed(line), "más"]) for line in lines)])
    got = read(tmp_path, turned.encode("iso-8859-1"))  # without an end on the last line
    assert got == read(tmp_path, ENTERO)


def test_blank_lines_and_odd_spaces_do_not_count(tmp_path: Path) -> None:
    odd = encode("", make_fila(nombre="  San\tJuan\xa0\xad de  Dios\x1b "), "   ")
    assert [(row.linea, row.nombre) for row in read(tmp_path, odd)] == [(4, "San Juan de Dios")]


def test_a_file_of_14_columns_with_null_in_empty_cells_is_read_without_them(tmp_path: Path) -> None:
    lines = [line.split("|") for line in (ENCABEZADO, make_fila("44100", "Álamos", ciudad="null"))]
    sin_c_cp = ["|".join(cells[:9] + cells[10:]) for cells in lines]
    got = read(tmp_path, "\r\n".join(["aviso", *sin_c_cp, ""]).encode("iso-8859-1"))
    assert got == [Asentamiento(3, "44100", "Álamos", "Colonia", "14", "039", "Guadalajara", "")]


HOSTILE = {
    "empty": (b"", r"^El archivo está vacío\.$"),
    "UTF-16 without a mark": (ENTERO.decode("iso-8859-1").encode("utf-16-le"), r"^Línea 1: hay bytes nulos"),
    "a byte that is no character": (ENTERO.replace("Ñ".encode("cp1252"), b"\x81"), r"^Línea 5: .* no se puede leer"),
    "NUL bytes": (ENTERO.replace(b"Pel", b"P\0l"), r"^Línea 6: hay bytes nulos"),
    "the ZIP as downloaded": (b"PK\x03\x04" + ENTERO, r"^El archivo es un ZIP"),
    "a column missing": (ENTERO.replace(b"D_mnpio", b"municipio"), r"^Línea 2: .* le falta, o repite: d_mnpio\."),
    "a column twice": (ENTERO.replace(b"d_zona", b"c_mnpio"), r"^Línea 2: .* le falta, o repite: c_mnpio\."),
    "no notice": (ENTERO.split(b"\r\n", 1)[1], r"^Línea 2: debe ser el encabezado"),
    "notice only": (b"aviso\r\n", r"^Línea 2: debe ser el encabezado"),
    "header only": (encode(), r"^Línea 3: aquí debería empezar"),
    "cut line": (ENTERO[:-30], r"^Línea 6: tiene \d+ columnas y el encabezado 15; .* cortado"),
    "a column too many": (encode(FILAS[0], FILAS[1] + "|x"), r"^Línea 4: tiene 16 columnas"),
    "one endless line": (b"x" * 100_000, r"^Línea 1: pasa de 4096 caracteres"),
    "short code": (encode(make_fila("4410")), r"^Línea 3: el código postal debe tener 5 números y dice «4410»"),
    "superscript code": (encode(make_fila("4410²")), r"^Línea 3: el código postal"),
    "escape codes": (encode(make_fila("\x1b[2J")), r"^Línea 3: el código postal .*«·\[2J»"),
    "unknown state": (encode(make_fila(estado="33")), r"^Línea 3: c_estado debe ir de 01 a 32 y dice «33»"),
    "short municipio": (encode(make_fila(clave="39")), r"^Línea 3: c_mnpio debe tener 3 números y dice «39»"),
    "no name": (encode(make_fila(nombre=" ")), r"^Línea 3: falta el nombre"),
    "null for a name": (encode(make_fila(nombre="NULL")), r"^Línea 3: falta el nombre"),
    "no municipio": (encode(make_fila(municipio="")), r"^Línea 3: falta el nombre"),
    "long name": (encode(make_fila(nombre="a" * 101)), r"^Línea 3: «a{30}…» pasa de 100 letras"),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_not_that_file_gives_one_sentence(tmp_path: Path, content: tuple[bytes, str]) -> None:
    with pytest.raises(ArchivoIlegible, match=content[1]) as caught:
        read(tmp_path, content[0])
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert len(sentence) < 200
    assert sentence.endswith(("vacío.", "No se cambió nada."))


def make_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make", [make_folder, os.mkfifo, lambda _path: None])
def test_what_is_no_file_gives_one_sentence(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "cosa")
    with pytest.raises(ArchivoIlegible, match=r"carpeta|No existe"):
        read_asentamientos(tmp_path / "cosa")


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "CPdescarga.txt").write_bytes(ENTERO)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ArchivoIlegible, match="No se puede abrir el archivo: Permission denied"):
        list(read_asentamientos(tmp_path / "CPdescarga.txt"))


def test_size_and_rows_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sepomex, "FORMATO", replace(sepomex.FORMATO, max_filas=3))
    with pytest.raises(ArchivoIlegible, match="Línea 6: el archivo pasa de 3 filas"):
        read(tmp_path, ENTERO)
    monkeypatch.setattr(sepomex, "FORMATO", replace(sepomex.FORMATO, max_bytes=100))
    with pytest.raises(ArchivoIlegible, match="El archivo pasa de 0 MB"):
        read(tmp_path, ENTERO)


def test_names_are_limited_as_the_columns_are() -> None:
    assert {
        "nombre": Colonia._meta.get_field("nombre").max_length,
        "tipo": Colonia._meta.get_field("tipo").max_length,
        "municipio": Municipio._meta.get_field("nombre").max_length,
        "ciudad": CodigoPostal._meta.get_field("ciudad").max_length,
    } == LARGOS
