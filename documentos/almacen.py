"""Where the files lie. A file is there whole or not at all, whatever happens to the worker or the disk."""

import os
import secrets
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


class AlmacenError(Exception):
    """The store does not hold what the row says, or did not keep the name that it was given."""


def store(nombre: str, contenido: bytes) -> None:
    """Put the file in its place, over an earlier one of the same name."""
    try:
        path = Path(default_storage.path(nombre))
    except NotImplementedError:  # an object store: what it takes, it takes whole
        if default_storage.save(nombre, ContentFile(contenido)) != nombre:
            raise AlmacenError("the object store must overwrite (file_overwrite)") from None
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _replace(path, contenido)


def read(nombre: str) -> bytes:
    """Return the whole file. Raises OSError."""
    with default_storage.open(nombre) as file:
        contenido: bytes = file.read()
    return contenido


def _replace(path: Path, contenido: bytes) -> None:
    """Write beside the target, make sure that the disk has it, then rename: readers see the old or the new."""
    folder = Path(default_storage.path("documentos/.en-curso"))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for leftover in folder.glob(f"{path.stem}.*"):  # of a worker that was killed here
        leftover.unlink(missing_ok=True)
    temporary = folder / f"{path.stem}.{secrets.token_hex(4)}"
    try:
        _write(temporary, contenido)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _write(path: Path, contenido: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(contenido)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
