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
def test_a_telephone_is_ten_digits_however_it_is_written(texto: str, esperado: str) -> None:
    assert normalize_telefono(texto) == esperado


@pytest.mark.parametrize(
    ("texto", "digitos"),
    [("331234567", 9), ("33123456789", 11), ("casa", None), ("33-1234-567x", None), ("1" * 400, 400)],
)
def test_what_is_no_telephone_says_why(texto: str, digitos: int | None) -> None:
    with pytest.raises(TelefonoEquivocado) as error:
        normalize_telefono(texto)
    assert error.value.digitos == digitos


@given(st.text())
def test_any_text_is_a_telephone_or_refused(texto: str) -> None:
    try:
        found = normalize_telefono(texto)
    except TelefonoEquivocado:
        return
    assert found == "" or (len(found) == 10 and found.isascii() and found.isdecimal())


def test_a_place_is_written_and_read_back() -> None:
    lugar = Lugar("OCIMS000141", "matutino")
    assert Lugar.parse(str(lugar)) == lugar


@pytest.mark.parametrize(
    "texto", ["", ":", "OCIMS000141", "OCIMS000141:", ":matutino", "A:b:c", "A\x00:b", "A B:c", "Á:b", "A:b\n"]
)
def test_any_other_text_is_no_place(texto: str) -> None:
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
def test_a_distance_has_no_more_figures_than_it_deserves(km: float | None, texto: str) -> None:
    assert describe_distancia(km) == texto


@pytest.mark.parametrize(
    ("tipologia", "articulo"), [("UMF", "la"), ("UMF/UMAA", "la"), ("HGZMF", "el"), ("HGSMF", "el")]
)
def test_the_article_follows_the_kind(tipologia: str, articulo: str) -> None:
    assert get_articulo(tipologia) == articulo


def test_the_constancia_has_calendar_days() -> None:
    assert get_entrega_constancia(alta=dt.date(2026, 12, 30), dias=3) == dt.date(2027, 1, 2)
