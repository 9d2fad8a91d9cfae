"""The text of claim keys («claves de registro»)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padron.identificadores.clave import ALFABETO, LARGO, compact, format_clave, is_clave, make

# A group of characters that a reader of a printed key may confuse.
PARECIDAS = ("0OQ", "1IL", "2Z", "5S", "8B", "UV")


def test_T2_a_key_has_at_least_38_bits() -> None:
    assert len(set(ALFABETO)) == len(ALFABETO)
    assert LARGO * math.log2(len(ALFABETO)) >= 38


@pytest.mark.parametrize("grupo", PARECIDAS)
def test_the_alphabet_has_at_most_one_character_of_each_group_of_look_alikes(grupo: str) -> None:
    assert len(set(grupo) & set(ALFABETO)) <= 1


def test_two_new_keys_differ_and_have_the_form_of_a_key() -> None:
    keys = {make() for _ in range(200)}
    assert len(keys) == 200
    assert all(is_clave(key) for key in keys)


@pytest.mark.parametrize("typed", ["7k3m-92qx", " 7K3M 92QX ", "7K3M\u201392QX", "7k3m92qx\n"])
def test_a_typed_key_is_read_without_spaces_hyphens_and_case(typed: str) -> None:
    assert compact(typed) == "7K3M92QX"


def test_a_typed_look_alike_is_read_as_the_character_of_the_alphabet() -> None:
    assert compact("b5SZ-2zuv") == "855222VV"


@given(st.text(max_size=200))
def test_any_text_can_be_typed_as_a_key(text: str) -> None:
    is_clave(compact(text))


def test_a_slip_shows_the_key_with_a_hyphen() -> None:
    assert format_clave("7K3M92QX") == "7K3M-92QX"
