"""The outbox work of this app: making the file of a document that was issued."""

import hashlib
from dataclasses import dataclass

from documentos import almacen, pdf
from documentos.impresion import print_documento
from documentos.models import Documento
from documentos.services import RENDER
from plataforma.bandeja.handlers import Payload, register
from plataforma.bandeja.services import enqueue


@dataclass(frozen=True)
class Archivo:
    """A file that is in its place."""

    nombre: str
    tamano: int
    sha256: str


def prepare(payload: Payload) -> Archivo:
    """Render and store. The name follows from the row, so that a repeated attempt overwrites its own bytes.

    A file that a row already names is never made again: the stored file is the document.
    """
    documento = Documento.objects.get(pk=payload["documento"])
    if documento.listo:
        return Archivo(documento.archivo, documento.tamano, documento.sha256)
    contenido = print_documento(documento)
    nombre = f"documentos/{documento.emitido:%Y/%m}/{documento.folio}.pdf"
    almacen.store(nombre, contenido)
    return Archivo(nombre, len(contenido), hashlib.sha256(contenido).hexdigest())


def commit(payload: Payload, archivo: Archivo) -> None:
    """Say where the file is, and let what follows begin."""
    documento = Documento.objects.get(pk=payload["documento"])
    documento.archivo, documento.tamano, documento.sha256 = archivo.nombre, archivo.tamano, archivo.sha256
    documento.save(update_fields=["archivo", "tamano", "sha256"])
    if documento.seguimiento:
        enqueue(**documento.seguimiento, dedup_key=f"documentos.seguimiento:{documento.folio}")


register(RENDER, queue="documentos", prepare=prepare, commit=commit, warm=pdf.warm)
