"""From a document's row to the bytes of its file."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from documentos.models import Documento
from documentos.pdf import write_pdf
from documentos.qr import make_qr


def print_documento(documento: Documento) -> bytes:
    """Return the PDF of a document: the same row gives the same bytes, on any day and in any process."""
    return write_pdf(render_html(documento), identificador=f"ruta:{documento.folio}".encode())


def render_html(documento: Documento) -> str:
    """Return the page that becomes the PDF."""
    return render_to_string(documento.contexto.plantilla, build_context(documento))


def build_context(documento: Documento) -> dict[str, Any]:
    """Return what the templates may print; all of it comes from the row."""
    direccion = documento.datos["sitio"] + reverse("verificar_codigo", args=[documento.codigo])
    return {
        "documento": documento,
        "datos": documento.contexto,
        "emitido": timezone.localtime(documento.emitido),
        "portal": documento.datos["portal"],
        "direccion": direccion,
        "qr": make_qr(direccion),
    }
