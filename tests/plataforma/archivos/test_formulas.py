"""Cells that a spreadsheet would run. Source: docs/amenazas.md, T14."""

import pytest

from plataforma.archivos.formulas import neutralize, restore


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"])
def test_T14_a_formula_is_neutralised_and_restored(cell: str) -> None:
    assert neutralize(cell) == f"'{cell}"
    assert restore(neutralize(cell)) == cell


@pytest.mark.parametrize("cell", ["", "Ana", "'61230500011", "D'Amico", "a=b"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert neutralize(cell) == cell
    assert restore(cell) == cell
