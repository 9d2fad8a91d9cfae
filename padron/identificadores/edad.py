"""Ages. Pure. Someone born on 29 February turns a year older on 1 March in years without a 29 February."""

from datetime import date
from typing import Final

MAYORIA: Final = 18


def compute_edad(nacimiento: date, hoy: date) -> int:
    """Return the age in whole years."""
    return hoy.year - nacimiento.year - ((hoy.month, hoy.day) < (nacimiento.month, nacimiento.day))


def is_menor(*, nacimiento: date, hoy: date) -> bool:
    """Return whether a person is under 18 today."""
    return compute_edad(nacimiento, hoy) < MAYORIA
