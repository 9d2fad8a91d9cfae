"""Roster files for the tests."""

import csv
import datetime as dt
import io
from pathlib import Path

from padron.asegurados.importacion import Resumen, import_padron

HOY = dt.date(2026, 11, 20)

XIMENA = {
    "curp": "QUZX050309MJCNXMZ2",
    "nombres": "Ximena",
    "primer_apellido": "Quintanar",
    "segundo_apellido": "Zúñiga",
    "plantel": "GDL",
    "codigo": "A001",
    "correo": "ximena@example.com",
    "correo_alterno": "",
    "nivel": "licenciatura",
    "ciclo": "2026-B",
    "estatus": "activo",
    "fecha_inscripcion": "2026-08-10",
    "fecha_ingreso": "17/08/2026",
    "nss": "61 23 05 0001 1",
    "fecha_alta_imss": "2026-09-01",
}
TADEO = XIMENA | {
    "curp": "BEOT061130HNLRCDZ1",
    "nombres": "Tadeo",
    "primer_apellido": "Bermúdez",
    "segundo_apellido": "Ocaranza",
    "codigo": "A002",
    "correo": "tadeo@example.com",
    "nss": "",
    "fecha_alta_imss": "",
}
SAUL = TADEO | {
    "curp": "PEXS020131HZSRXLZ6",
    "nombres": "Saúl",
    "primer_apellido": "Perea",
    "segundo_apellido": "",
    "codigo": "A003",
    "correo": "saul@example.com",
}


def make_csv(*rows: dict[str, str], delimiter: str = ",", without: str = "") -> str:
    """The text of a roster with these rows, minus one column."""
    columns = [name for name in rows[0] if name != without]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def load(
    tmp_path: Path, *rows: dict[str, str], hoy: dt.date = HOY, without: str = "", simular: bool = False
) -> Resumen:
    """Load these rows by way of a file."""
    archivo = tmp_path / "padron.csv"
    archivo.write_text(make_csv(*rows, without=without), encoding="utf-8")
    return import_padron(archivo=archivo, hoy=hoy, actor="prueba", simular=simular)
