"""An answer of the IMSS: CURP and NSS of students who are on record. Source: docs/reglas.md, «Rosters»."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from padron.asegurados.importacion.archivo import Fila
from padron.asegurados.importacion.celdas import read_nss
from padron.asegurados.importacion.dudas import list_personas
from padron.asegurados.importacion.nombres import take_persona
from padron.asegurados.importacion.notas import Notas
from padron.asegurados.importacion.perfil.personas import is_misma
from padron.asegurados.importacion.revision import check_curp
from padron.asegurados.rules import is_nss
from padron.identificadores.curp import decode


@dataclass(frozen=True, slots=True)
class Respuesta:
    """A row of the answer: the student and the NSS, and what was noted."""

    notas: Notas
    curp: str = ""
    nss: str = ""


def check_respuestas(filas: Sequence[Fila], *, hoy: dt.date, vistos: set[int]) -> list[Respuesta]:
    """Return the rows of a batch. `vistos` remembers the CURPs of earlier batches, as hashes.

    A wrong NSS is refused and not kept as a fault: the student waits for a right one and must not be stopped.
    """
    respuestas = [_check(fila, hoy, vistos) for fila in filas]
    curps = [one.curp for one in respuestas if one.curp]
    nombres = list_personas(curps)
    for fila, respuesta in zip(filas, respuestas, strict=True):
        if not respuesta.curp:
            continue
        if (guardada := nombres.get(respuesta.curp)) is None:
            respuesta.notas.refuse("la CURP no está en ningún padrón; carga primero su padrón", "curp", respuesta.curp)
        elif not is_misma(take_persona(fila.valores), guardada):
            respuesta.notas.refuse(
                "el nombre no es el del estudiante de esa CURP; corrige uno de los dos", "curp", respuesta.curp
            )
    return respuestas


def _check(fila: Fila, hoy: dt.date, vistos: set[int]) -> Respuesta:
    notas = Notas(fila.linea)
    if fila.error:
        notas.refuse(fila.error)
        return Respuesta(notas)
    curp = check_curp(fila.valores["curp"], hoy, notas)
    if curp is None:
        return Respuesta(notas)
    texto = fila.valores["nss"]
    nss = read_nss(texto, decode(curp), notas)
    if nss is None:
        notas.refuse("la fila no trae NSS; resuelve con el IMSS por qué no lo dio", "nss", texto)
    elif not is_nss(nss):
        notas.refuse("el NSS tiene un error: su dígito verificador no coincide; cópialo otra vez", "nss", texto)
    elif hash(curp) in vistos:
        notas.refuse("el archivo ya trae antes un NSS de esta CURP", "curp", curp)
    else:
        vistos.add(hash(curp))
    return Respuesta(notas, curp, nss or "")
