"""The files of documents in the default storage, which encrypts them (`plataforma/seguridad/almacen.py`)."""

import hashlib
import shutil
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from plataforma.seguridad.almacen import get_storage


class AlmacenError(Exception):
    """The store does not hold the file that the row names, or did not keep the name that it was given."""


def store(nombre: str, contenido: bytes) -> None:
    """Put the file in its place, over an earlier one of the same name."""
    if default_storage.save(nombre, ContentFile(contenido)) != nombre:
        raise AlmacenError("the store must overwrite a file of the same name")


def read(nombre: str) -> bytes:
    """Return the whole plain file. Raises OSError, also if the file was changed or is under another key."""
    with default_storage.open(nombre) as file:
        contenido: bytes = file.read()
    return contenido


def read_original(nombre: str, *, sha256: str) -> bytes:
    """Return the whole plain file if it is, byte for byte, the one with this SHA-256. Raises OSError, AlmacenError."""
    contenido = read(nombre)
    if hashlib.sha256(contenido).hexdigest() != sha256:
        raise AlmacenError(nombre)
    return contenido


def encrypt_plain(nombre: str) -> bool:
    """Encrypt a file that an earlier version stored in clear. Returns False if it was encrypted. Raises OSError."""
    return get_storage().encrypt_plain(nombre)


def forget_plain_leftovers() -> None:
    """Delete what interrupted writes of an earlier version left in clear, in a folder that only it used."""
    shutil.rmtree(Path(default_storage.path("documentos/.en-curso")), ignore_errors=True)
