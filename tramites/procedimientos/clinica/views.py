"""The public page of a clinic, the map of the clinic step, and the button «Obtener mi carnet»."""

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, path, resolve
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from padron.catalogos.selectors import get_clinica, get_turnos
from plataforma.seguridad.decorators import personal
from tramites.preguntas.domicilio import DOMICILIO
from tramites.preguntas.storage import get_hechos, get_respuestas
from tramites.preguntas.wizard import get_step_url
from tramites.procedimientos.clinica.cercanas import get_cercanas
from tramites.procedimientos.clinica.datos import CLINICA
from tramites.procedimientos.clinica.forms import ClinicaForm
from tramites.procedimientos.clinica.mapa import allow_teselas, list_puntos, make_punto
from tramites.procedimientos.clinica.resultado import issue_carnet
from tramites.procedimientos.clinica.wizard import write_elegido
from tramites.solicitud.acceso import get_solicitud_for_session, make_accion, offer_liga
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud


@require_safe
@allow_teselas
def clinica(request: HttpRequest, clave: str) -> HttpResponse:
    """Show where a clinic is, when it is open and how to get there.

    The page is public. It also exists for a clinic that has closed.
    """
    encontrada = get_clinica(clave)
    if encontrada is None:
        raise Http404
    contexto = {
        "clinica": encontrada,
        "turnos": get_turnos(encontrada),
        "puntos": [make_punto(encontrada)],
        "punto": make_punto(encontrada),
        "atras": _find_atras(request),
    }
    response = render(request, "clinicas/clinica.html", contexto | _get_teselas())
    # Shared caches must not store this response, because the link «Atrás» can contain the URL of a personal page.
    patch_cache_control(response, private=True)
    patch_vary_headers(response, ["Referer"])
    return response


def _find_atras(request: HttpRequest) -> str:
    """Return the path and query of the page from which the visitor came.

    The header Referer contains this page. If this page is not on this site, the function returns an empty text.
    """
    sent = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(sent, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(sent)
    atras = f"{parts.path}?{parts.query}" if parts.query else parts.path
    # The check above is not enough, because the path can start with «//», as in «//example.com». A browser reads a link
    # to this path as the URL of another host.
    if parts.path == request.path or not url_has_allowed_host_and_scheme(atras, None):
        return ""
    try:
        resolve(parts.path)
    except Resolver404:
        return ""
    return atras


@require_safe
@personal
@offer_liga
@allow_teselas
def mapa(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Show the clinics of the clinic step on a map, and the same clinics in a list."""
    solicitud = get_solicitud_for_session(request, tipo, uuid)
    if solicitud.estado != Estado.CONFIRMADA or DOMICILIO not in get_hechos(solicitud):
        return redirect(solicitud)
    cuantas = ClinicaForm.read_cuantas(request.GET.get("cuantas", ""))
    cercanas = get_cercanas(get_respuestas(solicitud), cuantas=cuantas)
    contexto = {
        "solicitud": solicitud,
        "cercanas": cercanas,
        "puntos": list_puntos(cercanas.clinicas),
        "paso": f"{get_step_url(solicitud, CLINICA)}?{write_elegido(request.GET)}",
    }
    return render(request, "tramites/clinica/mapa.html", contexto | _get_teselas())


def _get_teselas() -> dict[str, str]:
    return {"teselas": settings.TILES_URL, "atribucion": settings.TILES_ATRIBUCION}


def _issue_carnet(request: HttpRequest, solicitud: Solicitud) -> None:
    issue_carnet(solicitud, hoy=timezone.localdate())


# URLs of alta and cambio, below the URL of a Solicitud.
urls = (
    path("mapa/", mapa, name="mapa_clinicas"),
    path("carnet/", make_accion(_issue_carnet), name="carnet"),
)
