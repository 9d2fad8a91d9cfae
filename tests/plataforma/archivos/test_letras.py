import pytest

from plataforma.archivos.letras import repair_letras


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("MuÃ±oz", "Muñoz"),
        ("MUÃ‘OZ", "MUÑOZ"),
        ("GarcÃ\xada", "García"),  # the soft hyphen is the second byte of í
        ("Ã\x81vila", "Ávila"),
        ("muã±oz", "muñoz"),
        ("MuÃƒÂ±oz", "Muñoz"),
        ("PE¥A", "PEÑA"),
        ("Mu¤oz", "Muñoz"),
    ],
)
def test_letters_that_were_read_in_another_encoding_are_repaired(text: str, fixed: str) -> None:
    assert repair_letras(text) == fixed


@pytest.mark.parametrize(
    "text", ["Muñoz", "João", "SÃO", "Íñigo", "Güemes", "D’Amico", "D´Amico", "Zoë", "Ana", "Peña ¥"]
)
def test_letters_that_are_right_stay_as_they_are(text: str) -> None:
    assert repair_letras(text) == text


def test_a_letter_whose_second_byte_was_lost_becomes_an_unknown_letter() -> None:
    assert repair_letras("Ã\ufffdvila") == "\ufffdvila"
