"""NSS: the vectors (docs/reglas.md, «Invented people») and what must hold for every text."""

import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from padron.identificadores import nss
from padron.identificadores.errors import InvalidIdentificador
from tests.helpers.padron.vectors import NSS_VALIDOS

quick = settings(max_examples=150, deadline=None)

made = st.builds(
    nss.make,
    serie=st.from_regex(r"[0-9]{2}", fullmatch=True),
    anio_registro=st.integers(1944, 2099),
    anio_nacimiento=st.integers(1920, 2099),
    consecutivo=st.integers(1, 9999),
)


@pytest.mark.parametrize("text", NSS_VALIDOS)
def test_valid_vectors(text: str) -> None:
    assert nss.validate(text) == text
    assert nss.is_valid(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "vacio"),
        (" - ", "vacio"),
        ("04230500012", "digito"),
        ("0423050001", "largo"),
        ("042305000111", "largo"),
        ("00000000000", "ceros"),
        ("0423O500011", "formato"),
        ("٠٤٢٣٠٥٠٠٠١١", "formato"),
        ("0423050001\x00", "formato"),
        ("04.23.05.0001.1", "formato"),
    ],
)
def test_invalid_vectors(text: str, code: str) -> None:
    with pytest.raises(InvalidIdentificador) as caught:
        nss.validate(text)
    assert caught.value.code == code
    assert not nss.is_valid(text)


def test_formato_says_which_character() -> None:
    with pytest.raises(InvalidIdentificador) as caught:
        nss.validate("04 23 O5 0001 1")
    assert caught.value.posicion == 5


@pytest.mark.parametrize("text", ["04 23 05 0001 1", "04-23-05-0001-1", " 04230500011\n", "０４２３０５０００１１"])
def test_however_it_was_typed(text: str) -> None:
    assert nss.validate(text) == "04230500011"


def test_make() -> None:
    assert nss.make(serie="04", anio_registro=2023, anio_nacimiento=2005, consecutivo=1) == "04230500011"
    assert nss.make(serie="04", anio_registro=2024, anio_nacimiento=2006, consecutivo=2) == "04240600025"
    assert nss.make(serie="00", anio_registro=2000, anio_nacimiento=2000, consecutivo=1) == "00000000018"


@pytest.mark.parametrize(
    ("serie", "consecutivo"), [("4", 1), ("004", 1), ("٠٤", 1), ("", 1), ("04", 0), ("04", -1), ("04", 10_000)]
)
def test_make_refuses_what_does_not_fit(serie: str, consecutivo: int) -> None:
    with pytest.raises(InvalidIdentificador):
        nss.make(serie=serie, anio_registro=2025, anio_nacimiento=2005, consecutivo=consecutivo)


def test_agrupado() -> None:
    assert nss.agrupado("04230500011") == "04 23 05 0001 1"
    assert nss.agrupado("04230500012") == "04 23 05 0001 2"  # a wrong one must be seen too
    assert nss.agrupado("0423 05") == "042305"
    assert nss.agrupado("") == ""


@pytest.mark.parametrize(
    ("text", "anio", "expected"),
    [("04230500011", 2005, True), ("04230500011", 1905, True), ("04230500011", 2006, False), ("0423", 2005, False)],
)
def test_anio_nacimiento_coincide(text: str, anio: int, expected: bool) -> None:
    assert nss.anio_nacimiento_coincide(text, dt.date(anio, 3, 9)) is expected


@quick
@given(made)
def test_made_ones_are_valid_and_stable(text: str) -> None:
    assert nss.validate(text) == text
    assert nss.validate(nss.agrupado(text)) == text


@quick
@given(made, st.integers(0, 10), st.sampled_from("0123456789"))
def test_every_changed_digit_is_found(text: str, indice: int, digit: str) -> None:
    changed = text[:indice] + digit + text[indice + 1 :]
    assert nss.is_valid(changed) is (changed == text)


@quick
@given(st.text() | st.text("0123456789٠²O-\x00 ", min_size=9, max_size=13))
@example("\ud800")
def test_no_text_raises_anything_else(text: str) -> None:
    if nss.is_valid(text):
        assert nss.validate(nss.compact(text)) == nss.compact(text)
    assert nss.compact(nss.agrupado(text)) == nss.compact(nss.compact(text))
    assert nss.anio_nacimiento_coincide(text, dt.date(2005, 1, 1)) in (True, False)
