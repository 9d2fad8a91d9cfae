"""The file to its owner; what a code stands for, and the certificates, to anyone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from documentos.entrega import make_response
from documentos.selectors import get_bundle, get_documento, get_verificacion
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import get_titular


@require_safe
@personal
def descargar(request: HttpRequest, folio: str, archivo: str) -> HttpResponse:
    """Give the file to its owner. To anybody else it does not exist: no answer tells which folios do."""
    documento = get_documento(folio=folio, titular=get_titular(request))
    if documento is None or documento.contexto.archivo != archivo:
        raise Http404
    return make_response(documento, as_attachment="descargar" in request.GET)


@require_safe
@personal
def verificar(request: HttpRequest, codigo: str) -> HttpResponse:
    """Say what a code stands for, to whoever holds the paper."""
    documento = get_verificacion(codigo)
    context = {"documento": documento, "estado": documento.estado if documento else "no_encontrado"}
    response = render(request, "documentos/verificar.html", context, status=200 if documento else 404)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
@cache_control(public=True, max_age=3600)
def certificados(request: HttpRequest) -> HttpResponse:
    """Give the certificates, so that anyone can verify a seal off-line."""
    return HttpResponse(get_bundle(), content_type="application/x-pem-file")
