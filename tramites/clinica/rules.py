"""Pure rules of choosing a clinic (docs/reglas.md, «Clinics»)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

LARGO_TELEFONO: Final = 10
_ADORNOS: Final = re.compile(r"[\s().+/-]")
# What people write before the ten digits: the country, with the 1 that mobile numbers had until 2019; and the ways to
# dial within the country until the same year.
_PREFIJOS: Final = ("521", "52", "044", "045", "01")
_METROS: Final = 0.1
_ENTEROS: Final = 10


class TelefonoEquivocado(ValueError):
    """What was typed is no telephone of Mexico. `digitos` says how many digits it has; None where it has letters."""

    def __init__(self, digitos: int | None) -> None:
        super().__init__("not ten digits")
        self.digitos = digitos


def normalize_telefono(texto: str) -> str:
    """Return the ten digits of a telephone, or "" for none; blanks, hyphens and prefixes are not minded.

    Raises TelefonoEquivocado.
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
    """A clinic's key and the name of one of its shifts: what the student chooses."""

    clinica: str
    turno: str

    def __str__(self) -> str:
        return f"{self.clinica}:{self.turno}"

    @classmethod
    def parse(cls, texto: str) -> "Lugar | None":
        """Return what `str()` wrote, or None for any other text."""
        clinica, _, turno = texto.partition(":")
        # Letters and digits only: whatever else was sent is no key, and some of it (NUL) no database takes.
        well_formed = all(parte.isascii() and parte.isalnum() for parte in (clinica, turno))
        return cls(clinica, turno) if well_formed else None


def describe_distancia(km: float | None) -> str:
    """Return «a 0.9 km aprox.», without more figures than a straight line from the centre of a postal code has."""
    if km is None:
        return ""
    if km < _METROS:
        return "a menos de 100 m aprox."
    return f"a {km:.0f} km aprox." if km >= _ENTEROS else f"a {km:.1f} km aprox."


def get_articulo(tipologia: str) -> str:
    """Return the article of a kind of clinic: «la» UMF (unidad), «el» HGZMF (hospital)."""
    return "el" if tipologia.startswith("HG") else "la"


def get_entrega_constancia(*, alta: date, dias: int) -> date:
    """Return the last day for handing in the constancia: calendar days from the alta."""
    return alta + timedelta(days=dias)
