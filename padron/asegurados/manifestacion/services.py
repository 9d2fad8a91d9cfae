"""State, withdraw and forget manifestaciones. Source: docs/plantel.md, «Manifestación»."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from padron.asegurados.manifestacion.rules import VERSION
from padron.asegurados.manifestacion.selectors import get_manifestacion
from padron.asegurados.models import Asegurado, Manifestacion
from plataforma.seguridad.auditoria import audit

ACTOR = "alumno"


class NoSePregunta(Exception):
    """The portal does not ask this student now: stated before, reported, accepted, or the campus does not want it."""


class NoSeRetira(Exception):
    """There is no statement to withdraw, or the campus has reported the student already."""


@transaction.atomic
def state_sin_otro_seguro(*, asegurado: Asegurado, tutor: str, hoy: dt.date) -> Manifestacion:
    """Store that the student states under oath that they have no other medical insurance.

    `tutor` is the name of mother, father or guardian of a minor; it is not stored for an adult. Stating twice at the
    same moment stores one statement. Raises NoSePregunta, and ValueError for a minor without `tutor`.
    """
    estado = get_manifestacion(_lock(asegurado), hoy=hoy)
    if not estado.is_preguntada or estado.inscripcion is None:
        raise NoSePregunta
    if estado.is_menor and not tutor.strip():
        raise ValueError("a minor names mother, father or guardian")
    manifestacion = Manifestacion.objects.create(
        asegurado=asegurado,
        plantel=estado.inscripcion.plantel,
        version=VERSION,
        tutor=tutor.strip() if estado.is_menor else "",
    )
    audit("manifestar", objeto=f"asegurado:{asegurado.titular}", actor=ACTOR, valores={"version": VERSION})
    return manifestacion


@transaction.atomic
def withdraw_manifestacion(*, asegurado: Asegurado, hoy: dt.date) -> None:
    """Withdraw the student's statement. Raises NoSeRetira."""
    estado = get_manifestacion(_lock(asegurado), hoy=hoy)
    if not estado.is_retirable or estado.manifestacion is None:
        raise NoSeRetira
    estado.manifestacion.retirada = timezone.now()
    estado.manifestacion.save(update_fields=["retirada"])
    audit("retirar manifestación", objeto=f"asegurado:{asegurado.titular}", actor=ACTOR)


def forget_retiradas(*, before: dt.datetime, limit: int) -> int:
    """Delete up to `limit` statements that were withdrawn before this moment. Returns how many."""
    ids = list(Manifestacion.objects.filter(retirada__lt=before).values_list("pk", flat=True)[:limit])
    Manifestacion.objects.filter(pk__in=ids).delete()
    return len(ids)


def _lock(asegurado: Asegurado) -> Asegurado:
    """Lock the row of the student, so that simultaneous requests of one student wait for each other."""
    return Asegurado.objects.select_for_update(of=("self",)).get(pk=asegurado.pk)
