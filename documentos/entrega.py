"""Handing out the file of a document, to whoever the caller has found to be entitled to it."""

import logging

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from documentos import almacen
from documentos.models import Documento
from plataforma.seguridad.archivos import ArchivoIlegible

logger = logging.getLogger(__name__)


def make_response(documento: Documento, *, as_attachment: bool = False) -> HttpResponse:
    """Return the answer with the PDF. Raises AlmacenError if the stored file is not the one that was made."""
    response = HttpResponse(read_documento(documento), content_type="application/pdf")
    response.headers["Content-Length"] = str(documento.tamano)
    response.headers["X-Content-Type-Options"] = "nosniff"
    filename = documento.as_adjunto().nombre
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment, filename) or "inline"
    return response


def read_documento(documento: Documento) -> bytes:
    """Return the file if it is, byte for byte, the one that was made. Raises AlmacenError otherwise."""
    try:
        return almacen.read_original(documento.archivo, sha256=documento.sha256)
    except (almacen.AlmacenError, ArchivoIlegible):
        logger.critical("document %s: the stored file is not the one that was made", documento.folio)
        raise almacen.AlmacenError(documento.folio) from None
