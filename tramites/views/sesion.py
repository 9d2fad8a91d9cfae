"""Leaving."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import close_sesion
from tramites.views import confirmar


@require_POST
@personal
def salir(request: HttpRequest) -> HttpResponse:
    """End the session; the browser forgets what it kept of this site, so that «back» shows nothing.

    The link's cookie goes by name too: a browser obeys the header over HTTPS only, and not every one does.
    """
    close_sesion(request)
    response = redirect("inicio")
    response.delete_cookie(confirmar.COOKIE, path=reverse("confirmar"))
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
