"""«Enviar por correo»: a document once more, to the address that the procedure has."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from documentos.selectors import get_documento
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import get_titular
from tramites.seguimiento.documentos import find_solicitud, send_documento


@require_POST
@personal
def enviar(request: HttpRequest, folio: str) -> HttpResponse:
    """Mail one document to its owner. To anybody else it does not exist."""
    documento = get_documento(folio=folio, titular=get_titular(request))
    solicitud = find_solicitud(documento) if documento else None
    if documento is None or solicitud is None:
        raise Http404
    send_documento(documento, solicitud)
    return redirect(f"{solicitud.get_absolute_url()}resultado/?enviado={folio}")
