"""A procedure that existed and is gone: it says so, and where to begin again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tramites.estados import Estado
from tramites.models import Solicitud


def render_terminada(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Say that a Solicitud has expired or was cancelled, and since when."""
    desde = solicitud.transiciones.filter(hacia=solicitud.estado).values_list("momento", flat=True).last()
    contexto = {
        "tipo": solicitud.tipo,
        "caducada": solicitud.estado == Estado.CADUCADA,
        "cancelada": solicitud.estado == Estado.CANCELADA,
        "desde": desde,
    }
    return render(request, "410.html", contexto, status=410)
