"""How names are put in order, how far places lie apart, and what a clinic's opening hours say of its shifts.

Source: docs/reglas.md, «Clinics».
"""

import functools
import math
import re
import unicodedata
from typing import Final, NamedTuple

LARGO_ORDEN: Final = 150
_NOT_IN_ORDEN: Final = re.compile(r"[^a-z0-9]+")
_RADIO_KM: Final = 6371.0088  # the mean radius of the Earth (IUGG)
_LATITUDES: Final = (14.3, 32.8)  # Suchiate to Tijuana
_LONGITUDES: Final = (-118.6, -86.6)  # Guadalupe to Isla Mujeres


@functools.lru_cache(maxsize=4096)
def get_orden(nombre: str) -> str:
    """Return the key that sorts a Spanish name by any collation: «Álamos» before «Bosque», «caña» after «canto»."""
    text = nombre.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("ñ", "nzz")
        text = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    return _NOT_IN_ORDEN.sub(" ", text).strip()[:LARGO_ORDEN]


class Punto(NamedTuple):
    """A place, in degrees."""

    latitud: float
    longitud: float


def is_en_mexico(punto: Punto) -> bool:
    """Tell whether the place can be in Mexico; 0, 0 and a lost minus sign cannot."""
    return _LATITUDES[0] <= punto.latitud <= _LATITUDES[1] and _LONGITUDES[0] <= punto.longitud <= _LONGITUDES[1]


def get_distancia_km(a: Punto, b: Punto) -> float:
    """Return the kilometres between two places in a straight line (haversine)."""
    lat_a, lat_b = math.radians(a.latitud), math.radians(b.latitud)
    norte = math.sin((lat_b - lat_a) / 2) ** 2
    este = math.sin(math.radians(b.longitud - a.longitud) / 2) ** 2
    return 2 * _RADIO_KM * math.asin(math.sqrt(min(1.0, norte + math.cos(lat_a) * math.cos(lat_b) * este)))


def has_lugar(*, cupo: int | None, ocupados: int | None) -> bool:
    """Tell whether a consulting room has a place left: no `cupo` is no limit. A shift without a room has none."""
    return ocupados is not None and (cupo is None or ocupados < cupo)
