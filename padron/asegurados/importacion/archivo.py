"""From a roster file to rows with named cells. Source: docs/reglas.md, «Rosters»; docs/amenazas.md, T14."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from padron.asegurados.importacion.columnas import OBLIGATORIAS, OPCIONALES, simplify
from plataforma.archivos.delimitados import Formato, Renglon, read_renglones
from plataforma.archivos.lectura import ArchivoIlegible, clean

FORMATO: Final = Formato(nombre="un padrón", max_bytes=300 * 2**20, max_filas=1_000_000)
_COLUMNAS_DE_ENCABEZADO: Final = 3  # a line with so many of the required names is the header


class Fila(NamedTuple):
    """One row: the line where it begins and its cells by column, cleaned."""

    linea: int
    valores: dict[str, str]
    error: str = ""


def read_filas(archivo: Path) -> Iterator[Fila]:
    """Yield the rows of the roster. Raises ArchivoIlegible, at the latest where the file becomes unreadable."""
    renglones = read_renglones(archivo, FORMATO, is_encabezado=_is_encabezado)
    columnas = _check_header(next(renglones).celdas)
    for renglon in renglones:
        yield _make_fila(columnas, renglon)


def _is_encabezado(celdas: list[str]) -> bool:
    return len({simplify(cell) for cell in celdas}.intersection(OBLIGATORIAS)) >= _COLUMNAS_DE_ENCABEZADO


def _check_header(celdas: list[str]) -> list[str]:
    columnas = [simplify(cell) for cell in celdas]
    if faltan := [name for name in OBLIGATORIAS if name not in columnas]:
        raise ArchivoIlegible(f"Al encabezado le falta: {', '.join(faltan)}. No se cambió nada.")
    conocidas = [name for name in columnas if name in OBLIGATORIAS or name in OPCIONALES]
    if repetidas := sorted({name for name in conocidas if conocidas.count(name) > 1}):
        raise ArchivoIlegible(f"El encabezado repite: {', '.join(repetidas)}. No se cambió nada.")
    return columnas


def _make_fila(columnas: list[str], renglon: Renglon) -> Fila:
    linea, celdas, has_salto = renglon
    if len(celdas) != len(columnas):
        return Fila(linea, {}, f"la fila tiene {len(celdas)} columnas y el encabezado {len(columnas)}")
    if has_salto:
        return Fila(linea, {}, "hay un salto de línea dentro de un dato; revisa las comillas")
    return Fila(linea, {name: clean(cell) for name, cell in zip(columnas, celdas, strict=True)})
