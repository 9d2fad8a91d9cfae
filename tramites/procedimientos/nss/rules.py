"""Pure rules of the NSS procedure (docs/reglas.md, «The NSS procedure»)."""

from datetime import date, timedelta
from enum import StrEnum


class Decision(StrEnum):
    """What the student's record says about their NSS."""

    INCONSISTENTE = "inconsistente"
    LOCALIZADO = "localizado"
    POR_ASIGNAR = "por_asignar"


def decide(*, has_falla: bool, has_nss: bool) -> Decision:
    """Decide how the procedure continues. An open data fault comes first: an NSS on a wrong record helps nobody."""
    if has_falla:
        return Decision.INCONSISTENTE
    return Decision.LOCALIZADO if has_nss else Decision.POR_ASIGNAR


def get_entrega_acuse(*, inscripcion: date, carga: date, dias: int) -> date:
    """Return the last day to hand in the acuse: `dias` calendar days after enrolment or roster load, the later one."""
    return max(inscripcion, carga) + timedelta(days=dias)


def get_consulta_vigencia(*, ingreso: date, semanas: int) -> date:
    """Return the first day on which it makes sense to ask for the vigencia: `semanas` weeks after the entry."""
    return ingreso + timedelta(weeks=semanas)
