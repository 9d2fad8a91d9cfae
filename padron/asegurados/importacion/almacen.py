"""Storing a batch of checked rows: what is new is inserted, what differs is updated, the rest is not written."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import models

from padron.asegurados.importacion.revision import Alumno
from padron.asegurados.models import Asegurado, Inscripcion
from padron.asegurados.rules import is_nss

_PERSONA: Final = ("nombres", "primer_apellido", "segundo_apellido")
_ASEGURADO: Final = (*_PERSONA, "nss_padron")
_NSS: Final = ("nss", "origen_nss", "fecha_nss")
_LLAVE: Final = ("asegurado", "plantel", "ciclo")
_INSCRIPCION: Final = (
    *("codigo", "correo", "correo_alterno", "nivel", "estatus"),
    *("fecha_inscripcion", "fecha_ingreso", "fecha_reporte_imss", "fecha_alta_imss"),
    *("fecha_baja", "otra_cobertura", "fecha_renuncia"),
)

Clave = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Lote:
    """What a batch became: the students by CURP, and which rows brought something, by line."""

    asegurados: dict[str, Asegurado]
    creadas: frozenset[int]
    actualizadas: frozenset[int]

    @property
    def tocadas(self) -> frozenset[int]:
        """Return the lines that brought anything."""
        return self.creadas | self.actualizadas


def store_lote(alumnos: Sequence[Alumno], *, hoy: dt.date) -> Lote:
    """Write the batch. No two of its rows have the same student, campus and cycle."""
    asegurados = {row.curp: row for row in Asegurado.objects.filter(curp__in={alumno.curp for alumno in alumnos})}
    cambiados = {alumno.curp for alumno in alumnos if _merge_asegurado(asegurados, alumno)}
    cambiados |= _give_nss(asegurados, hoy)
    _store_asegurados([asegurados[curp] for curp in sorted(cambiados)])
    creadas, distintas = _store_inscripciones(alumnos, asegurados, hoy)
    tocadas = {alumno.linea for alumno in alumnos if alumno.curp in cambiados} | distintas
    return Lote(asegurados, frozenset(creadas), frozenset(tocadas - creadas))


def store_numeros(numeros: Mapping[str, str], lineas: Mapping[int, str], *, hoy: dt.date) -> Lote:
    """Write the NSS of students who are on record. `lineas` are the rows, with their CURPs."""
    asegurados = {row.curp: row for row in Asegurado.objects.filter(curp__in=numeros)}
    cambiados = {curp for curp, row in asegurados.items() if _assign(row, {"nss_padron": numeros[curp]})}
    cambiados |= _give_nss(asegurados, hoy)
    _store_asegurados([asegurados[curp] for curp in sorted(cambiados)])
    return Lote(asegurados, frozenset(), frozenset(linea for linea, curp in lineas.items() if curp in cambiados))


def _merge_asegurado(asegurados: dict[str, Asegurado], alumno: Alumno) -> bool:
    """Bring the row into the student's record. Tell whether that changed it."""
    if (asegurado := asegurados.get(alumno.curp)) is None:
        asegurado = asegurados[alumno.curp] = Asegurado(curp=alumno.curp)
    persona = alumno.persona
    fields: dict[str, Any] = {name: getattr(persona, name) for name in _PERSONA}
    if alumno.has_nss:
        fields["nss_padron"] = alumno.nss
    return _assign(asegurado, fields) or asegurado.pk is None


def _give_nss(asegurados: Mapping[str, Asegurado], hoy: dt.date) -> set[str]:
    """Give the roster's NSS to who has none, unless another has it (a fault then). Return the CURPs of those."""
    candidatos: dict[str, Asegurado] = {}
    for row in asegurados.values():
        if row.nss is None and row.nss_padron and is_nss(row.nss_padron):
            candidatos.setdefault(row.nss_padron, row)
    for ocupado in Asegurado.objects.filter(nss__in=candidatos):
        del candidatos[ocupado.nss or ""]
    for nss, row in candidatos.items():
        row.nss, row.origen_nss, row.fecha_nss = nss, Asegurado.Origen.LOCALIZADO, hoy
    return {row.curp for row in candidatos.values()}


def _store_asegurados(rows: Sequence[Asegurado]) -> None:
    """Insert the new ones with their NSS; update the others apart, because another process may be assigning theirs."""
    conocidos = [row for row in rows if row.pk is not None]
    copias = [_copy(row, nss=None) for row in conocidos]
    _upsert([*copias, *(row for row in rows if row.pk is None)], ["curp"], _ASEGURADO)
    con_nss = {row.pk: row for row in conocidos if row.nss is not None}
    libres = Asegurado.objects.select_for_update().filter(pk__in=con_nss, nss__isnull=True).order_by("pk")
    elegidos = [con_nss[pk] for pk in libres.values_list("pk", flat=True)]
    _upsert([_copy(row, nss=row.nss) for row in elegidos], ["curp"], _NSS)


def _copy(row: Asegurado, *, nss: str | None) -> Asegurado:
    """Return a stand-in whose insertion conflicts with the stored row in its CURP alone."""
    names = (*_ASEGURADO, "curp", "origen_nss", "fecha_nss")
    return Asegurado(nss=nss, **{name: getattr(row, name) for name in names})


def _store_inscripciones(
    alumnos: Sequence[Alumno], asegurados: Mapping[str, Asegurado], hoy: dt.date
) -> tuple[set[int], set[int]]:
    """Write the enrolments. Return the lines of the new ones and those of the changed ones."""
    stored = _load_inscripciones(alumnos, asegurados)
    creadas, distintas, rows = set(), set(), []
    for alumno in alumnos:
        clave = (asegurados[alumno.curp].pk, alumno.plantel_id, alumno.ciclo)
        if (row := stored.get(clave)) is None:
            creadas.add(alumno.linea)
            rows.append(_make_inscripcion(clave, alumno, hoy))
        elif _assign(row, alumno.inscripcion):
            distintas.add(alumno.linea)
            row.pk = None  # so that the insertion conflicts in its key alone
            rows.append(row)
    _upsert(rows, _LLAVE, _INSCRIPCION)
    return creadas, distintas


def _load_inscripciones(alumnos: Sequence[Alumno], asegurados: Mapping[str, Asegurado]) -> dict[Clave, Inscripcion]:
    keys, ciclos = [row.pk for row in asegurados.values()], {alumno.ciclo for alumno in alumnos}
    # Locked: what the campus records meanwhile, such as a renuncia, must not be written over with what was read here.
    rows = Inscripcion.objects.select_for_update(of=("self",)).filter(asegurado__in=keys, ciclo__in=ciclos)
    return {(row.asegurado_id, row.plantel_id, row.ciclo): row for row in rows.order_by("pk")}


def _make_inscripcion(clave: Clave, alumno: Alumno, hoy: dt.date) -> Inscripcion:
    asegurado_id, plantel_id, ciclo = clave
    fields = {"fecha_inscripcion": alumno.respaldo or hoy, **alumno.inscripcion}
    return Inscripcion(asegurado_id=asegurado_id, plantel_id=plantel_id, ciclo=ciclo, fecha_carga=hoy, **fields)


def _assign(row: models.Model, fields: Mapping[str, Any]) -> bool:
    """Set what differs on the row. Tell whether anything did."""
    distintos = [(name, value) for name, value in fields.items() if getattr(row, name) != value]
    for name, value in distintos:
        setattr(row, name, value)
    return bool(distintos)


def _upsert(rows: Sequence[models.Model], unique: Sequence[str], update: Sequence[str]) -> None:
    if rows:
        manager = type(rows[0])._default_manager  # noqa: SLF001
        manager.bulk_create(rows, update_conflicts=True, unique_fields=unique, update_fields=update)
