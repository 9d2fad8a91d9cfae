"""The page «Mi expediente»."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from documentos.models import Documento
from documentos.selectors import get_documentos_de
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import get_titular
from tramites.camino.expediente.selectors import get_expediente
from tramites.camino.views.resultado import make_todo


@require_safe
@personal
def expediente(request: HttpRequest) -> HttpResponse:
    """Show the expediente of the student. Without a session, redirect to the first form."""
    titular = get_titular(request)
    encontrado = get_expediente(titular, hoy=timezone.localdate()) if titular else None
    if encontrado is None:
        return redirect("empezar", tipo="expediente")
    contexto = {
        "expediente": encontrado,
        "enviado": "enviado" in request.GET,
        "todo_url": reverse("expediente_documentos"),
    }
    return render(request, "tramites/expediente/expediente.html", contexto)


@require_safe
@personal
def documentos(request: HttpRequest) -> HttpResponse:
    """Return all valid documents of the student of this session in one PDF."""
    titular = get_titular(request)
    if titular is None:
        return redirect("empezar", tipo="expediente")
    validos = [uno for uno in get_documentos_de(titular).filter(estado=Documento.Estado.VALIDO) if uno.listo]
    if not validos:
        raise Http404
    return make_todo(validos, titulo="Mis documentos", archivo="mis-documentos")
