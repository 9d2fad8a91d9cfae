import pytest
from hypothesis import given
from hypothesis import strategies as st

from plataforma.seguridad.buzones import normalize_buzon


@pytest.mark.parametrize(
    "spelling",
    [
        "ana.lopez@gmail.com",
        "AnaLopez@Gmail.com",
        "a.n.a.lopez+tarea@googlemail.com",
        "analopez+@gmail.com",
        '"ana.lopez"@gmail.com',
        " analopez@gmail.com ",
        "analopez@gmail.com.",
    ],
)
def test_T7_spellings_of_one_gmail_mailbox(spelling: str) -> None:
    assert normalize_buzon(spelling) == "analopez@gmail.com"


def test_elsewhere_the_dots_count_and_the_tag_does_not() -> None:
    assert normalize_buzon("ana.lopez+tarea@Example.com") == "ana.lopez@example.com"
    assert normalize_buzon("analopez@example.com") != normalize_buzon("ana.lopez@example.com")


def test_both_ways_to_write_a_domain() -> None:
    assert normalize_buzon("ana@ÑANDÚ.mx") == normalize_buzon("ana@xn--and-6ma2c.mx") == "ana@xn--and-6ma2c.mx"


def test_a_name_that_is_only_a_tag_stays_one() -> None:
    assert normalize_buzon("+52@example.com") != normalize_buzon("+53@example.com")


@given(st.text() | st.emails())
def test_any_text_has_an_answer_and_it_is_final(text: str) -> None:
    once = normalize_buzon(text)
    assert normalize_buzon(once) == once
