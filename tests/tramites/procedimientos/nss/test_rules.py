import datetime as dt

import pytest

from tramites.procedimientos.nss.rules import Decision, decide, get_consulta_vigencia, get_entrega_acuse


@pytest.mark.parametrize(
    ("falla", "nss", "decision"),
    [
        (False, True, Decision.LOCALIZADO),
        (False, False, Decision.POR_ASIGNAR),
        (True, True, Decision.INCONSISTENTE),
        (True, False, Decision.INCONSISTENTE),
    ],
)
def test_decide_returns_inconsistente_if_the_student_has_a_data_fault_with_or_without_an_nss(
    falla: bool, nss: bool, decision: Decision
) -> None:
    assert decide(has_falla=falla, has_nss=nss) is decision


@pytest.mark.parametrize(("inscripcion", "carga"), [(10, 12), (12, 10), (12, 12)])
def test_the_acuse_deadline_counts_from_the_enrolment_or_the_roster_load_whichever_is_later(
    inscripcion: int, carga: int
) -> None:
    day = get_entrega_acuse(inscripcion=dt.date(2026, 8, inscripcion), carga=dt.date(2026, 8, carga), dias=3)
    assert day == dt.date(2026, 8, 15)


def test_get_consulta_vigencia_returns_the_date_four_weeks_after_the_entry_of_the_student() -> None:
    assert get_consulta_vigencia(ingreso=dt.date(2026, 8, 17), semanas=4) == dt.date(2026, 9, 14)
