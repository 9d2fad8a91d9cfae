"""How a line of text tells which shifts have no place."""

from collections.abc import Iterable
from typing import Final

from padron.catalogos.selectors import TurnoOfrecido

SIN_LUGARES: Final = "sin lugares"


def describe_turno(turno: TurnoOfrecido) -> str:
    """Return «Matutino», or «Vespertino: sin lugares»."""
    nombre = turno.etiqueta.capitalize()
    return nombre if turno.has_lugar else f"{nombre}: {SIN_LUGARES}"


def describe_llenos(turnos: Iterable[TurnoOfrecido]) -> str:
    """Return the same of the full shifts only, as one text; "" where each has a place."""
    return ". ".join(describe_turno(turno) for turno in turnos if not turno.has_lugar)
