"""The file to its owner; what a code stands for, and the certificates, to anyone."""

import hashlib
import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from documentos import almacen
from documentos.models import Documento
from documentos.selectors import get_bundle, get_documento, get_verificacion
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import get_titular

logger = logging.getLogger(__name__)


@require_safe
@personal
def descargar(request: HttpRequest, folio: str, archivo: str) -> HttpResponse:
    """Give the file to its owner. To anybody else it does not exist: no answer tells which folios do."""
    documento = get_documento(folio=folio, titular=get_titular(request))
    if documento is None or documento.contexto.archivo != archivo:
        raise Http404
    response = HttpResponse(_read(documento), content_type="application/pdf")
    response.headers["Content-Length"] = str(documento.tamano)
    response.headers["X-Content-Type-Options"] = "nosniff"
    as_attachment, filename = "descargar" in request.GET, f"{archivo}-{folio}.pdf"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment, filename) or "inline"
    return response


def _read(documento: Documento) -> bytes:
    """Return the file if it is, byte for byte, the one that was made."""
    contenido = almacen.read(documento.archivo)
    if hashlib.sha256(contenido).hexdigest() != documento.sha256:
        logger.critical("document %s: the stored file is not the one that was made", documento.folio)
        raise almacen.AlmacenError(documento.folio)
    return contenido


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
