"""A row of the postal catalogue, from whatever source."""

from typing import NamedTuple


class Asentamiento(NamedTuple):
    """A colonia of a postal code, with all that is said of it there. `clave` is empty where the source has none."""

    linea: int
    cp: str
    nombre: str
    tipo: str
    estado: str
    clave: str
    municipio: str
    ciudad: str
