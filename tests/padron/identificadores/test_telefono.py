import pytest
from hypothesis import given
from hypothesis import strategies as st

from padron.identificadores.telefono import TelefonoEquivocado, normalize_telefono


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
    try:
        found = normalize_telefono(texto)
    except TelefonoEquivocado:
        return
    assert found == "" or (len(found) == 10 and found.isascii() and found.isdecimal())
