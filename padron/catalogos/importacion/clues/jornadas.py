"""The sheet of opening hours: the clinic's key, then groups of nine columns, one for each set of hours."""

from collections.abc import Iterator
from typing import Any, Final

from padron.catalogos.horarios import DIAS, Tramo, make_tramo
from padron.catalogos.importacion.clues.columnas import Fila, simplify, to_text

_DESDE, _HASTA = "hora inicio", "hora fin"
_DIAS: Final = {simplify(dia): n for n, dia in enumerate(DIAS)}
_NOMBRES: Final = frozenset({*_DIAS, _DESDE, _HASTA})

Grupo = dict[str, int]  # column by its name


def is_de_horarios(encabezado: Fila) -> bool:
    """Tell whether the sheet with this header has opening hours."""
    nombres = {simplify(cell) for cell in encabezado}
    return nombres >= {"clues", *_NOMBRES}


def find_grupos(encabezado: Fila) -> tuple[int, list[Grupo]]:
    """Return the column of the key, and the groups: a name that comes again begins the next one."""
    grupos: list[Grupo] = [{}]
    nombres = [simplify(cell) for cell in encabezado]
    for n, nombre in enumerate(nombres):
        if nombre in _NOMBRES:
            if nombre in grupos[-1]:
                grupos.append({})
            grupos[-1][nombre] = n
    return nombres.index("clues"), [grupo for grupo in grupos if grupo.keys() == _NOMBRES]


def read_tramos(fila: Fila, grupos: list[Grupo]) -> Iterator[Tramo]:
    """Yield the hours of the row. What is no hour is left out."""
    for grupo in grupos:
        cells = {name: fila[n] if n < len(fila) else None for name, n in grupo.items()}
        desde, hasta = _read_hora(cells[_DESDE]), _read_hora(cells[_HASTA])
        dias = [dia for name, dia in _DIAS.items() if simplify(cells[name]) in ("si", "x")]
        if dias and desde is not None and hasta is not None:
            yield make_tramo(dias=dias, desde=desde, hasta=hasta)


def _read_hora(cell: Any) -> int | None:
    """Return the minutes from midnight of «8:00», «08:00:00», or a spreadsheet's own time."""
    horas, _, rest = to_text(cell).partition(":")
    minutos = rest.partition(":")[0]
    if not (horas + minutos).isascii() or not (horas.isdigit() and minutos.isdigit()):
        return None
    total = int(horas) * 60 + int(minutos)
    return total if int(minutos) < 60 and total <= 24 * 60 else None
