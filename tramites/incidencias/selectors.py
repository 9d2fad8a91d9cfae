"""What the incident page shows."""

from django.db.models import QuerySet

from tramites.incidencias.rules import DIFERENCIAS
from tramites.models import Incidencia, Solicitud

__all__ = ["get_diferencias", "get_pendientes"]


def get_pendientes(solicitud: Solicitud) -> QuerySet[Incidencia]:
    """Return the incidents that hold this Solicitud up, oldest first."""
    pending = Incidencia.objects.filter(solicitud=solicitud, estado__in=Incidencia.PENDIENTES)
    return pending.select_related("plantel").order_by("pk")


def get_diferencias(incidencias: QuerySet[Incidencia]) -> list[str]:
    """Return what differs, each as the end of «Tus datos tienen una diferencia: …»."""
    return [DIFERENCIAS[incidencia.causa] for incidencia in incidencias if incidencia.causa in DIFERENCIAS]
