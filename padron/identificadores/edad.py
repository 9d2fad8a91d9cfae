"""Computes ages. Pure: no Django.

In a year without a 29 February, a person who was born on 29 February is one year older from 1 March on.
"""

from datetime import date
from typing import Final

MAYORIA: Final = 18


def compute_edad(nacimiento: date, hoy: date) -> int:
    """Return the age of a person in whole years, on the day `hoy`."""
    return hoy.year - nacimiento.year - ((hoy.month, hoy.day) < (nacimiento.month, nacimiento.day))


def is_menor(*, nacimiento: date, hoy: date) -> bool:
    """Return whether a person is under 18 on the day `hoy`."""
    return compute_edad(nacimiento, hoy) < MAYORIA
