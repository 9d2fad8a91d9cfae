import datetime as dt

import pytest

from tramites.procedimientos.clinica.rules import (
    Lugar,
    describe_distancia,
    get_articulo,
    get_entrega_constancia,
)


def test_a_lugar_is_unchanged_after_conversion_to_text_and_back() -> None:
    lugar = Lugar("OCIMS000141", "matutino")
    assert Lugar.parse(str(lugar)) == lugar


@pytest.mark.parametrize(
    "texto", ["", ":", "OCIMS000141", "OCIMS000141:", ":matutino", "A:b:c", "A\x00:b", "A B:c", "Á:b", "A:b\n"]
)
def test_lugar_parse_returns_none_for_an_invalid_text(texto: str) -> None:
    assert Lugar.parse(texto) is None


@pytest.mark.parametrize(
    ("km", "texto"),
    [
        (None, ""),
        (0.0, "a menos de 100 m aprox."),
        (0.099, "a menos de 100 m aprox."),
        (0.94, "a 0.9 km aprox."),
        (4.0, "a 4.0 km aprox."),
        (12.4, "a 12 km aprox."),
    ],
)
def test_a_distance_is_shown_with_one_decimal_only_below_ten_kilometres(km: float | None, texto: str) -> None:
    assert describe_distancia(km) == texto


@pytest.mark.parametrize(
    ("tipologia", "articulo"), [("UMF", "la"), ("UMF/UMAA", "la"), ("HGZMF", "el"), ("HGSMF", "el")]
)
def test_the_spanish_article_is_el_for_a_hospital_and_la_for_other_kinds_of_clinic(
    tipologia: str, articulo: str
) -> None:
    assert get_articulo(tipologia) == articulo


def test_the_deadline_for_the_constancia_is_counted_in_calendar_days() -> None:
    assert get_entrega_constancia(alta=dt.date(2026, 12, 30), dias=3) == dt.date(2027, 1, 2)
