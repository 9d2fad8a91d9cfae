"""How the names of the catalogues are put in order and compared."""

import functools
import re
import unicodedata
from typing import Final

LARGO_ORDEN: Final = 150
_NOT_IN_ORDEN: Final = re.compile(r"[^a-z0-9]+")


@functools.lru_cache(maxsize=4096)
def get_orden(nombre: str) -> str:
    """Return the key that sorts a Spanish name by any collation: «Álamos» before «Bosque», «caña» after «canto»."""
    text = nombre.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("ñ", "nzz")
        text = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    return _NOT_IN_ORDEN.sub(" ", text).strip()[:LARGO_ORDEN]
