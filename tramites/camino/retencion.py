"""Deletes or expires Solicitudes that nobody continues (docs/reglas.md, «Retention»)."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from plataforma.correo.services import forget_correos
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.models import Solicitud, make_objeto
from tramites.solicitud.services import transition

__all__ = ["expire_solicitudes", "forget_sin_confirmar"]

PLAZO: Final = timedelta(days=7)  # counted from the last change of the Solicitud
ACTOR = "sistema"


def forget_sin_confirmar(*, ahora: datetime, limit: int) -> int:
    """Delete Solicitudes that stayed in the first state (INICIADA) for 7 days.

    The Solicitudes and their mails are deleted, because a stranger may have typed the student's CURP and e-mail
    address. A Solicitud with an open incident is not deleted, because the campus must still answer the incident. The
    function deletes up to `limit` Solicitudes, and returns how many.
    """
    rows = Solicitud.objects.filter(estado=Estado.INICIADA, actualizada__lt=ahora - PLAZO).exclude(
        pk__in=_list_stopped()
    )
    ids = list(rows.values_list("pk", flat=True)[:limit])
    with transaction.atomic():
        forget_correos(referencias=[make_objeto(pk) for pk in ids])
        Solicitud.objects.filter(pk__in=ids).delete()
    return len(ids)


def expire_solicitudes(*, ahora: datetime, limit: int) -> int:
    """Expire confirmed Solicitudes that did not change for 7 days, and erase their answers.

    The function expires up to `limit` Solicitudes, and returns how many. A Solicitud with an open incident does not
    expire, because the student waits for the campus.
    """
    still = Solicitud.objects.filter(estado=Estado.CONFIRMADA, actualizada__lt=ahora - PLAZO).exclude(
        pk__in=_list_stopped()
    )
    return sum(_expire(pk, ahora) for pk in list(still.values_list("pk", flat=True)[:limit]))


def _list_stopped() -> list[UUID]:
    pending = Incidencia.objects.filter(estado__in=Incidencia.PENDIENTES, solicitud__isnull=False)
    return list(pending.values_list("solicitud_id", flat=True))


@transaction.atomic
def _expire(pk: UUID, ahora: datetime) -> bool:
    """Expire one Solicitud, and return whether it expired.

    The Solicitud does not expire if the student has changed it in the meantime.
    """
    solicitud = Solicitud.objects.select_for_update(no_key=True).get(pk=pk)
    if solicitud.estado != Estado.CONFIRMADA or solicitud.actualizada >= ahora - PLAZO:
        return False
    transition(solicitud, Estado.CADUCADA, actor=ACTOR)
    solicitud.respuestas, solicitud.datos = {}, None
    solicitud.save(update_fields=["respuestas", "datos"])
    return True
