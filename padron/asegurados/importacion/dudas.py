"""Questions that a roster alone cannot answer: what the record says of its cycles, persons and mailboxes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from django.db.models import F

from padron.asegurados.importacion.archivo import Fila, Padron
from padron.asegurados.importacion.nombres import COLUMNAS, DANADA
from padron.asegurados.importacion.perfil import Veredicto, read_perfil
from padron.asegurados.importacion.perfil.lectura import read_renglones
from padron.asegurados.importacion.perfil.personas import Renglon, settle_curp
from padron.asegurados.importacion.revision import Revision
from padron.asegurados.models import Asegurado, Inscripcion, LimiteCorreo
from padron.asegurados.rules import Persona
from padron.identificadores.texto import compact
from padron.planteles.models import Ciclo

_LOTE: Final = 500


def settle_padron(padron: Padron) -> Veredicto:
    """Read the file a first time and return how to read its columns. Raises ArchivoIlegible."""
    # What staff dated is the spelling that they use.
    ciclos = Ciclo.objects.order_by(F("inicio").asc(nulls_last=True), "clave").values_list("clave", flat=True)
    limites = dict(LimiteCorreo.objects.values_list("correo", "limite"))
    veredicto, dudosas = read_perfil(padron, guardados=list(dict.fromkeys(ciclos)), limites=limites)
    return replace(veredicto, ajenas=_find_ajenas(padron, dudosas)) if dudosas else veredicto


def list_guardadas(filas: Iterable[Fila]) -> dict[str, Persona]:
    """Return the names on record, by CURP, of the students whose name on these rows has a damaged letter."""
    curps = {
        compact(fila.valores["curp"])
        for fila in filas
        if not fila.error and any(DANADA.search(fila.valores.get(name, "")) for name in COLUMNAS)
    }
    return list_personas(curps) if curps else {}


def refuse_sin_dia(revisiones: Iterable[Revision]) -> None:
    """Refuse new enrolments without a day of enrolment. On record there is one, which stays."""
    sin_dia = [(revision, revision.alumno) for revision in revisiones if revision.alumno and revision.alumno.is_sin_dia]
    if not sin_dia:
        return
    rows = Inscripcion.objects.filter(asegurado__curp__in=[alumno.curp for _, alumno in sin_dia])
    conocidas = set(rows.values_list("asegurado__curp", "plantel", "ciclo"))
    for revision, alumno in sin_dia:
        if (alumno.curp, alumno.plantel_id, alumno.ciclo) not in conocidas:
            texto = revision.fila.valores["fecha_inscripcion"]
            revision.notas.refuse(
                "no se puede leer y ninguna otra fecha la suple; escríbela", "fecha_inscripcion", texto
            )
            revision.alumno = None


def find_lineas(filas: Iterable[Fila], curps: set[str]) -> dict[str, int]:
    """Return the first line of each of these CURPs; CURPs that the file does not have are left out."""
    lineas: dict[str, int] = {}
    if curps:
        for fila in filas:
            curp = compact(fila.valores.get("curp", ""))
            if curp in curps:
                lineas.setdefault(curp, fila.linea)
    return lineas


def _find_ajenas(padron: Padron, dudosas: Mapping[str, set[int]]) -> dict[int, str]:
    nombres = read_renglones(padron, set().union(*dudosas.values()))
    guardadas = list_personas(dudosas)
    ajenas: dict[int, str] = {}
    for curp, lineas in dudosas.items():
        renglones = [Renglon(linea, nombres[linea]) for linea in sorted(lineas)]
        ajenas |= settle_curp(curp, renglones, guardadas.get(curp))
    return ajenas


def list_personas(curps: Iterable[str]) -> dict[str, Persona]:
    """Return the names on record, by CURP."""
    todas, personas = list(curps), dict[str, Persona]()
    for start in range(0, len(todas), _LOTE):
        rows = Asegurado.objects.filter(curp__in=todas[start : start + _LOTE]).values_list("curp", *COLUMNAS)
        personas |= {curp: Persona(nombres, uno, dos) for curp, nombres, uno, dos in rows}
    return personas
