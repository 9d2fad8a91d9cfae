"""What the incident page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import Q, QuerySet

from tramites.incidencias.rules import DIFERENCIAS
from tramites.models import CORREO, NO_DETIENEN, Incidencia, Solicitud

__all__ = ["Respondida", "get_avisos", "get_diferencias", "get_pendientes", "get_respondidas"]


@dataclass(frozen=True, kw_only=True)
class Respondida:
    """What a campus answered to an incident that it closed without a correction."""

    diferencia: str
    respuesta: str
    cerrada: datetime


def get_pendientes(solicitud: Solicitud) -> QuerySet[Incidencia]:
    """Return the incidents that hold this open Solicitud up, oldest first, whichever run of the student met them."""
    held = Q(solicitud=solicitud) | Q(asegurado=solicitud.get_asegurado())
    return _pending().filter(held).exclude(causa__in=NO_DETIENEN)


def get_avisos(solicitud: Solicitud) -> QuerySet[Incidencia]:
    """Return what this Solicitud told the campuses while it was closed and is not answered yet, oldest first."""
    return _pending().filter(solicitud=solicitud, causa=CORREO)


def get_respondidas(solicitud: Solicitud) -> list[Respondida]:
    """Return what the campus answered «improcedente» to this Solicitud, newest first; one answer for each cause."""
    closed = Incidencia.objects.filter(
        solicitud=solicitud, estado=Incidencia.Estado.IMPROCEDENTE, cerrada__isnull=False
    ).exclude(causa=CORREO)
    newest: dict[str, Respondida] = {}
    for incidencia in closed.order_by("-cerrada"):
        answer = Respondida(
            diferencia=DIFERENCIAS.get(incidencia.causa, ""),
            respuesta=incidencia.respuesta,
            cerrada=cast("datetime", incidencia.cerrada),
        )
        newest.setdefault(incidencia.causa, answer)
    return list(newest.values())


def _pending() -> QuerySet[Incidencia]:
    return (
        Incidencia.objects.filter(estado__in=Incidencia.PENDIENTES)
        .select_related("plantel__subdelegacion", "asegurado")
        .order_by("pk")
    )


def get_diferencias(incidencias: Iterable[Incidencia]) -> list[str]:
    """Return what differs, each as the end of «Tus datos tienen una diferencia: …»."""
    return [DIFERENCIAS[incidencia.causa] for incidencia in incidencias if incidencia.causa in DIFERENCIAS]
