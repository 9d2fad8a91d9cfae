"""CURP: the vectors (docs/reglas.md, «Invented people») and what must hold for every text."""

import datetime as dt
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from padron.identificadores import curp
from padron.identificadores.errors import InvalidIdentificador
from tests.helpers.padron.vectors import BASE, HOY, INVALIDAS, VALIDAS

quick = settings(max_examples=150, deadline=None)

# The pattern of docs/reglas.md, «CURP», literally.
PATRON = re.compile(
    rf"[A-Z][AEIOUX][A-Z]{{2}}\d{{6}}[HMX]({'|'.join(curp.ENTIDADES)})[B-DF-HJ-NP-TV-Z]{{3}}[A-Z\d]\d", re.ASCII
)


def with_digit(first17: str) -> str:
    return first17 + curp.check_digit(first17)


@st.composite
def curps(draw: st.DrawFn) -> str:
    """CURPs of nobody: position 17 is Z or 9, which are not issued."""
    fecha = draw(st.dates(dt.date(1930, 1, 1), HOY))
    entidad = draw(st.sampled_from(sorted(curp.ENTIDADES)))
    iniciales = draw(st.from_regex(r"[A-Z][AEIOUX][A-Z]{2}", fullmatch=True, alphabet=st.characters(codec="ascii")))
    consonantes = draw(st.text("BCDFGHJKLMNPQRSTVWXYZ", min_size=3, max_size=3))
    sexo, homoclave = draw(st.sampled_from("HMX")), "Z" if fecha.year >= 2000 else "9"
    return with_digit(f"{iniciales}{fecha:%y%m%d}{sexo}{entidad}{consonantes}{homoclave}")


@pytest.mark.parametrize("text", VALIDAS)
def test_valid_vectors(text: str) -> None:
    assert curp.validate(text, hoy=HOY) == text
    assert curp.is_valid(text, hoy=HOY)


@pytest.mark.parametrize(("text", "code"), INVALIDAS)
def test_invalid_vectors(text: str, code: str) -> None:
    with pytest.raises(InvalidIdentificador) as caught:
        curp.validate(text, hoy=HOY)
    assert caught.value.code == code
    assert not curp.is_valid(text, hoy=HOY)


@pytest.mark.parametrize("text", ["", "  ", "-\u2013-", "\u200b"])
def test_nothing_typed(text: str) -> None:
    with pytest.raises(InvalidIdentificador) as caught:
        curp.validate(text, hoy=HOY)
    assert caught.value.code == "vacio"


@pytest.mark.parametrize(
    "text",
    [
        "ßEGL050909MJCRMSZ0",
        "PEGL٠٥٠٩٠٩MJCRMSZ0",
        "PEGL050909MJCRMSZ\x00",
        "PıGL050909MJCRMSZ0",
        "PEGL050909MJCRMSZ😀",
    ],
)
def test_other_alphabets_are_refused(text: str) -> None:
    with pytest.raises(InvalidIdentificador) as caught:
        curp.validate(text, hoy=HOY)
    assert caught.value.code == "formato"


@pytest.mark.parametrize(
    ("text", "posicion"),
    [("PEÑL050909MJCRMSZ1", 3), ("PRGL050909MJCRMSZ2", 2), ("PEGLO50909MJCRMSZ0", 5), ("PEGL050909FJCRMSZ6", 11)],
)
def test_formato_says_which_character(text: str, posicion: int) -> None:
    with pytest.raises(InvalidIdentificador) as caught:
        curp.validate(text, hoy=HOY)
    assert caught.value.posicion == posicion


def test_error_holds_nothing_personal() -> None:
    with pytest.raises(InvalidIdentificador) as caught:
        curp.validate("PEGL051309MJCRMSZ4", hoy=HOY)
    assert (str(caught.value), repr(caught.value), caught.value.__cause__) == (
        "fecha",
        "InvalidIdentificador('fecha')",
        None,
    )


def test_born_today_but_not_tomorrow() -> None:
    text = with_digit("PEGL251121MJCRMSZ")
    assert curp.is_valid(text, hoy=HOY)
    assert not curp.is_valid(text, hoy=HOY - dt.timedelta(days=1))


def test_decode() -> None:
    datos = curp.decode("RONA030303XJCBVLZ9")
    assert datos == curp.DatosCurp(fecha_nacimiento=dt.date(2003, 3, 3), sexo="X", entidad="JC")
    assert datos.nombre_entidad == "Jalisco"


@pytest.mark.parametrize(
    ("text", "fecha"),
    [
        ("POBL000229MCCXRZA1", dt.date(2000, 2, 29)),
        ("TAUK991231HNENDN93", dt.date(1999, 12, 31)),
        ("MOSA980502MSPRNN98", dt.date(1998, 5, 2)),
    ],
)
def test_position_17_tells_the_century(text: str, fecha: dt.date) -> None:
    assert curp.decode(text).fecha_nacimiento == fecha


def test_entidades() -> None:
    assert len(curp.ENTIDADES) == 33
    assert curp.ENTIDADES["NE"] == "Nacido en el extranjero"
    assert curp.ENTIDADES["DF"] == "Ciudad de México"


def test_palabra_inconveniente_is_a_warning_only() -> None:
    text = with_digit("VACA050909MJCRMSZ")
    assert curp.has_palabra_inconveniente(text)
    assert curp.is_valid(text, hoy=HOY)
    assert not curp.has_palabra_inconveniente(BASE)


@pytest.mark.parametrize(
    ("text", "code"), [("PEGL", "largo"), ("PEGL050909mJCRMSZ", "formato"), ("😀" * 17, "formato")]
)
def test_check_digit_of_what_is_no_curp(text: str, code: str) -> None:
    with pytest.raises(InvalidIdentificador) as caught:
        curp.check_digit(text)
    assert caught.value.code == code


def test_check_digit_misses_the_tens_of_the_day() -> None:
    """Position 9 weighs 10: the reason why the decoded date is always shown for the student to confirm."""
    assert {curp.check_digit(f"PEGL0509{tens}9MJCRMSZ") for tens in "012"} == {"0"}


@quick
@given(curps())
def test_made_ones_are_valid_and_stable(text: str) -> None:
    assert PATRON.fullmatch(text)
    assert curp.validate(text, hoy=HOY) == text
    assert curp.validate(curp.compact(text), hoy=HOY) == text
    assert curp.validate(f" {text[:4].lower()}-{text[4:10]} {text[10:]}", hoy=HOY) == text


@quick
@given(curps(), st.integers(0, 17), st.characters())
def test_one_changed_character_is_refused_or_fits_the_pattern(text: str, indice: int, char: str) -> None:
    changed = text[:indice] + char + text[indice + 1 :]
    if curp.is_valid(changed, hoy=HOY):
        assert PATRON.fullmatch(curp.compact(changed))


@quick
@given(st.text() | st.text("PEGLÑ059HMXJCRSZ0-ß٠\x00 ", min_size=16, max_size=20))
@example("\ud800" * 18)
@example("\ufdfa")
def test_no_text_raises_anything_else(text: str) -> None:
    for ask in (lambda: curp.validate(text, hoy=HOY), lambda: curp.decode(text), lambda: curp.check_digit(text)):
        try:
            ask()
        except InvalidIdentificador:
            continue
    curp.has_palabra_inconveniente(text)
    assert curp.is_valid(text, hoy=HOY) is bool(
        PATRON.fullmatch(curp.compact(text)) and curp.is_valid(curp.compact(text), hoy=HOY)
    )
