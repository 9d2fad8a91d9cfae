"""Reader of Excel books (XLSX) from outside, sheet by sheet and row by row: the only module that imports openpyxl.

openpyxl reads XML as a tree, so it holds in memory all that stands between two rows, or between two shared strings.
Therefore this module first reads the book as bytes: it checks the sizes, and that no such stretch is long. It also
refuses declarations of entities in every part. The parser of openpyxl does not always refuse them: openpyxl uses
defusedxml for sheets, but lxml for the other parts if lxml is installed. Source: docs/amenazas.md, T14.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, NamedTuple
from zipfile import ZipFile, ZipInfo

from plataforma.archivos.lectura import ArchivoIlegible, check_archivo

FIRMA: Final = b"PK\x03\x04"
MAX_OTRA_PARTE: Final = 8 * 2**20  # styles, themes, properties: read whole
MAX_TRAMO: Final = 2**20  # from one row to the next
CON_DECLARACIONES: Final = "El libro de Excel tiene declaraciones que no le corresponden."
_POR_FILAS: Final = re.compile(r"xl/(worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE)
_TEXTOS: Final = "xl/sharedstrings.xml"
_XML: Final = re.compile(r".*\.(xml|rels|vml)", re.IGNORECASE)
_DECLARACION: Final = re.compile(
    rb"<!(?:DOCTYPE|ENTITY)|\0", re.IGNORECASE
)  # no part is in UTF-16, which has zero bytes
_SEPARADOR: Final = re.compile(rb"<(?:\w+:)?(?:row|si)[ />]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatoLibro:
    """What a book may be. A bigger book is refused with `nombre`, for instance «eso no es un padrón»."""

    nombre: str
    max_bytes: int
    max_filas: int
    max_columnas: int = 200
    max_partes: int = 500
    max_parte: int = 400 * 2**20  # one sheet, unpacked
    max_textos: int = 400 * 2**20  # the shared strings, unpacked: openpyxl holds them in memory
    max_total: int = 600 * 2**20
    is_por_valor: bool = False  # True: a formula gives its last value; False: it gives its own text


Fila = Sequence[Any]  # the cells as the book has them: text, numbers, dates
Filas = Iterator[tuple[int, Fila]]  # each row with its number in the sheet


class Hoja(NamedTuple):
    """A sheet: its name and its rows with their numbers, counted from 1."""

    nombre: str
    filas: Filas


def is_libro(archivo: Path) -> bool:
    """Tell whether the file begins as a book does. A file that cannot be read is no book."""
    try:
        if not archivo.is_file():  # a FIFO would wait for somebody who writes
            return False
        with archivo.open("rb") as raw:
            return raw.read(len(FIRMA)) == FIRMA
    except OSError:
        return False


def read_hojas(archivo: Path, formato: FormatoLibro) -> Iterator[Hoja]:
    """Yield the sheets. Read the rows of a sheet before the next sheet is asked for. Raises ArchivoIlegible."""
    check_archivo(archivo, max_bytes=formato.max_bytes)
    with _telling_damage():
        _check_partes(archivo, formato)
        with archivo.open("rb") as raw:
            for hoja in _open_libro(raw, formato):
                yield Hoja(hoja.title, _read_filas(hoja, formato))


@contextmanager
def _telling_damage() -> Iterator[None]:
    try:
        yield
    except (ArchivoIlegible, GeneratorExit):
        raise
    except Exception as error:  # openpyxl raises as many kinds of error for a broken book as its code has lines
        raise ArchivoIlegible("El libro de Excel está dañado. Descárgalo otra vez. No se cambió nada.") from error


def _open_libro(raw: IO[bytes], formato: FormatoLibro) -> list[Any]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which do not concern us
        book = load_workbook(raw, read_only=True, keep_links=False, data_only=formato.is_por_valor)
        return list(book.worksheets)


def _read_filas(hoja: Any, formato: FormatoLibro) -> Filas:
    hoja.reset_dimensions()  # the size that the sheet states can be wrong
    with _telling_damage():
        for numero, fila in enumerate(hoja.iter_rows(values_only=True), start=1):
            if numero > formato.max_filas + 1:  # the header is not counted
                raise ArchivoIlegible(f"La hoja pasa de {formato.max_filas} filas; eso no es {formato.nombre}.")
            yield numero, fila[: formato.max_columnas]


def _check_partes(archivo: Path, formato: FormatoLibro) -> None:
    with ZipFile(archivo) as book:
        partes = book.infolist()
        if len(partes) > formato.max_partes or sum(parte.file_size for parte in partes) > formato.max_total:
            raise ArchivoIlegible(f"El libro de Excel es demasiado grande por dentro; eso no es {formato.nombre}.")
        for parte in partes:
            if parte.file_size > _get_limite(parte, formato):
                raise ArchivoIlegible(f"Una parte del libro de Excel es demasiado grande; eso no es {formato.nombre}.")
            if _POR_FILAS.fullmatch(parte.filename):
                _check_tramos(book, parte)
            elif _XML.fullmatch(parte.filename) and _DECLARACION.search(book.read(parte)):
                raise ArchivoIlegible(CON_DECLARACIONES)


def _get_limite(parte: ZipInfo, formato: FormatoLibro) -> int:
    if not _POR_FILAS.fullmatch(parte.filename):
        return MAX_OTRA_PARTE
    return formato.max_textos if parte.filename.lower() == _TEXTOS else formato.max_parte


def _check_tramos(book: ZipFile, parte: ZipInfo) -> None:
    """Refuse what no spreadsheet program writes: declarations, entities, and a megabyte without a row."""
    before, sin_fila = b"", 0
    with book.open(parte) as stream:  # never gives more than the size that was checked
        while block := stream.read(2**16):
            joined = before[-16:] + block
            if b"<!" in joined or b"\0" in joined:
                raise ArchivoIlegible(CON_DECLARACIONES)
            sin_fila = 0 if _SEPARADOR.search(joined) else sin_fila + len(block)
            if sin_fila > MAX_TRAMO:
                raise ArchivoIlegible("El libro de Excel tiene filas demasiado largas.")
            before = block
