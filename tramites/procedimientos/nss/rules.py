"""Pure rules of the NSS procedure (docs/reglas.md, «The NSS procedure»)."""

from datetime import date, timedelta
from enum import StrEnum


class Decision(StrEnum):
    """What the record says about a student's NSS."""

    INCONSISTENTE = "inconsistente"
    LOCALIZADO = "localizado"
    POR_ASIGNAR = "por_asignar"


def decide(*, has_falla: bool, has_nss: bool) -> Decision:
    """Say how the procedure goes on. An open data fault comes first: a number on a doubtful record helps nobody."""
    if has_falla:
        return Decision.INCONSISTENTE
    return Decision.LOCALIZADO if has_nss else Decision.POR_ASIGNAR


def get_entrega_acuse(*, inscripcion: date, carga: date, dias: int) -> date:
    """Return the last day for handing in the acuse: calendar days from the later of enrolment and roster load."""
    return max(inscripcion, carga) + timedelta(days=dias)


def get_consulta_vigencia(*, ingreso: date, semanas: int) -> date:
    """Return the first day on which asking for the vigencia makes sense: so many weeks after the entry."""
    return ingreso + timedelta(weeks=semanas)
