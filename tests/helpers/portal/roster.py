"""What the campus sends: rows of the demonstration's roster, corrected, in a file that `importar_padron` loads."""

import csv
import datetime as dt
from pathlib import Path

from imss_portal.demostracion.generador import generate_filas
from tests.helpers.portal.live_portal import PortalVivo

TOTAL = 300  # as `manage.py demo` has it


def get_fila(curp: str) -> dict[str, str]:
    """A student's row as the demonstration loaded it."""
    filas = generate_filas(total=TOTAL, referencia=dt.date.today())  # noqa: DTZ011 (as its first load does)
    return next(fila.valores for fila in filas if fila.valores["curp"] == curp)


def write_padron(path: Path, filas: list[dict[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(filas[0]))
        writer.writeheader()
        writer.writerows(filas)


def correct_padron(portal: PortalVivo, path: Path, corrections: dict[str, dict[str, str]]) -> None:
    """Load the rows of these CURPs with what the campus corrected."""
    write_padron(path, [get_fila(curp) | valores for curp, valores in corrections.items()])
    portal.manage("importar_padron", str(path))
