"""Registers for the tests, in the format of the Secretaría de Salud. Every unit in them is invented."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from padron.catalogos.importacion import ResumenClinicas, import_clues
from padron.catalogos.models import Clinica, Turno
from padron.catalogos.selectors import get_clinica

ENCABEZADO = (
    "CLUES", "ENTIDAD", "CLAVE DEL MUNICIPIO", "MUNICIPIO", "CLAVE DE TIPOLOGIA", "NOMBRE DE LA UNIDAD",
    "TIPO DE VIALIDAD", "VIALIDAD", "NUMERO EXTERIOR", "NUMERO INTERIOR", "TIPO DE ASENTAMIENTO", "ASENTAMIENTO",
    "CODIGO POSTAL", "ESTATUS DE OPERACION", "TELEFONO 1 DEL ESTABLECIMIENTO",
    "EXTENSION TELEFONICA 1 DEL ESTABLECIMIENTO", "CLAVE DE LA INS ADM", "LATITUD", "LONGITUD",
)  # fmt: skip
CLAVE = "JCIMS000017"
DIAS = ("DOMINGO", "LUNES", "MARTES", "MIERCOLES", "JUEVES", "VIERNES", "SABADO")
HORARIOS = ("CLUES", *(*DIAS, "HORA INICIO", "HORA FIN") * 2)
LABORALES = ("NO", "SI", "SI", "SI", "SI", "SI", "NO")

Fila = dict[str, Any]


def make_fila(clave: str = CLAVE, **other: Any) -> Fila:
    """A row by the names of the columns, in which `_` stands for a space."""
    fila: Fila = dict.fromkeys(ENCABEZADO, "") | {
        "CLUES": clave,
        "ENTIDAD": "JALISCO",
        "CLAVE DEL MUNICIPIO": "039",
        "MUNICIPIO": "GUADALAJARA",
        "CLAVE DE TIPOLOGIA": "UMF",
        "NOMBRE DE LA UNIDAD": "UMF 777 DEL ENSAYO",
        "TIPO DE VIALIDAD": "CALLE",
        "VIALIDAD": "INVENTADA",
        "NUMERO EXTERIOR": "12",
        "TIPO DE ASENTAMIENTO": "COLONIA",
        "ASENTAMIENTO": "CENTRO",
        "CODIGO POSTAL": "44100",
        "ESTATUS DE OPERACION": "EN OPERACION",
        "TELEFONO 1 DEL ESTABLECIMIENTO": "3355550177",
        "CLAVE DE LA INS ADM": "IMSS",
        "LATITUD": "20.67",
        "LONGITUD": "-103.34",
    }
    return fila | {name.replace("_", " "): value for name, value in other.items()}


def make_horario(clave: str, desde: Any, hasta: Any, dias: Sequence[str] = LABORALES, *rest: Any) -> list[Any]:
    """A row of the sheet of hours."""
    return [clave, *dias, desde, hasta, *rest]


def write_libro(path: Path, filas: Iterable[Fila], horarios: Iterable[list[Any]] | None = ()) -> Path:
    """An Excel book: units, something else, and hours unless there are None."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    hoja = book.create_sheet("CLUES_202604")
    for n, fila in enumerate(filas):
        if n == 0:
            hoja.append(list(fila))
        hoja.append(list(fila.values()))
    otra = book.create_sheet("SUBCLUES_202604")
    otra.append(["CLUES", "SUBCLUES", "CLAVE AREA"])
    if horarios is not None:
        hoja = book.create_sheet("HORARIOS_202604")
        hoja.append(list(HORARIOS))
        for row in horarios:
            hoja.append(row)
    book.save(path)
    return path


def encode_csv(filas: Sequence[Fila], *, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """The bytes of the same rows as text."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(filas[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(filas)
    return text.getvalue().encode(encoding)


def load(folder: Path, *filas: Fila, horarios: Iterable[list[Any]] | None = (), **options: Any) -> ResumenClinicas:
    """Import a book with these rows."""
    path = write_libro(folder / "CLUES_202604.xlsx", filas, horarios)
    return import_clues(archivo=path, actor="prueba", **options)


def get(clave: str = CLAVE) -> Clinica:
    """The clinic of that key."""
    clinica = get_clinica(clave)
    assert clinica is not None
    return clinica


def list_turnos(clave: str = CLAVE) -> list[tuple[str, str, str, int]]:
    """Its shifts: name, from, to, rooms."""
    rows = Turno.objects.filter(clinica__clave=clave)
    return [(row.nombre, f"{row.desde:%H:%M}", f"{row.hasta:%H:%M}", row.consultorios.count()) for row in rows]
