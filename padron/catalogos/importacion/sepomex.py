"""`CPdescarga.txt` of SEPOMEX: ISO-8859-1, a notice, a header, columns split by `|`, no quoting.

An official file is right from end to end or is not the file: the first line that cannot be refuses all of it.
Nothing here holds more than one line. Source: docs/reglas.md, «Postal codes».
"""

import re
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, Final, NoReturn

from padron.catalogos.estados import ESTADOS
from padron.catalogos.importacion.asentamientos import Asentamiento
from plataforma.archivos.lectura import ArchivoIlegible, check_archivo, cite, clean

MAX_BYTES: Final = 100 * 2**20
MAX_FILAS: Final = 300_000
MAX_LINEA: Final = 4096
COLUMNAS: Final = ("d_codigo", "d_asenta", "d_tipo_asenta", "c_estado", "c_mnpio", "d_mnpio", "d_ciudad")
# As long as the columns of the models; a test compares.
LARGOS: Final = {"nombre": 100, "tipo": 40, "municipio": 100, "ciudad": 100}
_COMPRIMIDO: Final = b"PK\x03\x04"
_CP, _CLAVE = re.compile(r"\d{5}", re.ASCII), re.compile(r"\d{3}", re.ASCII)


def read_asentamientos(archivo: Path) -> Iterator[Asentamiento]:
    """Return the rows of the file, as they are read. Raises ArchivoIlegible at the first line that cannot be."""
    check_archivo(archivo, max_bytes=MAX_BYTES)
    return _read(archivo)


def _read(archivo: Path) -> Iterator[Asentamiento]:
    try:
        with archivo.open("rb") as raw:
            yield from _parse(_read_lines(raw))
    except OSError as error:
        raise ArchivoIlegible(f"No se puede abrir el archivo: {error.strerror}.") from None


def _read_lines(raw: BinaryIO) -> Iterator[tuple[int, str]]:
    linea = 0
    while line := raw.readline(MAX_LINEA + 1):
        linea += 1
        if linea == 1 and line.startswith(_COMPRIMIDO):
            _refuse(1, "es un ZIP o un libro de Excel. Descomprímelo y carga CPdescarga.txt")
        if b"\0" in line:
            _refuse(linea, "hay bytes nulos, así que no es un archivo de texto. Descárgalo otra vez")
        if len(line) > MAX_LINEA:
            _refuse(linea, f"pasa de {MAX_LINEA} caracteres. Descarga otra vez CPdescarga.txt")
        if not line.isascii() and _is_utf8(line):
            _refuse(linea, "el archivo está en UTF-8 y SEPOMEX lo entrega en ISO-8859-1. Cárgalo tal como se descarga")
        yield linea, _decode(line)


def _is_utf8(line: bytes) -> bool:
    """Tell whether the bytes are UTF-8: letters of ISO-8859-1 in a Spanish line never are."""
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _decode(line: bytes) -> str:
    text = line.decode("iso-8859-1").rstrip("\r\n")
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)


def _parse(lines: Iterator[tuple[int, str]]) -> Iterator[Asentamiento]:
    next(lines, None)  # the notice
    _, header = next(lines, (2, ""))
    names = [name.strip().lower() for name in header.split("|")]
    if faltan := [name for name in COLUMNAS if names.count(name) != 1]:
        _refuse(2, f"debe ser el encabezado y le falta, o repite: {', '.join(faltan)}")
    pick, total = itemgetter(*(names.index(name) for name in COLUMNAS)), 0
    for linea, text in lines:
        cells = text.split("|")
        if not text.strip():
            continue
        if len(cells) != len(names):
            _refuse(linea, f"tiene {len(cells)} columnas y el encabezado {len(names)}; el archivo puede estar cortado")
        if (total := total + 1) > MAX_FILAS:
            _refuse(linea, f"el archivo pasa de {MAX_FILAS} filas; eso no es el catálogo de SEPOMEX")
        yield _make(linea, *pick(cells))
    if not total:
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
    row = Asentamiento(linea, cp, clean(nombre), clean(tipo), estado, clave, clean(municipio), clean(ciudad))
    if not (row.nombre and row.municipio):
        _refuse(linea, "falta el nombre de la colonia o el del municipio")
    for name, largo in LARGOS.items():
        if len(text := getattr(row, name)) > largo:
            _refuse(linea, f"«{cite(text)}» pasa de {largo} letras")
    return row


def _refuse(linea: int, motivo: str) -> NoReturn:
    raise ArchivoIlegible(f"Línea {linea}: {motivo}. No se cambió nada.")
