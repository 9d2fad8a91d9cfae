"""The dates of a result, for the calendar of the student's phone."""

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from plataforma.seguridad.decorators import personal
from tramites.entrada.acceso import get_solicitud_for_session
from tramites.estados import Estado
from tramites.models import Solicitud
from tramites.procedimientos import get_procedimiento
from tramites.seguimiento.calendario import Fecha, build_calendario
from tramites.views.reanudar import offer_liga


@require_safe
@personal
@offer_liga
def calendario(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Give the file; where there are no dates, or none any more, the page that shows where the Solicitud stands."""
    solicitud = get_solicitud_for_session(request, tipo, uuid)
    fechas = _list_fechas(solicitud)
    if not fechas:
        return redirect(solicitud)
    archivo = build_calendario(
        fechas,
        producto=settings.PORTAL_NOMBRE,
        folio=solicitud.folio,
        anfitrion=urlsplit(settings.SITE_URL).hostname or "",
        url=f"{settings.SITE_URL}{solicitud.get_absolute_url()}",
        emitido=timezone.now(),
    )
    headers = {"Content-Disposition": f'attachment; filename="fechas-{solicitud.folio}.ics"'}
    return HttpResponse(archivo, content_type="text/calendar; charset=utf-8", headers=headers)


def _list_fechas(solicitud: Solicitud) -> tuple[Fecha, ...]:
    if solicitud.estado != Estado.CONCLUIDA:
        return ()
    contexto = get_procedimiento(solicitud.tipo).contexto_resultado(solicitud, timezone.localdate())
    fechas: tuple[Fecha, ...] = contexto.get("fechas", ())
    return fechas
