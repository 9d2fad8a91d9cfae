"""The outbox work of this app: making the file of an issued document, and encrypting the files of earlier versions."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from documentos import almacen, pdf
from documentos.impresion import print_documento
from documentos.models import Documento
from documentos.services import RENDER
from plataforma.bandeja.handlers import Payload, register
from plataforma.bandeja.services import enqueue

CIFRAR: Final = "documentos.cifrar"  # enqueued by the migration 0002_cifrar_archivos
LOTE: Final = 200  # files a message


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


def encrypt_lote(payload: Payload) -> int | None:
    """Encrypt the plain files of the next documents in their places. Returns the key of the last one, if any.

    Documents are served meanwhile: a plain file is read as it is. A missing file is left to `verificar_registro`.
    """
    if payload["desde"] == 0:
        almacen.forget_plain_leftovers()
    following = Documento.objects.filter(pk__gt=payload["desde"]).exclude(archivo="").order_by("pk")
    last = None
    for pk, archivo in following.values_list("pk", "archivo")[:LOTE]:
        with suppress(FileNotFoundError):
            almacen.encrypt_plain(archivo)
        last = int(pk)
    return last


def continue_after(payload: Payload, last: int | None) -> None:
    """Enqueue the next files."""
    if last is not None:
        enqueue(kind=CIFRAR, payload={"desde": last}, dedup_key=f"{CIFRAR}:{last}")


register(CIFRAR, queue="documentos", prepare=encrypt_lote, commit=continue_after)
register(RENDER, queue="documentos", prepare=prepare, commit=commit, warm=pdf.warm)
