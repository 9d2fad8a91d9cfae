"""`/buzon/`: every mail of the demonstration. In production the address does not exist (see `imss_portal.urls`)."""

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from plataforma.correo.buzon import get_html, list_recibidos
from plataforma.seguridad.decorators import personal


@require_safe
@csp_replace({"frame-src": ["'self'"]})
@personal
def buzon(request: HttpRequest) -> HttpResponse:
    """Show the mails, newest first."""
    return render(request, "correo/buzon.html", {"recibidos": list_recibidos()})


@require_safe
@xframe_options_sameorigin
@csp_replace(  # type: ignore[arg-type]  # its hints know no view with arguments
    {
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'self'"],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    }
)
@personal
def buzon_html(request: HttpRequest, archivo: str) -> HttpResponse:
    """Show one mail's HTML as a mail program would: in a sandbox, with the styles that mails must carry inside."""
    html = get_html(archivo)
    if html is None:
        raise Http404
    return HttpResponse(html.replace("<head>", f'<head><base href="{settings.SITE_URL}" target="_blank">', 1))
