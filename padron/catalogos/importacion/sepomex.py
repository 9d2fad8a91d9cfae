"""`CPdescarga.txt` of SEPOMEX: a notice, a header, columns separated by `|`, no quoting.

One line that cannot be read refuses the file: an official file has no wrong lines, so this one is damaged or another.
Source: docs/reglas.md, «Postal codes».
"""

import re
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import Final, NoReturn

from padron.catalogos.estados import ESTADOS
from padron.catalogos.importacion.asentamientos import Asentamiento
from plataforma.archivos.delimitados import ILEGIBLE, Formato, Renglon, read_renglones
from plataforma.archivos.lectura import ArchivoIlegible, cite, clean

FORMATO: Final = Formato(
    nombre="el catálogo de SEPOMEX",
    max_bytes=100 * 2**20,
    max_filas=300_000,
    max_caracteres=4096,
    delimitadores="|",
    has_comillas=False,
)
COLUMNAS: Final = ("d_codigo", "d_asenta", "d_tipo_asenta", "c_estado", "c_mnpio", "d_mnpio", "d_ciudad")
# As long as the columns of the models; a test compares.
LARGOS: Final = {"nombre": 100, "tipo": 40, "municipio": 100, "ciudad": 100}
_NULO: Final = "null"  # what files of 14 columns have in empty cells
_CP, _CLAVE = re.compile(r"\d{5}", re.ASCII), re.compile(r"\d{3}", re.ASCII)


def read_asentamientos(archivo: Path) -> Iterator[Asentamiento]:
    """Return the rows of the file, read as they are asked for. Raises ArchivoIlegible at the first wrong line."""
    return _parse(read_renglones(archivo, FORMATO, is_encabezado=_is_encabezado))


def _is_encabezado(celdas: list[str]) -> bool:
    return COLUMNAS[0] in _simplify(celdas)


def _simplify(celdas: list[str]) -> list[str]:
    return [cell.strip().lower() for cell in celdas]


def _parse(renglones: Iterator[Renglon]) -> Iterator[Asentamiento]:
    encabezado = next(renglones)
    # Line 1 is the notice.
    names = _simplify(encabezado.celdas) if encabezado.linea == 2 else []
    if faltan := [name for name in COLUMNAS if names.count(name) != 1]:
        _refuse(2, f"debe ser el encabezado y le falta, o repite: {', '.join(faltan)}")
    pick = itemgetter(*(names.index(name) for name in COLUMNAS))
    linea = encabezado.linea
    for linea, celdas, _ in renglones:
        if len(celdas) != len(names):
            _refuse(linea, f"tiene {len(celdas)} columnas y el encabezado {len(names)}; el archivo puede estar cortado")
        yield _make(linea, *pick(celdas))
    if linea == encabezado.linea:
        _refuse(3, "aquí debería empezar el catálogo y el archivo termina")


def _make(
    linea: int, cp: str, nombre: str, tipo: str, estado: str, clave: str, municipio: str, ciudad: str
) -> Asentamiento:
    if not _CP.fullmatch(cp):
        _refuse(linea, f"el código postal debe tener 5 números y dice «{cite(cp)}»")
    if estado not in ESTADOS:
        _refuse(linea, f"c_estado debe ir de 01 a 32 y dice «{cite(estado)}»")
    if not _CLAVE.fullmatch(clave):
        _refuse(linea, f"c_mnpio debe tener 3 números y dice «{cite(clave)}»")
    row = Asentamiento(linea, cp, _write(nombre), _write(tipo), estado, clave, _write(municipio), _write(ciudad))
    if not (row.nombre and row.municipio):
        _refuse(linea, "falta el nombre de la colonia o el del municipio")
    for name, largo in LARGOS.items():
        if len(text := getattr(row, name)) > largo:
            _refuse(linea, f"«{cite(text)}» pasa de {largo} letras")
        if ILEGIBLE in text:
            _refuse(linea, f"«{cite(text)}» tiene un carácter que no se puede leer")
    return row


def _write(cell: str) -> str:
    """Return the cell cleaned, with a blank for each control character; «null» is empty."""
    if cell.strip().lower() == _NULO:
        return ""
    return clean(cell if cell.isprintable() else "".join(char if char.isprintable() else " " for char in cell))


def _refuse(linea: int, motivo: str) -> NoReturn:
    raise ArchivoIlegible(f"Línea {linea}: {motivo}. No se cambió nada.")
