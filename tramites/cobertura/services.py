"""What a student does about a NO."""

from django.utils import timezone

from tramites.cobertura.selectors import get_cobertura
from tramites.incidencias.services import open_incidencia
from tramites.models import SIN_VIGENCIA, Incidencia, Solicitud

__all__ = ["report_sin_vigencia"]


def report_sin_vigencia(solicitud: Solicitud) -> Incidencia | None:
    """Report to the campus that the student, of an open Solicitud, should be covered and is not; once while it is open.

    Returns None where there is nothing to report: the cover began, or the reason is another by now.
    """
    cobertura = get_cobertura(solicitud.get_asegurado(), hoy=timezone.localdate())
    if not cobertura.reporte:
        return None
    detalle = dict(cobertura.reporte)
    return open_incidencia(causa=SIN_VIGENCIA, solicitud=solicitud, plantel=cobertura.plantel, detalle=detalle)
