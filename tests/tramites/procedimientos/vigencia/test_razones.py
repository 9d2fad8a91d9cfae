"""Each reason of a NO in words: one title, sentences of at most twenty words, one action."""

import re

import pytest

from padron.asegurados.vigencia.rules import Motivo, NoVigente
from tramites.procedimientos.vigencia.rules import Accion, Contacto, get_razon

CONTACTO = Contacto("Plantel Oaxaca", "Rosa Inventada", "lunes a viernes de 9:00 a 15:00")


def tell(motivo: Motivo, desde: str = "") -> tuple[str, str, Accion]:
    razon = get_razon(NoVigente(motivo=motivo, plantel_id=1, semanas=4), contacto=CONTACTO, desde=desde)
    return razon.titulo, razon.texto, razon.accion


@pytest.mark.parametrize("motivo", Motivo)
def test_every_reason_has_its_words(motivo: Motivo) -> None:
    titulo, texto, _ = tell(motivo, "18 de diciembre de 2026")
    assert not titulo.endswith(".")
    for sentence in re.split(r"(?<=\.) ", f"{titulo}. {texto}"):
        assert 2 <= len(sentence.split()) <= 20, sentence


def test_who_is_early_is_told_when_to_come_back() -> None:
    titulo, texto, accion = tell(Motivo.EN_TRAMITE, "18 de diciembre de 2026")
    assert titulo == "Tu vigencia todavía no aparece"
    assert texto == "Puede tardar 4 semanas desde tu ingreso. Vuelve a consultar a partir del 18 de diciembre de 2026."
    assert accion is Accion.AVISAME


def test_who_is_late_is_told_whom_to_report_it_to() -> None:
    titulo, texto, accion = tell(Motivo.SIN_REPORTAR)
    assert titulo == "Ya pasaron 4 semanas y aún no apareces vigente"
    assert "Rosa Inventada" in texto
    assert "lunes a viernes de 9:00 a 15:00" in texto
    assert accion is Accion.REPORTAR


def test_the_next_cycle_is_named_only_where_it_is_known() -> None:
    assert "próximo ciclo" not in tell(Motivo.NO_INSCRITO)[1]
    assert tell(Motivo.NO_INSCRITO, "1 de febrero de 2027")[1].endswith(
        "Tu próximo ciclo empieza el 1 de febrero de 2027."
    )
