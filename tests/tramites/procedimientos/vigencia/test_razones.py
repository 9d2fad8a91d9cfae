"""Tests of the texts that tell a student why they have no medical cover.

Each reason has a title, a text, and one action that the student can choose.
"""

import re

import pytest

from padron.asegurados.vigencia.rules import Motivo, NoVigente
from tramites.procedimientos.vigencia.rules import Accion, Contacto, get_razon

CONTACTO = Contacto("Plantel Oaxaca", "Rosa Inventada", "lunes a viernes de 9:00 a 15:00")


def get_words(motivo: Motivo, desde: str = "") -> tuple[str, str, Accion]:
    """Return title, text and action of the reason `motivo`."""
    razon = get_razon(NoVigente(motivo=motivo, plantel_id=1, semanas=4), contacto=CONTACTO, desde=desde)
    return razon.titulo, razon.texto, razon.accion


@pytest.mark.parametrize("motivo", Motivo)
def test_title_and_text_of_each_reason_have_sentences_of_two_to_twenty_words(motivo: Motivo) -> None:
    titulo, texto, _ = get_words(motivo, "18 de diciembre de 2026")
    assert not titulo.endswith(".")
    for sentence in re.split(r"(?<=\.) ", f"{titulo}. {texto}"):
        assert 2 <= len(sentence.split()) <= 20, sentence


def test_the_reason_en_tramite_shows_when_to_consult_the_vigencia_again() -> None:
    titulo, texto, accion = get_words(Motivo.EN_TRAMITE, "18 de diciembre de 2026")
    assert titulo == "Tu vigencia todavía no aparece"
    assert texto == "Puede tardar 4 semanas desde tu ingreso. Vuelve a consultar a partir del 18 de diciembre de 2026."
    assert accion is Accion.AVISAME


def test_the_text_of_the_reason_sin_reportar_has_name_and_hours_of_the_responsable() -> None:
    titulo, texto, accion = get_words(Motivo.SIN_REPORTAR)
    assert titulo == "Ya pasaron 4 semanas y aún no apareces vigente"
    assert "Rosa Inventada" in texto
    assert "lunes a viernes de 9:00 a 15:00" in texto
    assert accion is Accion.REPORTAR


@pytest.mark.parametrize("motivo", [Motivo.NO_INSCRITO, Motivo.TERMINADA])
def test_a_reason_without_a_running_cycle_shows_when_the_next_school_cycle_starts(motivo: Motivo) -> None:
    assert "próximo ciclo" not in get_words(motivo)[1]
    assert get_words(motivo, "1 de febrero de 2027")[1].endswith("Tu próximo ciclo empieza el 1 de febrero de 2027.")
