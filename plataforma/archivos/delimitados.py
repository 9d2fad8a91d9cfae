"""Reader of delimited text (CSV, TSV) from outside: encoding, delimiter, header row, and limits against hostile files.

It holds one row in memory. Its messages say that nothing was changed, so a caller must store all rows or none.
Source: docs/amenazas.md, T14.
"""

import codecs
import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, NoReturn, TextIO

from plataforma.archivos.lectura import ArchivoIlegible, check_archivo

ILEGIBLE: Final = "\ufffd"  # what a cell has in place of bytes that are no character
LINEAS_DE_TITULO: Final = 20  # the header must be among so many first lines
_BLOQUE: Final = 2**16
_ZIP: Final = b"PK\x03\x04"
_BOMS: Final = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Formato:
    """What a file may be. A bigger file is refused with `nombre`, for instance «eso no es un padrón»."""

    nombre: str
    max_bytes: int
    max_filas: int
    max_caracteres: int = 32_768  # in one row; below the limit of the csv module, so that the message is ours
    max_columnas: int = 200
    delimitadores: str = ",;\t|"
    has_comillas: bool = True  # False: a quote is a character like any other


class Renglon(NamedTuple):
    """One row: the line where it begins, counted from 1, and its cells as the file has them."""

    linea: int
    celdas: list[str]
    has_salto: bool = False  # a cell in quotes has a line break


IsEncabezado = Callable[[list[str]], bool]


def read_renglones(archivo: Path, formato: Formato, *, is_encabezado: IsEncabezado) -> Iterator[Renglon]:
    """Return the header and then the rows that are not blank, read as they are asked for.

    Lines before the header are skipped. If no line is the header, the first line comes instead of it, so that the
    caller can say which columns are missing. Raises ArchivoIlegible, at the latest where the file becomes unreadable.
    """
    check_archivo(archivo, max_bytes=formato.max_bytes)
    return _read(archivo, formato, is_encabezado)


def detect_encoding(archivo: Path) -> str:
    """Return what the byte order mark says, else UTF-8 if the whole file decodes, else Windows-1252 as Excel writes it.

    charset-normalizer is worse here: it read Windows-1252 rosters as cp1250 («Peńa»), Johab or Big5.
    """
    with archivo.open("rb") as raw:
        start = raw.read(4)
    if start == _ZIP:
        raise ArchivoIlegible(
            "El archivo es un ZIP o un libro de Excel: descomprímelo o guárdalo como CSV UTF-8. No se cambió nada."
        )
    for bom, encoding in _BOMS.items():
        if start.startswith(bom):
            return encoding
    try:
        with archivo.open(encoding="utf-8", newline="") as text:
            while text.read(_BLOQUE):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _read(archivo: Path, formato: Formato, is_encabezado: IsEncabezado) -> Iterator[Renglon]:
    try:
        # `replace` writes ILEGIBLE, so one wrong byte costs one cell and not the file.
        with archivo.open(encoding=detect_encoding(archivo), errors="replace", newline="") as text:
            lineas = _Lineas(text, formato)
            delimiter, encabezado = _find_encabezado(lineas, formato, is_encabezado)
            yield encabezado
            yield from _read_filas(lineas, formato, delimiter)
    except OSError as error:
        raise ArchivoIlegible(f"No se puede abrir el archivo: {error.strerror}.") from None


class _Lineas:
    """The lines of the file. It limits rows, not only lines: an open quote joins many short lines to one row."""

    def __init__(self, text: TextIO, formato: Formato) -> None:
        self._formato = formato
        self._largo = 0  # of the present row, until now
        self.inicio = 1  # the line where the present row begins
        self.linea = 0
        self.iterator = self._read(text.readline)

    def _read(self, readline: Callable[[int], str]) -> Iterator[str]:
        limite = self._formato.max_caracteres
        while line := readline(limite + 1):
            self.linea += 1
            self._largo += len(line)
            if self._largo > limite:
                self._refuse_largo()
            if "\0" in line:
                _refuse(self.linea, "hay bytes nulos, así que no es un archivo de texto.")
            yield line

    def _refuse_largo(self) -> NoReturn:
        is_comilla = self.linea > self.inicio
        consejo = "revisa que cada comilla se cierre" if is_comilla else f"eso no es {self._formato.nombre}"
        _refuse(self.inicio, f"pasa de {self._formato.max_caracteres} caracteres; {consejo}.")

    def end_row(self) -> int:
        """Begin another row. Return the line where the row before it began."""
        inicio, self.inicio, self._largo = self.inicio, self.linea + 1, 0
        return inicio


def _find_encabezado(lineas: _Lineas, formato: Formato, is_encabezado: IsEncabezado) -> tuple[str, Renglon]:
    """Return the header and its delimiter: the one, among those of the format, with which the line is the header."""
    first: tuple[str, Renglon] | None = None
    for line in lineas.iterator:
        linea = lineas.end_row()
        for delimiter in sorted(formato.delimitadores, key=line.count, reverse=True):
            celdas = next(_make_reader(iter([line]), formato, delimiter, strict=False), [])
            if len(celdas) > formato.max_columnas:
                _refuse(linea, f"tiene {len(celdas)} columnas; eso no es {formato.nombre}.")
            found = (delimiter, Renglon(linea, celdas))
            if is_encabezado(celdas):
                return found
            first = first or found
        if linea >= LINEAS_DE_TITULO:
            break
    return first or (formato.delimitadores[0], Renglon(1, []))


def _read_filas(lineas: _Lineas, formato: Formato, delimiter: str) -> Iterator[Renglon]:
    try:
        # Strict: otherwise a quote that is never closed takes the rest of the file into one cell, without an error.
        for total, celdas in enumerate(_make_reader(lineas.iterator, formato, delimiter, strict=True), start=1):
            has_salto = lineas.linea > lineas.inicio
            linea = lineas.end_row()
            if total > formato.max_filas:
                _refuse(linea, f"el archivo pasa de {formato.max_filas} filas; eso no es {formato.nombre}.")
            if any(map(str.strip, celdas)):
                yield Renglon(linea, celdas, has_salto)
    except csv.Error:
        _refuse(lineas.inicio, "no se puede leer como CSV. Revisa que cada comilla se cierre.")


def _make_reader(lines: Iterator[str], formato: Formato, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    if formato.has_comillas:
        return csv.reader(lines, delimiter=delimiter, strict=strict)
    return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)


def _refuse(linea: int, motivo: str) -> NoReturn:
    raise ArchivoIlegible(f"Línea {linea}: {motivo} No se cambió nada.")
