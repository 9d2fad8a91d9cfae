"""A roster as schools send them: thousands of rows, hard names that are right, and planted faults of every kind.

Each row knows what is true of its student, and each fault what the load must do with it.
"""

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.helpers.padron.messy_faults import PLANTADAS, clean, plant_ciclo_raro
from tests.helpers.padron.messy_students import Messy, Renglon

# Canonical name of each column, and the header that this file has.
ENCABEZADO: Final = {
    "codigo": "NO. DE CONTROL",
    "curp": "C.U.R.P.",
    "primer_apellido": "APELLIDO PATERNO",
    "segundo_apellido": "APELLIDO MATERNO",
    "nombres": "NOMBRE(S)",
    "sexo": "SEXO (F/M)",
    "fecha_nacimiento": "FECHA DE NACIMIENTO",
    "entidad": "ENTIDAD DE NACIMIENTO",
    "plantel": "CAMPUS",
    "nivel": "NIVEL",
    "ciclo": "CICLO ESCOLAR",
    "estatus": "SITUACIÓN",
    "fecha_inscripcion": "FECHA DE INSCRIPCIÓN",
    "fecha_ingreso": "FECHA DE INGRESO",
    "correo": "CORREO INSTITUCIONAL",
    "nss": "NSS/IMSS",
}
TITULO: Final = "UNIVERSIDAD INVENTADA · RELACIÓN DE ALUMNOS INSCRITOS 2026-B"
DE_CADA_UNA: Final = 22


def make_roster(total: int = 5000, seed: int = 11) -> list[Renglon]:
    """The rows of the file: the planted faults spread over it, the other rows clean."""
    messy = Messy(random.Random(seed))  # noqa: S311
    malos = [one for make in PLANTADAS for _ in range(DE_CADA_UNA) for one in make(messy)]
    malos += plant_ciclo_raro(messy)
    limpios = [clean(messy.make_estudiante()) for _ in range(total - len(malos))]
    # A word with an accent on clean rows is what a damaged one is compared with.
    renglones = limpios + malos
    messy.azar.shuffle(renglones)
    for linea, renglon in enumerate(renglones, start=4):
        renglon.linea = linea
    return renglones


def write_tabs(path: Path, renglones: list[Renglon]) -> Path:
    """The file as tab-separated text: a title, a blank line, the header."""
    with path.open("w", encoding="utf-8", newline="") as text:
        text.write(f"{TITULO}\r\n\r\n")
        writer = csv.writer(text, delimiter="\t", lineterminator="\r\n")
        writer.writerows(_list_filas(renglones))
    return path


def write_libro(path: Path, renglones: list[Renglon]) -> Path:
    """The same as an Excel book, whose cells are text."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    hoja = book.create_sheet("ALUMNOS")
    hoja.append([TITULO])
    hoja.append([])
    for fila in _list_filas(renglones):
        hoja.append(fila)
    book.save(path)
    return path


def _list_filas(renglones: list[Renglon]) -> Iterator[list[str]]:
    yield list(ENCABEZADO.values())
    for renglon in renglones:
        celdas = renglon.celdas | {"sexo": _write_sexo(renglon.celdas["sexo"])}
        yield [celdas[name] for name in ENCABEZADO]


def _write_sexo(sexo: str) -> str:
    """H of the CURP is the M of this file, masculino."""
    return {"H": "M", "M": "F"}.get(sexo, sexo)
