"""What is forgotten, and when (trust, «Retention»)."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tramites.estados import Estado
from tramites.models import Incidencia, Solicitud
from tramites.services import transition

__all__ = ["expire_solicitudes"]

PLAZO: Final = timedelta(days=7)  # since the last step
ACTOR = "sistema"


def expire_solicitudes(*, ahora: datetime) -> int:
    """End what stood still for 7 days before its work was accepted, and erase its answers. Returns how many.

    An open incident stops that clock: the student waits for somebody.
    """
    pending = Incidencia.objects.filter(estado__in=Incidencia.PENDIENTES, solicitud__isnull=False)
    still = Solicitud.objects.filter(
        Q(estado=Estado.INICIADA) | Q(estado=Estado.CONFIRMADA), actualizada__lt=ahora - PLAZO
    ).exclude(pk__in=pending.values("solicitud"))
    return sum(_expire(pk, ahora) for pk in still.values_list("pk", flat=True).iterator())


@transaction.atomic
def _expire(pk: UUID, ahora: datetime) -> bool:
    """End one, unless its student came back this moment."""
    solicitud = Solicitud.objects.select_for_update(no_key=True).get(pk=pk)
    if solicitud.estado not in (Estado.INICIADA, Estado.CONFIRMADA) or solicitud.actualizada >= ahora - PLAZO:
        return False
    transition(solicitud, Estado.CADUCADA, actor=ACTOR)
    solicitud.respuestas, solicitud.datos = {}, None
    solicitud.save(update_fields=["respuestas", "datos"])
    return True
