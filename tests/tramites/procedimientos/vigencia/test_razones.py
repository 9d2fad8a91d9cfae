"""Each reason why a student is not covered has a title, short sentences and one action."""

import re

import pytest

from padron.asegurados.vigencia.rules import Motivo, NoVigente
from tramites.procedimientos.vigencia.rules import Accion, Contacto, get_razon

CONTACTO = Contacto("Plantel Oaxaca", "Rosa Inventada", "lunes a viernes de 9:00 a 15:00")


def get_words(motivo: Motivo, desde: str = "") -> tuple[str, str, Accion]:
    """Return title, text and action of a reason."""
    razon = get_razon(NoVigente(motivo=motivo, plantel_id=1, semanas=4), contacto=CONTACTO, desde=desde)
    return razon.titulo, razon.texto, razon.accion


@pytest.mark.parametrize("motivo", Motivo)
def test_each_reason_has_a_title_and_sentences_of_two_to_twenty_words(motivo: Motivo) -> None:
    titulo, texto, _ = get_words(motivo, "18 de diciembre de 2026")
    assert not titulo.endswith(".")
    for sentence in re.split(r"(?<=\.) ", f"{titulo}. {texto}"):
        assert 2 <= len(sentence.split()) <= 20, sentence


def test_the_reason_en_tramite_names_the_day_to_ask_again() -> None:
    titulo, texto, accion = get_words(Motivo.EN_TRAMITE, "18 de diciembre de 2026")
    assert titulo == "Tu vigencia todavía no aparece"
    assert texto == "Puede tardar 4 semanas desde tu ingreso. Vuelve a consultar a partir del 18 de diciembre de 2026."
    assert accion is Accion.AVISAME


def test_the_reason_sin_reportar_names_the_person_to_report_to() -> None:
    titulo, texto, accion = get_words(Motivo.SIN_REPORTAR)
    assert titulo == "Ya pasaron 4 semanas y aún no apareces vigente"
    assert "Rosa Inventada" in texto
    assert "lunes a viernes de 9:00 a 15:00" in texto
    assert accion is Accion.REPORTAR


def test_the_reason_no_inscrito_names_the_next_cycle_only_if_its_first_day_is_known() -> None:
    assert "próximo ciclo" not in get_words(Motivo.NO_INSCRITO)[1]
    assert get_words(Motivo.NO_INSCRITO, "1 de febrero de 2027")[1].endswith(
        "Tu próximo ciclo empieza el 1 de febrero de 2027."
    )
