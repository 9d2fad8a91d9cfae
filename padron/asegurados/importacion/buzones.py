"""Mailboxes that a roster gives to one student and the record to another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from django.db.models import Count, Q

from padron.asegurados.importacion.almacen import Lote
from padron.asegurados.importacion.notas import AVISO, Nota
from padron.asegurados.importacion.revision import Revision, describe_compartido
from padron.asegurados.models import CorreoVinculado, Inscripcion, LimiteCorreo

COLUMNAS_DE_CORREO: Final = ("correo", "correo_alterno")


def warn_vinculados(revisiones: Iterable[Revision], lote: Lote) -> None:
    """Warn of each e-mail address that another student has confirmed; staff may have let them share it."""
    de_fila = {
        correo: revision
        for revision in revisiones
        if revision.alumno and revision.alumno.linea in lote.tocadas
        for name in COLUMNAS_DE_CORREO
        if (correo := revision.alumno.inscripcion.get(name))
    }
    vinculos = CorreoVinculado.objects.filter(correo__in=de_fila).values_list("correo", "asegurado_id")
    permitidos = set(LimiteCorreo.objects.filter(correo__in=de_fila, limite__gt=1).values_list("correo", flat=True))
    for correo, asegurado_id in vinculos:
        revision = de_fila[correo]
        if revision.alumno and lote.asegurados[revision.alumno.curp].pk != asegurado_id and correo not in permitidos:
            revision.notas.warn(describe_compartido("otro estudiante ya lo confirmó"), "correo", correo)


def find_compartidos(escritos: Mapping[int, int]) -> Iterator[Nota]:
    """Yield a warning for each e-mail address of this load that is also on another student's present roster.

    `escritos` are the e-mail addresses that the load wrote, as hashes, with their lines. One query a column for the
    whole load: an index on each of them would make every load slower.
    """
    repetidos = {correo for name in COLUMNAS_DE_CORREO for correo in _list_repetidos(name) if hash(correo) in escritos}
    if not repetidos:
        return
    limites = dict(LimiteCorreo.objects.filter(correo__in=repetidos).values_list("correo", "limite"))
    for correo, total in sorted(_count_vigentes(repetidos).items()):
        if total > limites.get(correo, 1):
            texto = describe_compartido("otro estudiante del padrón ya lo tiene")
            yield Nota(escritos[hash(correo)], AVISO, texto, "correo", correo)


def _list_repetidos(name: str) -> list[str]:
    grupos = Inscripcion.objects.exclude(**{name: ""}).order_by().values(name)
    grupos = grupos.annotate(n=Count("asegurado", distinct=True)).filter(n__gt=1)
    return [correo for (correo,) in grupos.values_list(name)]


def _count_vigentes(correos: Iterable[str]) -> dict[str, int]:
    """Return how many students have each e-mail address on the present roster of a campus."""
    propios = Q(correo__in=correos) | Q(correo_alterno__in=correos)
    duenos = Inscripcion.objects.filter(propios).order_by().values("asegurado")
    rows = Inscripcion.objects.filter(asegurado__in=duenos).order_by("fecha_inscripcion", "pk")
    vigentes = {
        (asegurado, plantel): suyos
        for asegurado, plantel, *suyos in rows.values_list("asegurado", "plantel", *COLUMNAS_DE_CORREO)
    }
    estudiantes: defaultdict[str, set[int]] = defaultdict(set)
    for (asegurado, _), suyos in vigentes.items():
        for correo in suyos:
            estudiantes[correo].add(asegurado)
    return {correo: len(estudiantes[correo]) for correo in correos}
