"""Every threat (T1, T2 …) and fault (F1, F2 …) of docs/amenazas.md has a test with that number in the name."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
AMENAZAS = TESTS.parent / "docs" / "amenazas.md"
NOT_BUILT = {"T11"}  # staff cannot be limited to one campus yet


def list_documented() -> set[str]:
    """Return the numbers in the first column of the tables of docs/amenazas.md. «F1 F2» counts as two numbers."""
    cells = re.findall(r"^\| ((?:[TF]\d+ ?)+)\|", AMENAZAS.read_text(), re.MULTILINE)
    return {number for cell in cells for number in cell.split()}


def list_tested() -> set[str]:
    """Return the threat and fault numbers in the names of all tests, for example F1 and F2 in `test_F1_F2_…`."""
    names = re.findall(r"def test_((?:[TF]\d+_)+)", "\n".join(path.read_text() for path in TESTS.rglob("test_*.py")))
    return {number for name in names for number in name.strip("_").split("_")}


def test_each_documented_threat_and_fault_has_a_test_unless_it_is_listed_as_not_built() -> None:
    assert list_documented() - list_tested() == NOT_BUILT


def test_each_threat_or_fault_number_in_a_test_name_is_in_amenazas_md() -> None:
    assert list_tested() <= list_documented()
