"""Pure rules of alta and cambio: clinics, distances and dates (docs/reglas.md, «Clinics»)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_METROS: Final = 0.1
_ENTEROS: Final = 10


@dataclass(frozen=True, slots=True)
class Lugar:
    """The clinic and the shift that a student chooses.

    `clinica` is the key of the clinic, and `turno` is the name of the shift.
    """

    clinica: str
    turno: str

    def __str__(self) -> str:
        return f"{self.clinica}:{self.turno}"

    @classmethod
    def parse(cls, texto: str) -> "Lugar | None":
        """Return the Lugar for a text such as «clinic:shift», or None for any other text.

        `str(lugar)` writes such a text.
        """
        clinica, _, turno = texto.partition(":")
        # Accept only letters and digits, because some other characters, such as NUL, would cause an error in
        # PostgreSQL.
        well_formed = all(parte.isascii() and parte.isalnum() for parte in (clinica, turno))
        return cls(clinica, turno) if well_formed else None


def describe_distancia(km: float | None) -> str:
    """Return the distance as text, as in «a 0.9 km aprox.».

    It is an empty text if the distance is unknown. The distance is rounded, because it is measured in a straight line
    from the centre of a postal code.
    """
    if km is None:
        return ""
    if km < _METROS:
        return "a menos de 100 m aprox."
    return f"a {km:.0f} km aprox." if km >= _ENTEROS else f"a {km:.1f} km aprox."


def get_articulo(tipologia: str) -> str:
    """Return the Spanish article for a type of clinic.

    A UMF (unidad) has the article «la», and an HGZMF (hospital) has «el».
    """
    return "el" if tipologia.startswith("HG") else "la"


def get_entrega_constancia(*, alta: date, dias: int) -> date:
    """Return the last day to deliver the constancia at the campus.

    It is `dias` calendar days after the alta.
    """
    return alta + timedelta(days=dias)
