"""The cadena original and the masked name: pure text in, pure text out."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documentos.rules import CadenaInvalida, make_cadena, mask_nombre
from padron.identificadores.edad import compute_edad

visible = st.text(st.characters(exclude_categories=["C"], exclude_characters="|"), max_size=40)


def test_cadena_of_text_dates_and_nothing() -> None:
    momento = dt.datetime(2026, 11, 20, 10, 42, 7, 999, tzinfo=dt.timezone(dt.timedelta(hours=-6)))
    cadena = make_cadena(["RE-7K3M-92QX", momento, dt.date(2005, 5, 5), "", "Núñez"])
    assert cadena == "||1.0|RE-7K3M-92QX|2026-11-20T10:42:07-06:00|2005-05-05||Núñez||"


@pytest.mark.parametrize("text", ["  Ana  María ", "Ana\tMaría", "Ana\n María", "Ana\u00a0María", "Ana\u2003María"])
def test_white_space_is_trimmed_and_collapsed(text: str) -> None:
    assert make_cadena([text]) == "||1.0|Ana María||"


@pytest.mark.parametrize("char", ["|", "\x00", "\x07", "\x7f", "\u202e", "\u200b", "\ufeff", "\ud800", "\ue000"])
def test_what_would_be_ambiguous_or_unseen_is_refused(char: str) -> None:
    with pytest.raises(CadenaInvalida) as caught:
        make_cadena([f"Ana{char}María"])
    assert "Ana" not in str(caught.value)


@given(st.lists(visible, min_size=1, max_size=8))
def test_each_value_can_be_read_back(values: list[str]) -> None:
    fields = make_cadena(values).removeprefix("||").removesuffix("||").split("|")
    assert fields == ["1.0", *(" ".join(value.split()) for value in values)]


@given(st.lists(visible, min_size=2, max_size=4), st.lists(visible, min_size=2, max_size=4))
def test_different_values_give_different_cadenas(one: list[str], other: list[str]) -> None:
    def clean(values: list[str]) -> list[str]:
        return [" ".join(value.split()) for value in values]

    assert (make_cadena(one) == make_cadena(other)) == (clean(one) == clean(other))


@pytest.mark.parametrize(
    ("nombres", "apellido", "expected"),
    [
        ("María Guadalupe", "García", "MAR•• G•••"),
        ("Ana", "Ñu", "AN•• Ñ•••"),
        ("O", "X", "O•• X•••"),
        ("Xi", "", "X••"),
        ("", "", ""),
        ("  josé  ", "de la O", "JOS•• D•••"),
    ],
)
def test_mask_nombre(nombres: str, apellido: str, expected: str) -> None:
    assert mask_nombre(nombres, apellido) == expected


@given(st.text("ABCÑ", min_size=2), st.text("ABCÑ", min_size=2))
def test_a_mask_never_shows_a_whole_name(nombres: str, apellido: str) -> None:
    mask = mask_nombre(nombres, apellido)
    assert nombres not in mask
    assert apellido not in mask.split()[1]
    assert len(mask) <= len("MAR•• G•••")


@pytest.mark.parametrize(
    ("hoy", "edad"),
    [("2026-05-04", 20), ("2026-05-05", 21), ("2026-05-06", 21), ("2005-05-05", 0), ("2027-01-01", 21)],
)
def test_the_age_changes_on_the_birthday(hoy: str, edad: int) -> None:
    assert compute_edad(dt.date(2005, 5, 5), dt.date.fromisoformat(hoy)) == edad


def test_who_was_born_on_a_leap_day_is_a_year_older_in_march() -> None:
    assert [compute_edad(dt.date(2004, 2, 29), dt.date(2026, *day)) for day in ((2, 28), (3, 1))] == [21, 22]
