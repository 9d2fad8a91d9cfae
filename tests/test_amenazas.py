"""The numbers of docs/amenazas.md and the names of the tests agree."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
AMENAZAS = TESTS.parent / "docs" / "amenazas.md"
# T11: no staff is limited to a campus yet. T20: dependencies are pinned, but not checked against advisories.
NOT_BUILT = {"T11", "T20"}


def list_documented() -> set[str]:
    """Return the numbers in the first column of the tables: «F1 F2» are two."""
    cells = re.findall(r"^\| ((?:[TF]\d+ ?)+)\|", AMENAZAS.read_text(), re.MULTILINE)
    return {number for cell in cells for number in cell.split()}


def list_tested() -> set[str]:
    """Return the numbers in the names of tests: `test_F19_…`, `test_F1_F2_…`."""
    names = re.findall(r"def test_((?:[TF]\d+_)+)", "\n".join(path.read_text() for path in TESTS.rglob("test_*.py")))
    return {number for name in names for number in name.strip("_").split("_")}


def test_each_threat_and_fault_that_is_built_has_a_test() -> None:
    assert list_documented() - list_tested() == NOT_BUILT


def test_each_number_in_a_test_name_is_documented() -> None:
    assert list_tested() <= list_documented()
