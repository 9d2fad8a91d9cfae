"""What the incident page shows."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from tramites.incidencias.rules import DIFERENCIAS
from tramites.models import CORREO, Incidencia, Solicitud

__all__ = ["get_avisos", "get_diferencias", "get_pendientes"]


def get_pendientes(solicitud: Solicitud) -> QuerySet[Incidencia]:
    """Return the incidents that hold this open Solicitud up, oldest first, whichever run of the student met them."""
    held = Q(solicitud=solicitud) | Q(asegurado=solicitud.get_asegurado())
    return _pending().filter(held).exclude(causa=CORREO)


def get_avisos(solicitud: Solicitud) -> QuerySet[Incidencia]:
    """Return what this Solicitud told the campuses while it was closed and is not answered yet, oldest first."""
    return _pending().filter(solicitud=solicitud, causa=CORREO)


def _pending() -> QuerySet[Incidencia]:
    return (
        Incidencia.objects.filter(estado__in=Incidencia.PENDIENTES)
        .select_related("plantel__subdelegacion", "asegurado")
        .order_by("pk")
    )


def get_diferencias(incidencias: Iterable[Incidencia]) -> list[str]:
    """Return what differs, each as the end of «Tus datos tienen una diferencia: …»."""
    return [DIFERENCIAS[incidencia.causa] for incidencia in incidencias if incidencia.causa in DIFERENCIAS]
