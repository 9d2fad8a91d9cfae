import datetime as dt

import pytest

from padron.identificadores.nss_danado import repair

NACIO = dt.date(2005, 3, 9)


@pytest.mark.parametrize(
    ("text", "nss"),
    [
        ("4230500011", "04230500011"),
        ("4230500011.0", "04230500011"),
        ("4.230500011E+9", "04230500011"),
        ("'61230500011", "61230500011"),
        ("’61230500011", "61230500011"),
        ("61230500011.0", "61230500011"),
        ("61230500011.", "61230500011"),
        ("61,230,500,011", "61230500011"),
        ("6.1230500011E+10", "61230500011"),
        ("6,1230500011E+10", "61230500011"),
        ("6123O5OOO11", "61230500011"),
        ("NSS: 61230500011", "61230500011"),
    ],
)
def test_a_damage_that_the_check_digit_proves_is_repaired(text: str, nss: str) -> None:
    assert repair(text, NACIO) == nss


@pytest.mark.parametrize(
    "text",
    [
        "",
        "N/A",
        "61230500012",  # wrong check digit
        "6.12305E+10",  # digits were lost
        "6.123050001E+10",
        "230500011",  # two digits are missing
        "612305000110",
        "1" * 100_000,
    ],
)
def test_a_damage_that_nothing_proves_is_not_repaired(text: str) -> None:
    assert repair(text, NACIO) is None


def test_a_lost_zero_needs_the_year_of_birth_too_because_one_check_digit_in_ten_agrees_by_chance() -> None:
    assert repair("4230500011", dt.date(1998, 3, 9)) is None


def test_signs_around_a_valid_nss_are_removed_whatever_its_year_of_birth_is() -> None:
    assert repair("61230500011.0", dt.date(1998, 3, 9)) == "61230500011"
