"""Handing out the file of a document, to whoever the caller has found to be entitled to it."""

import hashlib
import logging

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from documentos import almacen
from documentos.models import Documento

logger = logging.getLogger(__name__)


def make_response(documento: Documento, *, as_attachment: bool = False) -> HttpResponse:
    """Return the answer with the PDF. Raises AlmacenError if the stored file is not the one that was made."""
    response = HttpResponse(read_documento(documento), content_type="application/pdf")
    response.headers["Content-Length"] = str(documento.tamano)
    response.headers["X-Content-Type-Options"] = "nosniff"
    filename, _ = documento.as_adjunto()
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment, filename) or "inline"
    return response


def read_documento(documento: Documento) -> bytes:
    """Return the file if it is, byte for byte, the one that was made. Raises AlmacenError otherwise."""
    contenido = almacen.read(documento.archivo)
    if hashlib.sha256(contenido).hexdigest() != documento.sha256:
        logger.critical("document %s: the stored file is not the one that was made", documento.folio)
        raise almacen.AlmacenError(documento.folio)
    return contenido
