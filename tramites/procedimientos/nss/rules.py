"""Pure rules of the NSS procedure (docs/reglas.md, «The NSS procedure»)."""

from datetime import date, timedelta
from enum import StrEnum


class Decision(StrEnum):
    """How the NSS procedure continues. It is decided from the student's record."""

    INCONSISTENTE = "inconsistente"
    LOCALIZADO = "localizado"
    POR_ASIGNAR = "por_asignar"


def decide(*, has_falla: bool, has_nss: bool) -> Decision:
    """Decide how the NSS procedure continues.

    An open data fault comes first, because an NSS on a record with wrong data does not help the student.
    """
    if has_falla:
        return Decision.INCONSISTENTE
    return Decision.LOCALIZADO if has_nss else Decision.POR_ASIGNAR


def get_entrega_acuse(*, inscripcion: date, carga: date, dias: int) -> date:
    """Return the last day to hand in the acuse at the campus.

    It is `dias` calendar days after the enrolment or after the load of the roster, whichever is later.
    """
    return max(inscripcion, carga) + timedelta(days=dias)


def get_consulta_vigencia(*, ingreso: date, semanas: int) -> date:
    """Return the first day on which it makes sense to ask for the vigencia: `semanas` weeks after the day of entry."""
    return ingreso + timedelta(weeks=semanas)
