"""The register as CSV: one sheet, without opening hours."""

from pathlib import Path
from typing import Final

from padron.catalogos.importacion.clues import libro
from padron.catalogos.importacion.clues.columnas import simplify
from plataforma.archivos.delimitados import Formato, read_renglones
from plataforma.archivos.libros import Hoja

FORMATO: Final = Formato(nombre="el registro de unidades", max_bytes=200 * 2**20, max_filas=libro.FORMATO.max_filas)


def read_hoja(archivo: Path) -> Hoja:
    """Return the file as a sheet whose rows are read as they are asked for. The rows raise ArchivoIlegible."""
    renglones = read_renglones(archivo, FORMATO, is_encabezado=_is_encabezado)
    return Hoja(archivo.name, ((renglon.linea, renglon.celdas) for renglon in renglones))


def _is_encabezado(celdas: list[str]) -> bool:
    return "clues" in map(simplify, celdas)
