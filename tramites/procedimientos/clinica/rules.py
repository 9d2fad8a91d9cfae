"""Pure rules of alta and cambio: telephones, clinics, distances and dates (docs/reglas.md, «Clinics»)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

LARGO_TELEFONO: Final = 10
_ADORNOS: Final = re.compile(r"[\s().+/-]")
# Prefixes that people type before the ten digits. 52 is the country code of Mexico. Until 2019, mobile numbers had 521,
# and 044, 045 and 01 were used for calls inside Mexico.
_PREFIJOS: Final = ("521", "52", "044", "045", "01")
_METROS: Final = 0.1
_ENTEROS: Final = 10


class TelefonoEquivocado(ValueError):
    """The text is not a Mexican telephone number. `digitos` is its number of digits, or None if it has letters."""

    def __init__(self, digitos: int | None) -> None:
        super().__init__("not ten digits")
        self.digitos = digitos


def normalize_telefono(texto: str) -> str:
    """Return the ten digits of a telephone number, or an empty text if `texto` is empty.

    It removes spaces, punctuation and prefixes. Raises TelefonoEquivocado.
    """
    digitos = _ADORNOS.sub("", unicodedata.normalize("NFKC", texto))
    if not digitos:
        return ""
    if not (digitos.isascii() and digitos.isdecimal()):
        raise TelefonoEquivocado(None)
    for prefijo in _PREFIJOS:
        if digitos.startswith(prefijo) and len(digitos) == LARGO_TELEFONO + len(prefijo):
            digitos = digitos.removeprefix(prefijo)
            break
    if len(digitos) != LARGO_TELEFONO:
        raise TelefonoEquivocado(len(digitos))
    return digitos


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
