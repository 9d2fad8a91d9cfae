"""What is forgotten of procedures that nobody goes on with, and when (docs/reglas.md, «Retention»)."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from plataforma.correo.services import forget_correos
from tramites.estados import Estado
from tramites.models import Incidencia, Solicitud, objeto
from tramites.services import transition

__all__ = ["expire_solicitudes", "forget_sin_confirmar"]

PLAZO: Final = timedelta(days=7)  # since the last step
ACTOR = "sistema"


def forget_sin_confirmar(*, ahora: datetime, limit: int) -> int:
    """Delete up to `limit` procedures that no student confirmed within 7 days, with their mails. Returns how many.

    Whoever typed that CURP and address may have been anybody. An open incident keeps them: somebody is to answer.
    """
    rows = Solicitud.objects.filter(estado=Estado.INICIADA, actualizada__lt=ahora - PLAZO).exclude(pk__in=_awaited())
    ids = list(rows.values_list("pk", flat=True)[:limit])
    with transaction.atomic():
        forget_correos(referencias=[objeto(pk) for pk in ids])
        Solicitud.objects.filter(pk__in=ids).delete()
    return len(ids)


def expire_solicitudes(*, ahora: datetime, limit: int) -> int:
    """End up to `limit` procedures that stood still for 7 days before they were sent, and erase their answers.

    Returns how many. An open incident stops that clock: the student waits for somebody.
    """
    still = Solicitud.objects.filter(estado=Estado.CONFIRMADA, actualizada__lt=ahora - PLAZO).exclude(pk__in=_awaited())
    return sum(_expire(pk, ahora) for pk in list(still.values_list("pk", flat=True)[:limit]))


def _awaited() -> list[UUID]:
    pending = Incidencia.objects.filter(estado__in=Incidencia.PENDIENTES, solicitud__isnull=False)
    return list(pending.values_list("solicitud_id", flat=True))


@transaction.atomic
def _expire(pk: UUID, ahora: datetime) -> bool:
    """End one, unless its student came back this moment."""
    solicitud = Solicitud.objects.select_for_update(no_key=True).get(pk=pk)
    if solicitud.estado != Estado.CONFIRMADA or solicitud.actualizada >= ahora - PLAZO:
        return False
    transition(solicitud, Estado.CADUCADA, actor=ACTOR)
    solicitud.respuestas, solicitud.datos = {}, None
    solicitud.save(update_fields=["respuestas", "datos"])
    return True
