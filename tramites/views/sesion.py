"""Leaving."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import close_sesion


@require_POST
@personal
def salir(request: HttpRequest) -> HttpResponse:
    """End the session; the browser forgets what it kept of this site, so that «back» shows nothing."""
    close_sesion(request)
    response = redirect("inicio")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
