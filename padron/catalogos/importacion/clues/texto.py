"""The register as CSV: one sheet, without opening hours."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from padron.catalogos.importacion.clues.columnas import Fila
from padron.catalogos.importacion.clues.libro import MAX_COLUMNAS, MAX_FILAS, Hoja
from plataforma.archivos.lectura import ArchivoIlegible, check_archivo

MAX_BYTES: Final = 200 * 2**20
MAX_LINEA: Final = 32_768  # under the limit of the csv module, so that the sentence is ours
_BLOQUE: Final = 2**20


def read_hoja(archivo: Path) -> Hoja:
    """Return the file as a sheet whose rows are read as they are asked for. They raise ArchivoIlegible."""
    check_archivo(archivo, max_bytes=MAX_BYTES)
    return Hoja(archivo.name, _read_filas(archivo))


def _read_filas(archivo: Path) -> Iterator[Fila]:
    with archivo.open(encoding=_detect_encoding(archivo), newline="", errors="replace") as text:
        lines = _read_lines(text)
        header = next(lines, "")
        delimiter = max(",;|\t", key=header.count)
        try:
            yield _check(next(csv.reader([header], delimiter=delimiter), []))
            # Strict: a quote that is never closed would swallow the rest of the file without a word.
            for total, fila in enumerate(csv.reader(lines, delimiter=delimiter, strict=True), start=1):
                if total > MAX_FILAS:
                    raise ArchivoIlegible(f"El archivo pasa de {MAX_FILAS} filas; eso no es el registro de unidades.")
                yield fila
        except csv.Error:
            raise ArchivoIlegible("El archivo no se puede leer como CSV: revisa que cada comilla se cierre.") from None


def _check(encabezado: list[str]) -> list[str]:
    if len(encabezado) > MAX_COLUMNAS:
        raise ArchivoIlegible(f"El encabezado tiene {len(encabezado)} columnas; eso no es el registro de unidades.")
    return encabezado


def _read_lines(text: TextIO) -> Iterator[str]:
    linea = 0
    while line := text.readline(MAX_LINEA + 1):
        linea += 1
        if len(line) > MAX_LINEA:
            raise ArchivoIlegible(
                f"La línea {linea} pasa de {MAX_LINEA} caracteres; eso no es el registro de unidades."
            )
        yield line


def _detect_encoding(archivo: Path) -> str:
    """Return UTF-8 if all of the file is that, else what Excel in Mexico still writes. NUL raises ArchivoIlegible."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with archivo.open("rb") as raw:
        try:
            while block := raw.read(_BLOQUE):
                if b"\0" in block:
                    raise ArchivoIlegible("El archivo no es de texto: tiene bytes nulos. Guárdalo como CSV UTF-8.")
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"
