"""Pure rules of alta and cambio: clinics, distances and dates (docs/reglas.md, «Clinics»)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_METROS: Final = 0.1
_ENTEROS: Final = 10


@dataclass(frozen=True, slots=True)
class Lugar:
    """The clinic and shift that a student chooses: the key of the clinic, and the name of one of its shifts."""

    clinica: str
    turno: str

    def __str__(self) -> str:
        return f"{self.clinica}:{self.turno}"

    @classmethod
    def parse(cls, texto: str) -> "Lugar | None":
        """Return the Lugar for a text «clinic:shift», as `str(lugar)` writes it, or None if the text is different."""
        clinica, _, turno = texto.partition(":")
        # A key has only letters and digits. Other characters, such as NUL, would cause an error in PostgreSQL.
        well_formed = all(parte.isascii() and parte.isalnum() for parte in (clinica, turno))
        return cls(clinica, turno) if well_formed else None


def describe_distancia(km: float | None) -> str:
    """Return the distance as text, as in «a 0.9 km aprox.», or an empty text if the distance is unknown.

    The distance is rounded, because it is measured in a straight line from the centre of a postal code.
    """
    if km is None:
        return ""
    if km < _METROS:
        return "a menos de 100 m aprox."
    return f"a {km:.0f} km aprox." if km >= _ENTEROS else f"a {km:.1f} km aprox."


def get_articulo(tipologia: str) -> str:
    """Return the Spanish article for a type of clinic: «la» for a UMF (unidad), «el» for an HGZMF (hospital)."""
    return "el" if tipologia.startswith("HG") else "la"


def get_entrega_constancia(*, alta: date, dias: int) -> date:
    """Return the last day to hand in the constancia at the campus: `dias` calendar days after the alta."""
    return alta + timedelta(days=dias)
