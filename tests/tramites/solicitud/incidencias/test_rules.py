"""Tests of the rules about incidents.

The rules return the papers to bring, the deadline, and the texts about data faults.
"""

import datetime as dt

import pytest

from padron.asegurados.models import FallaDato
from padron.identificadores.edad import is_menor
from tramites.solicitud.incidencias.models import CAUSAS, NO_SON_MIS_DATOS, SERIE_AGOTADA
from tramites.solicitud.incidencias.rules import (
    DIFERENCIAS,
    Caso,
    Toca,
    decide_toca,
    describe_causa,
    get_papeles,
    get_responder_antes,
)

HOY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("nacimiento", "hoy", "menor"),
    [
        ("2008-11-20", "2026-11-20", False),
        ("2008-11-21", "2026-11-20", True),
        ("2008-02-29", "2026-02-28", True),
        ("2008-02-29", "2026-03-01", False),
        ("2026-11-20", "2026-11-20", True),
    ],
)
def test_a_student_is_a_minor_before_the_eighteenth_birthday(nacimiento: str, hoy: str, menor: bool) -> None:
    assert is_menor(nacimiento=dt.date.fromisoformat(nacimiento), hoy=dt.date.fromisoformat(hoy)) is menor


def test_a_minor_must_bring_the_ine_of_the_mother_or_father() -> None:
    hoy = dt.date(2026, 11, 20)
    adult = get_papeles(nacimiento=dt.date(2005, 3, 9), hoy=hoy)
    minor = get_papeles(nacimiento=dt.date(2011, 5, 14), hoy=hoy)
    assert (
        adult[:-1]
        == minor[:-1]
        == (
            "CURP",
            "Comprobante de domicilio",
            "Acta de nacimiento",
            "Credencial de estudiante",
        )
    )
    assert (adult[-1], minor[-1]) == ("INE", "INE de tu mamá o papá")


def test_the_deadline_for_the_answer_of_the_campus_is_counted_in_calendar_days() -> None:
    assert get_responder_antes(hoy=dt.date(2026, 12, 29), dias=5) == dt.date(2027, 1, 3)


def test_the_dict_diferencias_has_a_text_for_each_incident_about_wrong_data() -> None:
    assert set(DIFERENCIAS) == {*FallaDato.Causa.values, NO_SON_MIS_DATOS}
    assert all(text[0].islower() and not text.endswith(".") for text in DIFERENCIAS.values())


def test_each_cause_of_an_incident_has_a_text_for_the_student() -> None:
    texts = [describe_causa(causa) for causa, _ in CAUSAS]
    assert all(text[0].islower() and not text.endswith(".") for text in texts)
    assert len(set(texts)) == len(CAUSAS)


def make_caso(causa: str = "curp_nombre", *, dias: int = 5, a_subdelegacion: bool = False) -> Caso:
    """Return an open incident that the campus must answer in `dias` days."""
    return Caso(causa=causa, responder_antes=HOY + dt.timedelta(days=dias), a_subdelegacion=a_subdelegacion)


@pytest.mark.parametrize("causa", [causa for causa, _ in CAUSAS])
def test_a_student_waits_until_the_deadline_and_then_goes_to_the_campus(causa: str) -> None:
    assert decide_toca([make_caso(causa, dias=0)], hoy=HOY) is Toca.ESPERA
    after = Toca.ESPERA if causa == SERIE_AGOTADA else Toca.VE_PLANTEL
    assert decide_toca([make_caso(causa, dias=-1)], hoy=HOY) is after


@pytest.mark.parametrize("causa", [causa for causa, _ in CAUSAS])
def test_only_data_faults_of_the_roster_send_a_student_to_the_subdelegacion(causa: str) -> None:
    toca = decide_toca([make_caso(causa, a_subdelegacion=True)], hoy=HOY)
    assert (toca is Toca.VE_SUBDELEGACION) is (causa in FallaDato.Causa.values)


def test_several_incidents_give_only_one_instruction() -> None:
    waiting, late, away = make_caso(), make_caso(dias=-1), make_caso("nss_digito", a_subdelegacion=True)
    assert decide_toca([waiting, late, away], hoy=HOY) is Toca.VE_SUBDELEGACION
    assert decide_toca([waiting, late], hoy=HOY) is Toca.VE_PLANTEL
    assert decide_toca([], hoy=HOY) is None
