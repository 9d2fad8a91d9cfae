"""Where the mail's link lands.

The link's GET confirms nothing, because mail scanners open links; it moves the token out of the address, so that no
history, log or Referer keeps it, and hands it to a form whose POST confirms.
"""

import re
import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import get_titular, open_sesion
from tramites.confirmacion.claves import find_by_token
from tramites.confirmacion.uso import CorreoNoAbre, LigaNoSirve, LigaUsada, confirm, get_estado_liga
from tramites.models import Confirmacion
from tramites.views.reanudar import render_cerrado, render_otra_liga

COOKIE = "liga"
COOKIE_AGE = 60 * 60  # seconds in which the button may be pressed
TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
NAVEGADOR = re.compile(r"[0-9a-f]{32}")


@require_safe
@personal
def liga(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address."""
    if not TOKEN.fullmatch(token):
        raise Http404
    response = redirect("confirmar")
    response.set_cookie(
        COOKIE,
        f"{token}.{secrets.token_hex(16)}",
        max_age=COOKIE_AGE,
        path=reverse("confirmar"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def confirmar(request: HttpRequest) -> HttpResponse:
    """Show the button; pressed, open the session here and go on where the procedure stands."""
    token, _, navegador = request.COOKIES.get(COOKIE, "").partition(".")
    # The form says which link it belongs to: another tab may have opened another one since.
    confirmacion = find_by_token(request.POST.get("liga", token))
    if confirmacion is None:
        raise Http404
    if request.method == "POST":
        # The cookie is whatever the browser says it is: what this site did not write counts as a new browser.
        known = NAVEGADOR.fullmatch(navegador)
        return _confirm(request, confirmacion, navegador if known else secrets.token_hex(16))
    estado = get_estado_liga(confirmacion)
    if estado == "buena":
        return render(request, "tramites/confirmar.html", {"liga": token})
    if get_titular(request) == confirmacion.solicitud.titular:
        return redirect(confirmacion.solicitud)
    return render_otra_liga(request, confirmacion.solicitud, razon=estado)


def _confirm(request: HttpRequest, confirmacion: Confirmacion, navegador: str) -> HttpResponse:
    try:
        solicitud = confirm(confirmacion, navegador=navegador)
    except CorreoNoAbre:
        return render_cerrado(request, status=403)
    except LigaNoSirve as error:
        if get_titular(request) == error.solicitud.titular:
            return redirect(error.solicitud)
        return render_otra_liga(request, error.solicitud, razon="usada" if isinstance(error, LigaUsada) else "vencida")
    open_sesion(request, titular=solicitud.titular)
    return redirect(solicitud)
