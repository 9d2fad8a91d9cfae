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
def test_decide_returns_inconsistente_for_a_data_fault_even_if_the_student_has_an_nss(
    falla: bool, nss: bool, decision: Decision
) -> None:
    assert decide(has_falla=falla, has_nss=nss) is decision


@pytest.mark.parametrize(("inscripcion", "carga"), [(10, 12), (12, 10), (12, 12)])
def test_the_acuse_deadline_depends_on_the_later_date_of_enrolment_and_roster_load(
    inscripcion: int, carga: int
) -> None:
    day = get_entrega_acuse(inscripcion=dt.date(2026, 8, inscripcion), carga=dt.date(2026, 8, carga), dias=3)
    assert day == dt.date(2026, 8, 15)


def test_get_consulta_vigencia_adds_four_weeks_to_the_day_when_the_student_entered_school() -> None:
    assert get_consulta_vigencia(ingreso=dt.date(2026, 8, 17), semanas=4) == dt.date(2026, 9, 14)
