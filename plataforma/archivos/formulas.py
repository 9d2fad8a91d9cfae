"""Cells that a spreadsheet program would run as a formula. Source: docs/amenazas.md, T14."""

from typing import Final

_EJECUTA: Final = ("=", "+", "-", "@", "\t", "\r")
_MARCA: Final = "'"


def neutralize(cell: str) -> str:
    """Return the cell with an apostrophe before it if a spreadsheet program would run it."""
    return _MARCA + cell if cell.startswith(_EJECUTA) else cell


def restore(cell: str) -> str:
    """Return the cell without the apostrophe of `neutralize`; any other cell stays as it is."""
    return cell[1:] if cell.startswith(_MARCA) and cell[1:].startswith(_EJECUTA) else cell
