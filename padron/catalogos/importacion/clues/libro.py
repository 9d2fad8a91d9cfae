"""An Excel book, sheet by sheet and row by row: the only place that knows openpyxl.

openpyxl reads XML as a tree: whatever stands between two rows, or between two shared strings, is held in memory. So
the book is looked through once before, as bytes: its sizes, and that no such stretch is long. Entities are refused
there, and by defusedxml, which openpyxl uses where it is installed. Source: docs/amenazas.md, T14.
"""

import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final, NamedTuple
from zipfile import ZipFile, ZipInfo

from padron.catalogos.importacion.clues.columnas import Filas
from plataforma.archivos.lectura import ArchivoIlegible, check_archivo

MAX_BYTES: Final = 100 * 2**20
MAX_PARTES: Final = 500
MAX_PARTE: Final = 400 * 2**20  # unpacked; the register of all Mexico has sheets of 120 MB
MAX_TOTAL: Final = 600 * 2**20
MAX_OTRA_PARTE: Final = 8 * 2**20  # styles, themes, properties: read whole
MAX_TRAMO: Final = 2**20  # from one row to the next
MAX_FILAS: Final = 200_000
MAX_COLUMNAS: Final = 200
FIRMA: Final = b"PK\x03\x04"
_POR_FILAS: Final = re.compile(r"xl/(worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE)
_SEPARADOR: Final = re.compile(rb"<(?:\w+:)?(?:row|si)[ />]")


class Hoja(NamedTuple):
    """A sheet: its name and its rows with their numbers, the header first."""

    nombre: str
    filas: Filas


def read_hojas(archivo: Path) -> Iterator[Hoja]:
    """Yield the sheets; the rows of one are read before the next is asked for. Raises ArchivoIlegible."""
    check_archivo(archivo, max_bytes=MAX_BYTES)
    try:
        _check_partes(archivo)
        with archivo.open("rb") as raw:
            for hoja in _open_libro(raw):
                yield Hoja(hoja.title, _read_filas(hoja))
    except ArchivoIlegible:
        raise
    except Exception as error:  # openpyxl stumbles over a broken book in as many ways as its code has lines
        raise ArchivoIlegible("El libro de Excel está dañado. Descárgalo otra vez. No se cambió nada.") from error


def _open_libro(raw: IO[bytes]) -> list[Any]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which do not concern us
        # Not `data_only`: of a formula its text comes, never a value that nobody sees.
        return list(load_workbook(raw, read_only=True, keep_links=False).worksheets)


def _read_filas(hoja: Any) -> Filas:
    hoja.reset_dimensions()  # the size that the sheet states can be wrong
    for numero, fila in enumerate(hoja.iter_rows(max_col=MAX_COLUMNAS, values_only=True), start=1):
        if numero > MAX_FILAS + 1:  # the header is not counted
            raise ArchivoIlegible(f"La hoja pasa de {MAX_FILAS} filas; eso no es el registro de unidades.")
        yield numero, fila


def _check_partes(archivo: Path) -> None:
    with ZipFile(archivo) as book:
        partes = book.infolist()
        if len(partes) > MAX_PARTES or sum(parte.file_size for parte in partes) > MAX_TOTAL:
            raise ArchivoIlegible(
                "El libro de Excel es demasiado grande por dentro; eso no es el registro de unidades."
            )
        for parte in partes:
            is_por_filas = bool(_POR_FILAS.fullmatch(parte.filename))
            if parte.file_size > (MAX_PARTE if is_por_filas else MAX_OTRA_PARTE):
                raise ArchivoIlegible(
                    "Una parte del libro de Excel es demasiado grande; eso no es el registro de unidades."
                )
            if is_por_filas:
                _check_tramos(book, parte)


def _check_tramos(book: ZipFile, parte: ZipInfo) -> None:
    """Refuse what no spreadsheet program writes: declarations, entities, and a megabyte without a row."""
    before, sin_fila = b"", 0
    with book.open(parte) as stream:  # never gives more than the size that was checked
        while block := stream.read(2**16):
            joined = before[-16:] + block
            if b"<!" in joined:
                raise ArchivoIlegible("El libro de Excel tiene declaraciones que no le corresponden.")
            sin_fila = 0 if _SEPARADOR.search(joined) else sin_fila + len(block)
            if sin_fila > MAX_TRAMO:
                raise ArchivoIlegible("El libro de Excel tiene filas demasiado largas.")
            before = block
