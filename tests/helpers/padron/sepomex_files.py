"""Files in the format of SEPOMEX for the tests. The names in them are invented or common; no row is from its file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from padron.catalogos.importacion import Resumen, import_sepomex

AVISO = "El Catálogo Nacional de Códigos Postales, es elaborado por Correos de México (archivo de prueba)"
ENCABEZADO = (
    "d_codigo|d_asenta|d_tipo_asenta|D_mnpio|d_estado|d_ciudad|d_CP|c_estado|c_oficina|c_CP|c_tipo_asenta|c_mnpio|"
    "id_asenta_cpcons|d_zona|c_cve_ciudad"
)


def make_fila(cp: str = "44100", nombre: str = "Centro", **other: str) -> str:
    """One line, without its end."""
    cells = {"tipo": "Colonia", "estado": "14", "clave": "039", "municipio": "Guadalajara", "ciudad": "", **other}
    return (
        f"{cp}|{nombre}|{cells['tipo']}|{cells['municipio']}|Jalisco|{cells['ciudad']}|{cp}|{cells['estado']}|{cp}||"
        f"09|{cells['clave']}|0001|Urbano|01"
    )


ZAPOPAN = {"clave": "120", "municipio": "Zapopan"}
MONTERREY = {"estado": "19", "clave": "039", "municipio": "Monterrey"}
FILAS = (
    make_fila("44100", "Álamos"),
    make_fila("44100", "Centro", ciudad="Guadalajara"),
    make_fila("45100", "Peña Ñandú", **ZAPOPAN),
    make_fila("64000", 'Ejido "El Pelón"', tipo="Ejido", **MONTERREY),
)


def encode(*filas: str) -> bytes:
    """The bytes of a file with these lines."""
    return "".join(f"{line}\r\n" for line in (AVISO, ENCABEZADO, *filas)).encode("iso-8859-1")


def load(folder: Path, *filas: str, **options: Any) -> Resumen:
    """Import a file with these lines."""
    path = folder / "CPdescarga.txt"
    path.write_bytes(encode(*filas))
    return import_sepomex(archivo=path, actor="prueba", **options)


def make_muchas(total: int = 155_000) -> Iterator[str]:
    """As many lines as the official file has, five to a postal code, in all 32 states."""
    for n in range(total):
        codigo = n // 5
        estado, clave = codigo * 32 // (total // 5) + 1, codigo % 75 + 1
        place = {"estado": f"{estado:02}", "clave": f"{clave:03}", "municipio": f"Municipio Ñ{clave}"}
        yield make_fila(f"{codigo:05}", f"Colonia inventada número {n % 5} de Ángeles", **place)
