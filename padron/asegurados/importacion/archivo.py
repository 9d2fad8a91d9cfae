"""From a file that somebody else made to rows: encoding, delimiter, header, and limits that a hostile file meets.

Nothing here holds more than one line of the file. Source: docs/reglas.md, «Rosters»; docs/amenazas.md, T14.
"""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from padron.asegurados.importacion.columnas import OBLIGATORIAS, OPCIONALES, simplify
from plataforma.archivos.lectura import ArchivoIlegible, check_archivo, clean

MAX_BYTES: Final = 300 * 2**20
MAX_FILAS: Final = 1_000_000
MAX_LINEA: Final = 32_768  # under the limit of the csv module, so that the sentence is ours
MAX_COLUMNAS: Final = 200
_BLOQUE: Final = 2**20
_SIN_LETRA_EN_1252: Final = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
_FIRMAS: Final = {
    b"PK\x03\x04": "El archivo es un libro de Excel: guárdalo como CSV UTF-8 y cárgalo otra vez.",
    b"\xff\xfe": "El archivo está en UTF-16: guárdalo como CSV UTF-8 y cárgalo otra vez.",
    b"\xfe\xff": "El archivo está en UTF-16: guárdalo como CSV UTF-8 y cárgalo otra vez.",
}


class Fila(NamedTuple):
    """One row: the line where it begins and its cells by column, cleaned."""

    linea: int
    valores: dict[str, str]
    error: str = ""


def read_filas(archivo: Path) -> Iterator[Fila]:
    """Yield the rows of the roster. Raises ArchivoIlegible, at the latest where the file turns unreadable."""
    try:
        encoding = _detect_encoding(archivo)
        with archivo.open(encoding=encoding, newline="") as text:
            yield from _parse(text)
    except csv.Error:
        raise ArchivoIlegible("El archivo no se puede leer como CSV: revisa que cada comilla se cierre.") from None
    except OSError as error:
        raise ArchivoIlegible(f"No se puede abrir el archivo: {error.strerror}.") from None


def _detect_encoding(archivo: Path) -> str:
    """Return the encoding of the file, read once from end to end: Excel in Mexico still writes Windows-1252."""
    check_archivo(archivo, max_bytes=MAX_BYTES)
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = is_1252 = True
    for block in _read_blocks(archivo):
        is_utf8 = is_utf8 and _decodes(decoder, block)
        is_1252 = is_1252 and not any(byte in block for byte in _SIN_LETRA_EN_1252)
    return "utf-8-sig" if is_utf8 and _decodes(decoder, b"", final=True) else "cp1252" if is_1252 else "latin-1"


def _read_blocks(archivo: Path) -> Iterator[bytes]:
    with archivo.open("rb") as raw:
        block = raw.read(_BLOQUE)
        for firma, sentence in _FIRMAS.items():
            if block.startswith(firma):
                raise ArchivoIlegible(sentence)
        while block:
            if b"\0" in block:
                raise ArchivoIlegible("El archivo no es de texto: tiene bytes nulos. Guárdalo como CSV UTF-8.")
            yield block
            block = raw.read(_BLOQUE)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final=final)
    except UnicodeDecodeError:
        return False
    return True


def _parse(text: TextIO) -> Iterator[Fila]:
    lines = _read_lines(text)
    header = next(lines, "")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    columnas = _check_header(next(csv.reader([header], delimiter=delimiter), []))
    # Strict: a quote that is never closed would swallow the rest of the file without a word.
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    linea = 2
    for total, row in enumerate(reader):
        if total >= MAX_FILAS:
            raise ArchivoIlegible(f"El archivo pasa de {MAX_FILAS} filas: cárgalo en partes.")
        if any(row):
            yield _make_fila(linea, columnas, row)
        linea = reader.line_num + 2


def _read_lines(text: TextIO) -> Iterator[str]:
    linea = 1
    while line := text.readline(MAX_LINEA + 1):
        if len(line) > MAX_LINEA:
            raise ArchivoIlegible(f"La línea {linea} pasa de {MAX_LINEA} caracteres: eso no es un padrón.")
        yield line
        linea += 1


def _check_header(row: list[str]) -> list[str]:
    if len(row) > MAX_COLUMNAS:
        raise ArchivoIlegible(f"El encabezado tiene {len(row)} columnas: eso no es un padrón.")
    columnas = [simplify(cell) for cell in row]
    if faltan := [name for name in OBLIGATORIAS if name not in columnas]:
        raise ArchivoIlegible(f"Al encabezado le falta: {', '.join(faltan)}. No se cambió nada.")
    conocidas = [name for name in columnas if name in OBLIGATORIAS or name in OPCIONALES]
    if repetidas := sorted({name for name in conocidas if conocidas.count(name) > 1}):
        raise ArchivoIlegible(f"El encabezado repite: {', '.join(repetidas)}. No se cambió nada.")
    return columnas


def _make_fila(linea: int, columnas: list[str], row: list[str]) -> Fila:
    if len(row) != len(columnas):
        return Fila(linea, {}, f"la fila tiene {len(row)} columnas y el encabezado {len(columnas)}")
    if any("\n" in cell or "\r" in cell for cell in row):
        return Fila(linea, {}, "hay un salto de línea dentro de un dato; revisa las comillas")
    return Fila(linea, {name: clean(cell) for name, cell in zip(columnas, row, strict=True)})
