"""The columns of the register, by name: the names move between months. Source: docs/reglas.md, «Clinics»."""

from collections.abc import Collection
from typing import Any, Final

from padron.catalogos.rules import get_orden
from plataforma.archivos.lectura import ArchivoIlegible, clean
from plataforma.archivos.libros import Fila, Filas

# Our name: the names that the register gives it. The first is the one that we say when it is missing.
OBLIGATORIAS: Final = {
    "clave": ("CLUES",),
    "institucion": ("CLAVE DE LA INS ADM", "CLAVE DE LA INSTITUCION"),
    "tipologia": ("CLAVE DE TIPOLOGIA",),
    "estatus": ("ESTATUS DE OPERACION",),
    "nombre": ("NOMBRE DE LA UNIDAD",),
    "entidad": ("ENTIDAD", "NOMBRE DE LA ENTIDAD"),
    "municipio": ("MUNICIPIO", "NOMBRE DEL MUNICIPIO"),
    "cp": ("CODIGO POSTAL",),
    "latitud": ("LATITUD",),
    "longitud": ("LONGITUD",),
}
OPCIONALES: Final = {
    "clave_municipio": ("CLAVE DEL MUNICIPIO",),
    "tipo_vialidad": ("TIPO DE VIALIDAD",),
    "vialidad": ("VIALIDAD", "NOMBRE DE LA VIALIDAD"),
    "exterior": ("NUMERO EXTERIOR",),
    "interior": ("NUMERO INTERIOR",),
    "tipo_asentamiento": ("TIPO DE ASENTAMIENTO",),
    "asentamiento": ("ASENTAMIENTO", "NOMBRE DEL ASENTAMIENTO"),
    "telefono": ("TELEFONO 1 DEL ESTABLECIMIENTO", "TELEFONO"),
    "extension": ("EXTENSION TELEFONICA 1 DEL ESTABLECIMIENTO",),
    "consultorios": ("CONSULTORIOS DE MED GRAL",),
}

# What is read of every unit, family clinic or not.
COMUNES: Final = ("institucion", "tipologia", "entidad", "municipio", "clave_municipio", "cp", "latitud", "longitud")

__all__ = ["COMUNES", "OBLIGATORIAS", "OPCIONALES", "Columnas", "Fila", "Filas", "Valores", "simplify", "to_text"]

Valores = dict[str, str]


class Columnas:
    """Where each column stands in this file."""

    def __init__(self, encabezado: Fila) -> None:
        """Raises ArchivoIlegible, naming each column that is missing or there twice."""
        nombres = [simplify(cell) for cell in encabezado]
        self._lugares: dict[str, int] = {}
        faltan: list[str] = []
        for name, alias in (OBLIGATORIAS | OPCIONALES).items():
            lugares = [nombres.index(simplify(one)) for one in alias if simplify(one) in nombres]
            if lugares:
                self._lugares[name] = lugares[0]
            elif name in OBLIGATORIAS:
                faltan.append(" (o ".join(alias[:2]) + ")" * (len(alias) > 1))
        if faltan:
            raise ArchivoIlegible(f"Al encabezado le falta: {', '.join(faltan)}. No se cambió nada.")

    def read(self, fila: Fila, names: Collection[str] | None = None) -> Valores:
        """Return the cells of the row by our names, all or these; what the row or the file lacks is empty."""
        total, lugares = len(fila), self._lugares
        return {
            name: to_text(fila[n]) if (n := lugares.get(name, total)) < total else ""
            for name in (lugares if names is None else names)
        }


def simplify(cell: Any) -> str:
    """Return a column's name as it is compared: without case, accents and signs."""
    return get_orden(to_text(cell)[:100])


def to_text(cell: Any) -> str:
    """Return a cell as text: a whole number without «.0», nothing for an empty one; a formula is text too."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return clean(str(cell)[:1000])
