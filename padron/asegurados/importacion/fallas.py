"""The data faults of a batch: opened, brought up to date, closed. Source: A8; 2-flows.md, «NSS» 2."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from padron.asegurados.importacion.revision import Alumno
from padron.asegurados.models import Asegurado, FallaDato, Inscripcion
from padron.asegurados.rules import Diferencia, compare_curp, compare_nss

Causa = FallaDato.Causa
# Of those who left, a campus may give the code to others.
_SE_FUERON: Final = (Inscripcion.Estatus.BAJA_DEFINITIVA, Inscripcion.Estatus.DESERTOR, Inscripcion.Estatus.EGRESADO)
_LOTE: Final = 1000

Fallas = dict[tuple[int, str], Diferencia | None]


def store_fallas(alumnos: Sequence[Alumno], asegurados: Mapping[str, Asegurado]) -> dict[int, list[FallaDato]]:
    """Judge the batch, store what that changes, and return the faults open now of its students, by student."""
    juicio: Fallas = {}
    for alumno in alumnos:
        asegurado = asegurados[alumno.curp]
        juicio |= {(asegurado.pk, causa): dato for causa, dato in _judge(alumno, asegurado).items()}
    keys = [row.pk for row in asegurados.values()]
    juicio |= find_nss_repetidos(keys) | find_codigos_repetidos(keys)
    stored = _load(juicio, keys)
    _store(juicio, stored)
    return {key: [] for key in keys}


def _judge(alumno: Alumno, asegurado: Asegurado) -> dict[str, Diferencia | None]:
    fallas = compare_curp(curp=alumno.curp, datos=alumno.datos, persona=alumno.persona)
    if alumno.has_nss:
        fallas |= compare_nss(padron=alumno.nss, registrado=asegurado.nss)
    return fallas
