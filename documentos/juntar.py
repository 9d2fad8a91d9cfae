"""Joins several documents in one PDF, to print or keep them together. The only module that uses pikepdf.

The joined file is a copy. Its pages are those of the documents, with their seals and QR codes, so that each page can be
verified. A signature inside a PDF covers one whole file, and no joined file can keep it. So each original is also
attached, byte for byte. The joined file is made for each download and is not stored: the stored file is the document.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from documentos.entrega import read_documento
from documentos.models import Documento

__all__ = ["join_documentos"]


def join_documentos(documentos: Iterable[Documento], *, titulo: str) -> bytes:
    """Return one PDF with the pages of the documents, in their order, and with the originals attached.

    Raises AlmacenError if a stored file is not the one that was made.
    """
    import pikepdf  # slow import, and only this page needs it
    from pikepdf.models.metadata import encode_pdf_date

    joined = pikepdf.new()
    for documento in documentos:
        contenido = read_documento(documento)
        with pikepdf.open(BytesIO(contenido)) as original:
            joined.pages.extend(original.pages)
        nombre = documento.as_adjunto().nombre
        fecha = encode_pdf_date(documento.emitido)
        joined.attachments[nombre] = pikepdf.AttachedFileSpec(
            joined,
            contenido,
            filename=nombre,
            mime_type="application/pdf",
            description=documento.get_tipo_display(),
            creation_date=fecha,
            mod_date=fecha,
        )
    for page in joined.pages:
        _forget_tags(page.obj)
    joined.Root.Lang = pikepdf.String("es-MX")
    joined.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    joined.docinfo["/Title"] = titulo
    output = BytesIO()
    joined.save(output, deterministic_id=True)
    return output.getvalue()


def _forget_tags(page: Any) -> None:
    """Remove the references of a page to the structure of its original, which the joined file does not have."""
    for key in ("/StructParents", "/Tabs"):
        if key in page:
            del page[key]
    for annotation in page.get("/Annots", []):
        if "/StructParent" in annotation:
            del annotation["/StructParent"]
