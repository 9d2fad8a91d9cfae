"""Home, and the pages that are only text. What they say stands in `contenido`."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from imss_portal.contenido.avance import Avance, get_avance
from imss_portal.contenido.avisos import AVISOS, VIGENTE, Aviso, get_aviso
from imss_portal.contenido.contactos import get_instituciones, get_plazos
from imss_portal.contenido.oficiales import ENLACES
from imss_portal.contenido.partes import get_partes, get_version
from imss_portal.contenido.ruta import get_enlace, get_pasos, get_url
from padron.catalogos.models import FuenteCatalogo
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import get_titular


@require_safe
def inicio(request: HttpRequest) -> HttpResponse:
    """Show the three steps and where to begin; to a confirmed session, where its student stands.

    `?salida` is where leaving leads: the page says so, to whoever has no session.
    """
    titular = get_titular(request)
    if titular is None:
        return _inicio(request, None)
    return _inicio_personal(request, get_avance(titular, hoy=timezone.localdate()))


def _inicio(request: HttpRequest, avance: Avance | None) -> HttpResponse:
    instituciones = get_instituciones()
    contexto = {
        "avance": avance,
        "salida": avance is None and get_titular(request) is None and "salida" in request.GET,
        "pasos": get_pasos(avance.estados if avance else None),
        "cambio": get_enlace("cambio", "Cambiar de clínica"),
        "url_renuncia": get_url("renuncia"),
        "enlaces": ENLACES,
        "instituciones": instituciones,
        "plazos": get_plazos(instituciones),
    }
    return render(request, "paginas/inicio.html", contexto)


_inicio_personal = personal(_inicio)


@require_safe
def ayuda(request: HttpRequest) -> HttpResponse:
    """Answer what students ask most, and say whom else to ask."""
    instituciones = get_instituciones()
    contexto = {
        "url_nss": get_url("nss"),
        "url_renuncia": get_url("renuncia"),
        "instituciones": instituciones,
        "plazos": get_plazos(instituciones),
    }
    return render(request, "paginas/ayuda.html", contexto)


@require_safe
def privacidad(request: HttpRequest, version: str = VIGENTE.version) -> HttpResponse:
    """Show the privacy notice, or an earlier version. Raises Http404 for one that was never published."""
    aviso = get_aviso(version)
    if aviso is None:
        raise Http404
    return render(request, "paginas/privacidad.html", _describe_aviso(aviso))


def _describe_aviso(aviso: Aviso) -> dict[str, object]:
    return {
        "aviso": aviso,
        "vigente": VIGENTE,
        "otros": [otro for otro in AVISOS if otro != aviso],
        "instituciones": get_instituciones(),
    }


@require_safe
def accesibilidad(request: HttpRequest) -> HttpResponse:
    """Say how the portal was tested, what does not work yet, and whom to tell."""
    return render(request, "paginas/accesibilidad.html", {"instituciones": get_instituciones()})


@require_safe
def acerca(request: HttpRequest) -> HttpResponse:
    """Say what the site is and is not, how old its data are, and what it is made of."""
    contexto = {
        "version": get_version(),
        "aviso": VIGENTE,
        "fuentes": FuenteCatalogo.objects.order_by("catalogo"),
        "partes": get_partes(),
        "instituciones": get_instituciones(),
    }
    return render(request, "paginas/acerca.html", contexto)
