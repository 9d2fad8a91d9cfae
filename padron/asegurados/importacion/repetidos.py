"""What two students must not share: an NSS, a student code. Each of the two carries the fault.

All queries ask by listed values, which an index answers; a join would read the whole table once a batch.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Final, TypeVar

from django.db.models import Count, F, Q

from padron.asegurados.models import Asegurado, FallaDato, Inscripcion
from padron.asegurados.rules import Diferencia, is_nss

# Of those who left, a campus may give the code to others.
_SE_FUERON: Final = (Inscripcion.Estatus.BAJA_DEFINITIVA, Inscripcion.Estatus.DESERTOR, Inscripcion.Estatus.EGRESADO)

Repetidos = dict[tuple[int, str], Diferencia]
T = TypeVar("T", bound=Hashable)


def find_nss_repetidos(asegurados: Iterable[Asegurado]) -> Repetidos:
    """Return the fault of all students who share a number with one of these, on the record or on the roster."""
    # A wrong number is a fault of its own; that two have the same one, such as 12345678901, says nothing.
    numeros = {numero for row in asegurados for numero in (row.nss, row.nss_padron) if numero and is_nss(numero)}
    dudosos = _list_nss_dudosos(numeros)
    rows = Asegurado.objects.filter(Q(nss__in=dudosos) | Q(nss_padron__in=dudosos))
    vistos = rows.values_list("pk", "nss", "nss_padron")
    repetidos = _group((numero, pk) for pk, *pair in vistos for numero in pair if numero in dudosos)
    return _spread(repetidos, FallaDato.Causa.NSS_REPETIDO)


def find_codigos_repetidos(asegurados: Collection[int]) -> Repetidos:
    """Return the fault of all students whose present code at a campus is also that of one of these."""
    codigos: defaultdict[int, set[str]] = defaultdict(set)
    for (_, plantel), codigo in _get_codigos(asegurados).items():
        codigos[plantel].add(codigo)
    duenos: set[int] = set()
    for plantel, propios in codigos.items():
        rows = Inscripcion.objects.filter(plantel=plantel, codigo__in=propios)
        dudosos = rows.values("codigo").annotate(n=Count("asegurado", distinct=True)).filter(n__gt=1).values("codigo")
        duenos.update(rows.filter(codigo__in=dudosos).values_list("asegurado", flat=True))
    vigentes = _group(((plantel, codigo), pk) for (pk, plantel), codigo in _get_codigos(duenos).items())
    fallas: Repetidos = {}
    for (_, codigo), pks in vigentes.items():  # two campuses may have the same code, each for two students
        fallas |= _spread({codigo: pks}, FallaDato.Causa.CODIGO_REPETIDO)
    return fallas


def _list_nss_dudosos(numeros: Collection[str]) -> set[str]:
    """Return those that two rosters' rows have, or a record whose roster does not: most often none."""
    padron = Asegurado.objects.filter(nss_padron__in=numeros).values("nss_padron").annotate(n=Count("pk"))
    propios = Asegurado.objects.filter(nss__in=numeros).exclude(nss_padron=F("nss"))
    dudosos = {*padron.filter(n__gt=1).values_list("nss_padron", flat=True), *propios.values_list("nss", flat=True)}
    return {numero for numero in dudosos if numero}


def _get_codigos(asegurados: Collection[int]) -> dict[tuple[int, int], str]:
    """Return the present code of each student at each campus: of the latest enrolment, unless they left."""
    rows = Inscripcion.objects.filter(asegurado__in=asegurados).order_by("fecha_inscripcion", "pk")
    latest = {
        (pk, plantel): resto for pk, plantel, *resto in rows.values_list("asegurado", "plantel", "codigo", "estatus")
    }
    return {clave: codigo for clave, (codigo, estatus) in latest.items() if codigo and estatus not in _SE_FUERON}


def _group(pairs: Iterable[tuple[T, int]]) -> dict[T, set[int]]:
    """Return the students of each value that more than one of them has."""
    duenos: defaultdict[T, set[int]] = defaultdict(set)
    for value, pk in pairs:
        duenos[value].add(pk)
    return {value: pks for value, pks in duenos.items() if len(pks) > 1}


def _spread(repetidos: Mapping[str, set[int]], causa: str) -> Repetidos:
    return {(pk, causa): Diferencia(valor, "") for valor, pks in repetidos.items() for pk in pks}
