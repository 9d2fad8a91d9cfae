"""From a row to a student, or to the reasons why it cannot be one. No database."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from padron.asegurados.importacion.archivo import Fila
from padron.asegurados.importacion.celdas import (
    read_cobertura,
    read_code,
    read_codigo,
    read_correo,
    read_estatus,
    read_fecha,
    read_nss,
)
from padron.asegurados.rules import Persona
from padron.identificadores import curp as curp_rules
from padron.identificadores.curp import ENTIDADES, DatosCurp
from padron.identificadores.errors import InvalidIdentificador
from plataforma.archivos.delimitados import ILEGIBLE
from plataforma.archivos.lectura import cite

SEXOS: Final = ("H", "M", "X")
MOTIVOS_CURP: Final = {
    "vacio": "falta la CURP",
    "largo": "la CURP no tiene 18 caracteres",
    "formato": "la CURP tiene un carácter que ahí no puede ir",
    "entidad": "la CURP tiene una entidad que no existe",
    "fecha": "la CURP tiene una fecha que no existe",
    "futura": "la CURP tiene una fecha de nacimiento futura",
    "digito": "el último dígito de la CURP no corresponde al resto",
}
_FECHAS_IMSS: Final = ("fecha_reporte_imss", "fecha_alta_imss", "fecha_renuncia")
_FECHAS_DE_INSCRIPCION: Final = ("fecha_inscripcion", "fecha_ingreso", *_FECHAS_IMSS, "fecha_baja")
# An empty cell does not take these away: the first has a default, the others may not come from a roster at all.
_NO_SE_BORRAN: Final = ("fecha_inscripcion", *_FECHAS_IMSS)
# As long as the columns of the models; a test compares.
LARGOS: Final = {
    "nombres": 100,
    "primer_apellido": 100,
    "segundo_apellido": 100,
    "ciclo": 20,
    "codigo": 30,
    "nivel": 60,
    "otra_cobertura": 120,
}


@dataclass(frozen=True, slots=True)
class Alumno:
    """A row that is a student: what it says, and nothing that it does not say."""

    linea: int
    curp: str
    datos: DatosCurp
    persona: Persona
    plantel_id: int
    ciclo: str
    inscripcion: dict[str, Any]
    has_nss: bool  # whether the file has the column: an empty cell is not the same as none
    nss: str | None


@dataclass(slots=True)
class Revision:
    """What the check of one row found: `motivos` refuse it, `avisos` do not."""

    linea: int
    motivos: list[str] = field(default_factory=list)
    avisos: list[str] = field(default_factory=list)
    alumno: Alumno | None = None


def check_fila(fila: Fila, *, planteles: Mapping[str, int], hoy: dt.date) -> Revision:
    """Return the student of the row, or every reason why it is refused."""
    revision = Revision(fila.linea)
    if fila.error:
        revision.motivos.append(fila.error)
        return revision
    curp = _check_curp(fila.valores["curp"], hoy, revision)
    _check_textos(fila.valores, revision)
    clave = fila.valores["plantel"]
    plantel_id = planteles.get(clave.upper())
    if plantel_id is None:
        revision.motivos.append(f"no existe el plantel «{cite(clave)}»")
    inscripcion = _read_inscripcion(fila.valores, revision)
    if curp and plantel_id and not revision.motivos:
        revision.alumno = _make_alumno(fila, revision, curp, plantel_id, inscripcion)
    return revision


def _make_alumno(fila: Fila, revision: Revision, curp: str, plantel_id: int, inscripcion: dict[str, Any]) -> Alumno:
    datos = curp_rules.decode(curp)
    return Alumno(
        linea=fila.linea,
        curp=curp,
        datos=datos,
        persona=_read_persona(fila.valores, revision),
        plantel_id=plantel_id,
        ciclo=fila.valores["ciclo"],
        inscripcion=inscripcion,
        has_nss="nss" in fila.valores,
        nss=read_nss(fila.valores.get("nss", ""), datos, revision.avisos),
    )


def _check_curp(text: str, hoy: dt.date, revision: Revision) -> str | None:
    try:
        return curp_rules.validate(text, hoy=hoy)
    except InvalidIdentificador as error:
        revision.motivos.append(MOTIVOS_CURP[error.code])
        return None


def _check_textos(valores: Mapping[str, str], revision: Revision) -> None:
    for name in ("nombres", "primer_apellido", "ciclo"):
        if not valores[name]:
            revision.motivos.append(f"falta {name}")
    for name, largo in LARGOS.items():
        text = valores.get(name, "")
        if len(text) > largo:
            revision.motivos.append(f"{name} pasa de {largo} caracteres")
        if ILEGIBLE in text or not text.isprintable():
            revision.motivos.append(f"{name} tiene un carácter que no se puede leer")
        if "|" in text:  # it parts the fields of a cadena original: no document could be sealed
            revision.motivos.append(f"{name} tiene una barra vertical (|)")


def _read_persona(valores: Mapping[str, str], revision: Revision) -> Persona:
    return Persona(
        nombres=valores["nombres"],
        primer_apellido=valores["primer_apellido"],
        segundo_apellido=valores["segundo_apellido"],
        fecha_nacimiento=read_fecha("fecha_nacimiento", valores, revision.avisos),
        sexo=read_code("sexo", valores, SEXOS, revision.avisos),
        entidad=read_code("entidad", valores, ENTIDADES, revision.avisos),
    )


def _read_textos(valores: Mapping[str, str], avisos: list[str]) -> dict[str, Any]:
    fields = {"codigo": read_codigo(valores["codigo"], avisos)}
    if "nivel" in valores:
        fields["nivel"] = valores["nivel"]
    if "otra_cobertura" in valores:
        fields["otra_cobertura"] = read_cobertura(valores["otra_cobertura"])
    for name in ("correo", "correo_alterno"):
        if name in valores:
            fields[name] = read_correo(name, valores[name], avisos)
    return fields


def _read_inscripcion(valores: Mapping[str, str], revision: Revision) -> dict[str, Any]:
    """Return the fields of the enrolment that the row decides."""
    fields = _read_textos(valores, revision.avisos)
    if valores.get("estatus"):
        fields["estatus"] = read_estatus(valores["estatus"])
        if fields["estatus"] is None:
            revision.motivos.append(f"no existe el estatus «{cite(valores['estatus'])}»")
    for name in _FECHAS_DE_INSCRIPCION:
        fecha = read_fecha(name, valores, revision.avisos)
        if name in valores and (fecha or name not in _NO_SE_BORRAN):
            fields[name] = fecha
    return fields
