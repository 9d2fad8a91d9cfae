"""The versions of the privacy notice.

A version that was published is what students accepted: it is never edited. A change of the text is a new file in
`templates/paginas/privacidad/`, a new entry here, and `AVISO_VERSION` at the gate (`tramites/camino/forms.py`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tramites.camino.forms import AVISO_VERSION


@dataclass(frozen=True)
class Aviso:
    """One version: `huella` is the SHA-256 of its file, which a test compares."""

    version: str
    desde: date
    huella: str

    @property
    def plantilla(self) -> str:
        return f"paginas/privacidad/{self.version}.html"


# Newest first.
AVISOS: Final = (
    Aviso("2026-11-21", date(2026, 11, 21), "b922093eae1f0faaf2096c84268bf61f31cac1168522432b596cc657ab3a309f"),
    Aviso("2026-11-20", date(2026, 11, 20), "a023f6f7c4472a22d8ef9df13c1526ac7fa982db160741d73854c0930368aab9"),
    Aviso("2026-11", date(2026, 11, 1), "2857806c1cbecc6e6dfc90f4005853849c7a4164ee79f7afead1c32fdf766662"),
)
VIGENTE: Final = next(aviso for aviso in AVISOS if aviso.version == AVISO_VERSION)


def get_aviso(version: str) -> Aviso | None:
    """Return the version, or None if it was never published."""
    return next((aviso for aviso in AVISOS if aviso.version == version), None)
