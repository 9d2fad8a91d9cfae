import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tramites.procedimientos.clinica.rules import (
    Lugar,
    TelefonoEquivocado,
    describe_distancia,
    get_articulo,
    get_entrega_constancia,
    normalize_telefono,
)


@pytest.mark.parametrize(
    ("texto", "esperado"),
    [
        ("", ""),
        ("  ", ""),
        ("3312345678", "3312345678"),
        ("33 1234 5678", "3312345678"),
        ("(33) 1234-5678", "3312345678"),
        ("+52 33 1234 5678", "3312345678"),
        ("+52 1 33 1234 5678", "3312345678"),
        ("044 33 1234 5678", "3312345678"),
        ("045 33 1234 5678", "3312345678"),
        ("01 33 1234 5678", "3312345678"),
        ("５５１２３４５６７８", "5512345678"),
        ("5212345678", "5212345678"),
        ("0112345678", "0112345678"),
    ],
)
def test_normalize_telefono_removes_separators_and_dialling_prefixes(texto: str, esperado: str) -> None:
    assert normalize_telefono(texto) == esperado


@pytest.mark.parametrize(
    ("texto", "digitos"),
    [("331234567", 9), ("33123456789", 11), ("casa", None), ("33-1234-567x", None), ("1" * 400, 400)],
)
def test_normalize_telefono_raises_an_error_with_the_number_of_digits_if_the_text_is_invalid(
    texto: str, digitos: int | None
) -> None:
    with pytest.raises(TelefonoEquivocado) as error:
        normalize_telefono(texto)
    assert error.value.digitos == digitos


@given(st.text())
def test_normalize_telefono_never_returns_an_invalid_telephone(texto: str) -> None:
    """normalize_telefono returns ten digits, or an empty text for no telephone.

    If the text is invalid, normalize_telefono raises TelefonoEquivocado.
    """
    try:
        found = normalize_telefono(texto)
    except TelefonoEquivocado:
        return
    assert found == "" or (len(found) == 10 and found.isascii() and found.isdecimal())


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
