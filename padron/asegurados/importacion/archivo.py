"""From a roster file to rows with named cells. Source: docs/reglas.md, «Rosters»; docs/amenazas.md, T14."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from padron.asegurados.importacion.columnas import CONOCIDAS, DE_RESPUESTA, OBLIGATORIAS, PROPIAS, resolve
from plataforma.archivos.copia import Copia
from plataforma.archivos.delimitados import LINEAS_DE_TITULO, Formato, Renglon, read_renglones
from plataforma.archivos.formulas import restore
from plataforma.archivos.lectura import ArchivoIlegible, clean
from plataforma.archivos.letras import repair_letras
from plataforma.archivos.libros import FormatoLibro, Hoja, is_libro, read_hojas

FORMATO: Final = Formato(nombre="un padrón", max_bytes=300 * 2**20, max_filas=1_000_000)
FORMATO_LIBRO: Final = FormatoLibro(
    nombre="un padrón", max_bytes=100 * 2**20, max_filas=1_000_000, max_textos=100 * 2**20, is_por_valor=True
)
_COLUMNAS_DE_ENCABEZADO: Final = 3  # a line with so many of the required names is the header


class Fila(NamedTuple):
    """One row: the line where it begins, and its cells by column, cleaned."""

    linea: int
    valores: dict[str, str]
    error: str = ""
    celdas: Sequence[str] = ()  # the row as it came, for the file of refused rows
    reparadas: tuple[tuple[str, str], ...] = ()  # columns whose letters were repaired, with what they said


@dataclass(frozen=True, slots=True)
class Padron:
    """A roster file whose header was understood. Each iteration gives the rows again, from the first one."""

    renglones: Iterable[Renglon]
    encabezado: tuple[str, ...]
    columnas: tuple[str, ...]  # our name of each column, or ""
    linea: int  # of the header

    @property
    def is_respuesta(self) -> bool:
        """Tell whether the file is an answer of the IMSS: CURP and NSS of students who are on record."""
        return not set(PROPIAS) & set(self.columnas)

    def __iter__(self) -> Iterator[Fila]:
        for renglon in self.renglones:
            yield _make_fila(self.columnas, renglon)


def open_padron(archivo: Path) -> Padron:
    """Return the roster of the file. Raises ArchivoIlegible if it cannot be read or a column is missing."""
    leidos = _read(archivo)
    linea, celdas, _ = next(leidos)
    columnas = resolve(celdas)
    faltan = [name for name in OBLIGATORIAS if name not in columnas]
    if faltan and not _is_de_respuesta(columnas):
        raise ArchivoIlegible(f"Al encabezado le falta: {', '.join(faltan)}. No se cambió nada.")
    if repetidas := sorted({name for name in columnas if name in CONOCIDAS and columnas.count(name) > 1}):
        raise ArchivoIlegible(f"El encabezado repite: {', '.join(repetidas)}. No se cambió nada.")
    # A book takes ten times as long to read as text, so it is read once.
    renglones = Copia(leidos) if is_libro(archivo) else _Relectura(archivo)
    return Padron(renglones, tuple(celdas), tuple(columnas), linea)


class _Relectura:
    """The rows of a text file below its header, read from the file each time."""

    def __init__(self, archivo: Path) -> None:
        self._archivo = archivo

    def __iter__(self) -> Iterator[Renglon]:
        return islice(_read(self._archivo), 1, None)


def read_filas(archivo: Path) -> Iterator[Fila]:
    """Yield the rows of the roster. Raises ArchivoIlegible, at the latest where the file becomes unreadable."""
    yield from open_padron(archivo)


def _read(archivo: Path) -> Iterator[Renglon]:
    """Return the header and then the rows."""
    if is_libro(archivo):
        return _read_libro(archivo)
    return read_renglones(archivo, FORMATO, is_encabezado=_is_encabezado)


def _is_encabezado(celdas: Sequence[str]) -> bool:
    columnas = resolve(celdas)
    return len(set(columnas).intersection(OBLIGATORIAS)) >= _COLUMNAS_DE_ENCABEZADO or _is_de_respuesta(columnas)


def _is_de_respuesta(columnas: Sequence[str]) -> bool:
    return set(DE_RESPUESTA) <= set(columnas) and not set(PROPIAS) & set(columnas)


def _read_libro(archivo: Path) -> Iterator[Renglon]:
    """Return the rows of the first sheet that has a header; if none has it, the first row of the book."""
    first: Renglon | None = None
    for hoja in read_hojas(archivo, FORMATO_LIBRO):
        filas = _read_hoja(hoja)
        for renglon in filas:
            first = first or renglon
            if _is_encabezado(renglon.celdas):
                ancho = len(renglon.celdas)
                yield renglon
                yield from (_fit(fila, ancho) for fila in filas)
                return
            if renglon.linea >= LINEAS_DE_TITULO:
                break
    yield first or Renglon(1, [])


def _read_hoja(hoja: Hoja) -> Iterator[Renglon]:
    for linea, fila in hoja.filas:
        celdas = [_to_text(cell) for cell in fila]
        while celdas and not celdas[-1].strip():
            celdas.pop()
        if sum(map(len, celdas)) > FORMATO.max_caracteres:
            raise ArchivoIlegible(f"Línea {linea}: pasa de {FORMATO.max_caracteres} caracteres. No se cambió nada.")
        if celdas:
            yield Renglon(linea, celdas)


def _fit(renglon: Renglon, ancho: int) -> Renglon:
    """Add the empty cells that a book leaves out at the end of a row."""
    return renglon._replace(celdas=renglon.celdas + [""] * (ancho - len(renglon.celdas)))


def _to_text(cell: Any) -> str:
    """Return a cell of a book as a CSV file would have it: whole numbers without «.0», dates as AAAA-MM-DD."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _make_fila(columnas: Sequence[str], renglon: Renglon) -> Fila:
    linea, celdas, has_salto = renglon
    if len(celdas) != len(columnas):
        return Fila(linea, {}, f"la fila tiene {len(celdas)} columnas y el encabezado {len(columnas)}", celdas)
    if has_salto:
        return Fila(linea, {}, "hay un salto de línea dentro de un dato; revisa las comillas", celdas)
    valores: dict[str, str] = {}
    reparadas: list[tuple[str, str]] = []
    for name, cell in zip(columnas, celdas, strict=True):
        if not name:
            continue
        text = restore(cell)
        if not text.isascii() and (fixed := repair_letras(text)) != text:
            reparadas.append((name, clean(text)))
            text = fixed
        valores[name] = clean(text)
    return Fila(linea, valores, "", celdas, tuple(reparadas))
