"""The map of the clinic step, the public page of a clinic, and the carnet that was held back."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_http_methods, require_safe

from padron.catalogos.selectors import get_clinica, get_turnos
from plataforma.seguridad.decorators import personal
from tramites.clinica.atras import find_atras
from tramites.clinica.carnet import issue_carnet
from tramites.clinica.datos import CLINICA
from tramites.clinica.forms import ClinicaForm
from tramites.clinica.mapa import allow_teselas, list_puntos, make_punto
from tramites.clinica.selectors import get_cercanas
from tramites.clinica.wizard import write_elegido
from tramites.domicilio.datos import DOMICILIO
from tramites.entrada.acceso import get_solicitud_for_session
from tramites.estados import Estado
from tramites.views.reanudar import offer_liga
from tramites.wizard.avance import get_step_url
from tramites.wizard.storage import get_hechos, get_respuestas


@require_safe
@allow_teselas
def clinica(request: HttpRequest, clave: str) -> HttpResponse:
    """Say where a clinic is, when it is open and how to get there. Public; also of one that has closed."""
    encontrada = get_clinica(clave)
    if encontrada is None:
        raise Http404
    contexto = {
        "clinica": encontrada,
        "turnos": get_turnos(encontrada),
        "puntos": [make_punto(encontrada)],
        "punto": make_punto(encontrada),
        "atras": find_atras(request),
    }
    response = render(request, "clinicas/clinica.html", contexto | _get_teselas())
    # The way back may be the address of somebody's own page: no cache gives it to another person.
    patch_cache_control(response, private=True)
    patch_vary_headers(response, ["Referer"])
    return response


@require_safe
@personal
@offer_liga
@allow_teselas
def mapa(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Show the clinics of the clinic step on a map, with the same list beside it."""
    solicitud = get_solicitud_for_session(request, tipo, uuid)
    if solicitud.estado != Estado.CONFIRMADA or DOMICILIO not in get_hechos(solicitud):
        return redirect(solicitud)
    cuantas = ClinicaForm.read_cuantas(request.GET.get("cuantas", ""))
    cercanas = get_cercanas(get_respuestas(solicitud), cuantas=cuantas)
    contexto = {
        "solicitud": solicitud,
        "cercanas": cercanas,
        "puntos": list_puntos(cercanas.clinicas),
        "paso": f"{get_step_url(tipo, uuid, CLINICA)}?{write_elegido(request.GET)}",
    }
    return render(request, "tramites/clinica/mapa.html", contexto | _get_teselas())


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@offer_liga
def carnet(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Issue the carnet that the campus held back, and lead to the result."""
    if request.method != "POST":  # asked again by a browser that restores the page which offered another link
        return redirect("solicitud", tipo=tipo, uuid=uuid)
    with transaction.atomic():
        solicitud = get_solicitud_for_session(request, tipo, uuid, lock=True)
        issue_carnet(solicitud, hoy=timezone.localdate())
    return redirect(solicitud)


def _get_teselas() -> dict[str, str]:
    return {"teselas": settings.TILES_URL, "atribucion": settings.TILES_ATRIBUCION}
