"""The default catalogue: the database inside the package `postalcodes-mexico`, opened read-only.

Its own functions are not used: they open the file for writing and scan all of it for each postal code.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib import metadata, resources
from typing import Final

from padron.catalogos.estados import NOMBRES_LARGOS
from padron.catalogos.importacion.asentamientos import Asentamiento
from plataforma.archivos.lectura import clean

FECHA: Final = dt.date(2018, 3, 23)  # its changelog: 0.4.1, «Update postal code database to latest information»
_SQL: Final = (
    "SELECT cp, place, place_type, state, municipality, city FROM places ORDER BY cp, rowid"  # it brings no codes
)


def get_descripcion() -> str:
    """Return the name of the source with its version."""
    return f"postalcodes-mexico {metadata.version('postalcodes-mexico')}"


def read_asentamientos() -> Iterator[Asentamiento]:
    """Yield all that the package has, by postal code."""
    source = resources.files("postalcodes_mexico").joinpath("data/postalcodes.sqlite3")
    with resources.as_file(source) as path, closing(_open(f"{path.resolve().as_uri()}?mode=ro&immutable=1")) as base:
        for linea, (cp, nombre, tipo, estado, municipio, ciudad) in enumerate(base.execute(_SQL), start=1):
            yield Asentamiento(
                linea, cp, clean(nombre), tipo, NOMBRES_LARGOS[estado], "", clean(municipio), clean(ciudad)
            )


def _open(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True)
