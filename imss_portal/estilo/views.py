"""/estilo/: every component in every state, and the pages of what goes wrong. Demonstration only."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from imss_portal.estilo.colores import list_colores
from imss_portal.estilo.muestras import COMPONENTES, ERRORES, get_muestras


@require_http_methods(["GET", "HEAD", "POST"])  # the samples' forms are sent here
def estilo(request: HttpRequest) -> HttpResponse:
    """Show the components."""
    componentes = [{"slug": slug, "nombre": nombre, "uso": uso} for slug, nombre, uso in COMPONENTES]
    contexto = {"componentes": componentes, "colores": list_colores(), "errores": ERRORES, **get_muestras()}
    return _no_index(render(request, "estilo/estilo.html", contexto))


@require_safe
def pagina_error(request: HttpRequest, nombre: str) -> HttpResponse:
    """Show one of the pages of what goes wrong, as a page like any other."""
    if nombre not in ERRORES:
        raise Http404
    ahora = timezone.localtime()
    contexto = {
        "tipo": "nss",
        "caducada": True,
        "desde": ahora - timedelta(days=2),
        "hasta": ahora + timedelta(minutes=5),
        "es_hoy": True,
        "otra_vez": request.path,
    }
    return _no_index(render(request, f"{nombre}.html", contexto))


def _no_index(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
