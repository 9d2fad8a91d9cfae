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

    An open data fault stops the procedure, because an NSS with wrong data does not help the student.
    """
    if has_falla:
        return Decision.INCONSISTENTE
    return Decision.LOCALIZADO if has_nss else Decision.POR_ASIGNAR


def get_entrega_acuse(*, inscripcion: date, carga: date, dias: int) -> date:
    """Return the last day to deliver the acuse at the campus.

    The function adds `dias` calendar days to the enrolment or to the load of the roster. It uses the later of these two
    days.
    """
    return max(inscripcion, carga) + timedelta(days=dias)


def get_consulta_vigencia(*, ingreso: date, semanas: int) -> date:
    """Return the first day on which the student should ask for the vigencia.

    It is `semanas` weeks after the student entered the school.
    """
    return ingreso + timedelta(weeks=semanas)
