"""The page «Mi expediente»."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import get_titular
from tramites.camino.expediente.selectors import get_expediente


@require_safe
@personal
def expediente(request: HttpRequest) -> HttpResponse:
    """Show the expediente of the student. Without a session, redirect to the first form."""
    titular = get_titular(request)
    encontrado = get_expediente(titular, hoy=timezone.localdate()) if titular else None
    if encontrado is None:
        return redirect("empezar", tipo="expediente")
    contexto = {"expediente": encontrado, "enviado": "enviado" in request.GET}
    return render(request, "tramites/expediente/expediente.html", contexto)
