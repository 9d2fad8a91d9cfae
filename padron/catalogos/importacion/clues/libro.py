"""The register as an Excel book."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from plataforma.archivos.libros import FormatoLibro, Hoja, read_hojas

# The register of all Mexico has sheets of 120 MB.
FORMATO: Final = FormatoLibro(nombre="el registro de unidades", max_bytes=100 * 2**20, max_filas=200_000)


def read_libro(archivo: Path) -> Iterator[Hoja]:
    """Yield the sheets. Read the rows of a sheet before the next sheet is asked for. Raises ArchivoIlegible."""
    return read_hojas(archivo, FORMATO)
