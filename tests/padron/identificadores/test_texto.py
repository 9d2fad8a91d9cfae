"""Whatever surrounds a pasted identifier goes; nothing becomes right that was wrong."""

import time

import pytest

from padron.identificadores.texto import compact, is_digits


@pytest.mark.parametrize(
    "typed",
    [
        "pegl050909mjcrmsz0",
        "  PEGL 050909 MJC RMS Z0\n",
        "PEGL-050909-MJCRMS-Z0",
        "PEGL\u00a0050909\u2007MJC\u202fRMS\u3000Z0",  # spaces of other widths
        "PEGL\u2010050909\u2011MJC\u2012RMS\u2013Z\u20140",  # hyphen, non-breaking, figure, en, em
        "PEGL\u2212050909\ufe63MJC\uff0dRMSZ0",  # minus, small and full-width hyphen
        "\ufeffPEGL\u00ad050909\u200bMJC\u2060RMSZ0\u200e",  # what hides in a copied line
        "ＰＥＧＬ０５０９０９ＭＪＣＲＭＳＺ０",
        "\tP E G L 0 5 0 9 0 9 M J C R M S Z 0\r\n" + " " * 500,
    ],
)
def test_one_identifier_however_it_was_typed(typed: str) -> None:
    assert compact(typed) == "PEGL050909MJCRMSZ0"


@pytest.mark.parametrize("letter", ["ß", "ı", "ñ", "é", "İ", "ΐ", "٣", "²\u0301", "😀"])
def test_no_other_letter_turns_into_ascii(letter: str) -> None:
    assert not compact(f"A{letter}B").isascii()


def test_nul_stays_to_be_refused() -> None:
    assert compact("a\x00b") == "A\x00B"


def test_long_s_is_the_s_that_nfkc_makes_of_it() -> None:
    assert compact("ſ") == "S"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A" * 1_048_576, id="letters"),
        pytest.param("a" + "\u0315\u0300" * 250_000, id="accents"),
        pytest.param("\ufdfa" * 350_000, id="ligatures"),
        pytest.param(" -" * 500_000, id="separators"),
    ],
)
def test_a_megabyte_does_not_keep_the_worker_busy(text: str) -> None:
    start = time.process_time()
    compact(text)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("text", "expected"), [("0123456789", True), ("", False), ("٣", False), ("²", False), ("1a", False)]
)
def test_digits_are_ascii_digits(text: str, expected: bool) -> None:
    assert is_digits(text) is expected
