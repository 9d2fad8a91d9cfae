"""The pages that a student sees after opening the link of a mail.

A GET of the link confirms nothing, because mail scanners also open links. The GET moves the token from the URL to a
cookie. So the browser history and the header Referer do not contain the token. The next page has a button. The POST of
this button confirms the e-mail address.
"""

import re
import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from plataforma.seguridad.cookies import make_cookie_name
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import get_titular, open_sesion
from tramites.camino.confirmacion.uso import (
    CorreoNoAbre,
    LigaNoSirve,
    LigaUsada,
    confirm,
    find_by_token,
    get_estado_liga,
    is_ajena,
)
from tramites.camino.views.cerrado import render_cerrado
from tramites.solicitud.acceso import render_otra_liga
from tramites.solicitud.models import Confirmacion

COOKIE = "liga"
COOKIE_AGE = 60 * 60  # one hour in seconds, in which the student can press the button
TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
NAVEGADOR = re.compile(r"[0-9a-f]{32}")


def get_cookie_name() -> str:
    """Return the name of the cookie that holds the token of the link."""
    return make_cookie_name(COOKIE, path=reverse("confirmar"))


@require_safe
@personal
def liga(request: HttpRequest, token: str) -> HttpResponse:
    """Move the token from the URL to a cookie, and redirect to the page with the button."""
    if not TOKEN.fullmatch(token):
        raise Http404
    response = redirect("confirmar")
    response.set_cookie(
        get_cookie_name(),
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
    """Show the button «Continuar mi trámite».

    The POST of the button confirms the e-mail address, opens the session in this browser, and redirects to the
    Solicitud.
    """
    token, _, navegador = request.COOKIES.get(get_cookie_name(), "").partition(".")
    # The form also contains the token, because another tab may have opened another link and changed the cookie.
    confirmacion = find_by_token(request.POST.get("liga", token))
    if confirmacion is None:
        raise Http404
    if request.method == "POST":
        # A browser can send any text as a cookie. If this site did not write the text, use a new random value for this
        # browser.
        known = NAVEGADOR.fullmatch(navegador)
        return _confirm(request, confirmacion, navegador if known else secrets.token_hex(16))
    estado = get_estado_liga(confirmacion)
    if estado == "buena":
        return render(request, "tramites/confirmar.html", {"liga": token})
    return _go_on(request, confirmacion, razon=estado)


def _confirm(request: HttpRequest, confirmacion: Confirmacion, navegador: str) -> HttpResponse:
    try:
        solicitud = confirm(confirmacion, navegador=navegador)
    except CorreoNoAbre:
        return render_cerrado(request, status=403)
    except LigaNoSirve as error:
        return _go_on(request, confirmacion, razon="usada" if isinstance(error, LigaUsada) else "vencida")
    open_sesion(request, titular=solicitud.titular)
    return redirect(solicitud)


def _go_on(request: HttpRequest, confirmacion: Confirmacion, *, razon: str) -> HttpResponse:
    """Continue in the student's session, if there is one. Otherwise, show that the link cannot be used any more.

    If somebody else may have started the Solicitud, the page shows no e-mail address, and mails nobody.
    """
    solicitud = confirmacion.solicitud
    if is_ajena(confirmacion, solicitud):
        return redirect("expediente") if get_titular(request) else render_otra_liga(request, None, razon=razon)
    if get_titular(request) == solicitud.titular:
        return redirect(solicitud)
    return render_otra_liga(request, solicitud, razon=razon)
