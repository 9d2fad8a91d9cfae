"""Source: docs/plantel.md, «Manifestación»."""

from dataclasses import replace

import pytest

from padron.asegurados.manifestacion.rules import TEXTOS, VERSION, Situacion, is_preguntada, is_retirable

PREGUNTADA = Situacion(
    pide=True,
    tiene_nss=True,
    sigue=True,
    is_reportada=False,
    is_aceptada=False,
    is_vigente=False,
    has_otra=False,
    is_manifestada=False,
)
NADIE = {
    "the campus does not want it": {"pide": False},
    "no nss yet": {"tiene_nss": False},
    "the student has left": {"sigue": False},
    "reported": {"is_reportada": True},
    "accepted": {"is_aceptada": True},
    "covered between two cycles": {"is_vigente": True},
    "other cover or renuncia": {"has_otra": True},
    "stated already": {"is_manifestada": True},
}
MANIFESTADA = replace(PREGUNTADA, is_manifestada=True)


def test_an_active_student_with_an_nss_who_was_not_reported_is_asked() -> None:
    assert is_preguntada(PREGUNTADA)
    assert not is_retirable(PREGUNTADA)


@pytest.mark.parametrize("cambio", NADIE.values(), ids=NADIE)
def test_a_student_is_not_asked(cambio: dict[str, bool]) -> None:
    assert not is_preguntada(replace(PREGUNTADA, **cambio))


@pytest.mark.parametrize(
    ("cambio", "retirable"),
    [
        ({}, True),
        ({"pide": False}, True),
        ({"is_reportada": True}, False),
        ({"is_aceptada": True}, False),
        ({"is_vigente": True}, False),
    ],
)
def test_a_statement_can_be_withdrawn_until_the_student_is_reported(cambio: dict[str, bool], retirable: bool) -> None:
    assert is_retirable(replace(MANIFESTADA, **cambio)) is retirable


def test_the_present_version_has_a_text_under_oath() -> None:
    assert "bajo protesta de decir verdad" in TEXTOS[VERSION]
