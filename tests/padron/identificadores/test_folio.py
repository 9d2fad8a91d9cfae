"""Folio: its form, and proof that its check character finds what hands and ears get wrong."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padron.identificadores import folio
from padron.identificadores.errors import InvalidIdentificador

EJEMPLO = "RE-7K3M-92QX"

first7s = st.text(folio.ALFABETO, min_size=7, max_size=7)


def whole(first7: str) -> str:
    return first7 + folio.check_character(first7)


def is_right(chars: str) -> bool:
    return folio.is_valid(f"RE{chars}")


def test_alphabet_is_prime_and_has_no_lookalikes() -> None:
    assert len(folio.ALFABETO) == len(set(folio.ALFABETO)) == 23
    assert not set(folio.ALFABETO) & set("AEIOU01LDZSGB")


def test_the_example_of_the_documents_is_valid() -> None:
    assert folio.validate(EJEMPLO) == EJEMPLO


def test_made_ones_are_valid_and_differ() -> None:
    made = [folio.make() for _ in range(200)]
    assert all(re.fullmatch(r"RE-\w{4}-\w{4}", text) and folio.validate(text) == text for text in made)
    assert len(set(made)) == len(made)


@pytest.mark.parametrize("text", ["re7k3m92qx", "RE 7K3M 92QX", " re–7k3m–92qx ", "RE7K3M-92QX", "R E 7 K 3 M 9 2 Q X"])
def test_however_it_was_typed(text: str) -> None:
    assert folio.compact(text) == "RE7K3M92QX"
    assert folio.validate(text) == EJEMPLO


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "vacio"),
        ("RE-7K3M-92Q", "largo"),
        ("RE-7K3M-92QXX", "largo"),
        ("RF-7K3M-92QX", "formato"),
        ("RE-7K3M-O2QX", "formato"),
        ("RE-7K3M-92Q\x00", "formato"),
        ("RE-7K3M-92QY", "digito"),
    ],
)
def test_wrong_ones(text: str, code: str) -> None:
    with pytest.raises(InvalidIdentificador) as caught:
        folio.validate(text)
    assert caught.value.code == code


def test_remainder_is_a_weighted_sum() -> None:
    """The first half of the proof: the weights are the powers of 17, whatever stands beside a character."""
    for chars in ("22222222", "7K3M92QX", "YYYYYYYY", "2Y3X4W5T"):
        suma = sum(folio.ALFABETO.index(char) * 17 ** (7 - indice) for indice, char in enumerate(chars))
        assert is_right(chars) is (suma % 23 == 1)


def test_no_two_values_can_be_confused() -> None:
    """The second half, over all cases: no difference of two values, at one place or exchanged over two, weighs zero."""
    pesos = [pow(17, n, 23) for n in range(8)]
    diferencias = range(1, 23)
    assert all(peso * diferencia % 23 for peso in pesos for diferencia in diferencias)
    assert all((a - b) * diferencia % 23 for a, b in itertools.combinations(pesos, 2) for diferencia in diferencias)


@settings(max_examples=10, deadline=None)
@given(first7s)
def test_every_wrong_character_is_found(first7: str) -> None:
    right = whole(first7)
    assert is_right(right)
    for indice, char in itertools.product(range(8), folio.ALFABETO):
        changed = right[:indice] + char + right[indice + 1 :]
        assert is_right(changed) is (changed == right)


@pytest.mark.parametrize("indice", range(7))
def test_every_exchange_of_neighbours_is_found(indice: int) -> None:
    for a, b in itertools.permutations(folio.ALFABETO, 2):
        # The one folio that has this pair here: the free character beside it makes the remainder right.
        right = next(
            chars for free in folio.ALFABETO if is_right(chars := (free * indice + a + b + free * (6 - indice)))
        )
        assert not is_right(right[:indice] + b + a + right[indice + 2 :])


@settings(max_examples=150, deadline=None)
@given(st.text() | st.text("RE7K3M92QXÑ٠-\x00", min_size=8, max_size=12))
def test_no_text_raises_anything_else(text: str) -> None:
    if folio.is_valid(text):
        assert folio.validate(folio.compact(text)) == folio.validate(text)
