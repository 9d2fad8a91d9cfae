"""What the rule needs of the database."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from padron.asegurados.models import Asegurado, Inscripcion
from padron.asegurados.vigencia.rules import Inscrita, Periodo, Vigencia, decide_vigencia
from padron.planteles.models import Ciclo

Periodos = dict[tuple[int, str], Periodo]


def get_vigencia(asegurado: Asegurado, *, hoy: dt.date) -> Vigencia:
    """Return whether the student is covered on that day: two queries, however many enrolments.

    Source: docs/reglas.md, «Vigencia».
    """
    rows = asegurado.inscripciones.select_related("plantel__institucion").order_by("fecha_inscripcion", "pk")
    fecha_nss = asegurado.fecha_nss if asegurado.origen_nss == Asegurado.Origen.ASIGNADO else None
    return decide_vigencia([replace(row, fecha_nss=fecha_nss) for row in make_inscritas(list(rows))], hoy)


def make_inscritas(rows: Sequence[Inscripcion]) -> list[Inscrita]:
    """Return enrolments as the rule reads them, in the same order. The campuses of `rows` must be loaded already."""
    periodos = _load_periodos({row.ciclo for row in rows})
    return [_make_inscrita(row, periodos) for row in rows]


def _load_periodos(claves: set[str]) -> Periodos:
    rows = Ciclo.objects.filter(clave__in=claves).values_list("institucion", "clave", "inicio", "fin")
    return {(institucion, clave): Periodo(inicio=inicio, fin=fin) for institucion, clave, inicio, fin in rows}


def _make_inscrita(row: Inscripcion, periodos: Periodos) -> Inscrita:
    plantel = row.plantel
    return Inscrita(
        plantel_id=plantel.pk,
        registro_patronal=plantel.institucion.registro_patronal,
        semanas=plantel.semanas_vigencia,
        dias_entre_ciclos=plantel.dias_entre_ciclos,
        periodo=periodos.get((plantel.institucion_id, row.ciclo), Periodo()),
        estatus=row.estatus,
        fecha_inscripcion=row.fecha_inscripcion,
        fecha_ingreso=row.fecha_ingreso,
        fecha_alta_imss=row.fecha_alta_imss,
        fecha_baja=row.fecha_baja,
        otra_cobertura=row.otra_cobertura,
        fecha_renuncia=row.fecha_renuncia,
    )
