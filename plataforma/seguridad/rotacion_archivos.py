"""Giving the files of the store another key, as `rotacion` does for the columns; a plain file is encrypted too.

A file that the new key opens is passed over, so a rotation that was stopped can be repeated.
"""

from collections.abc import Callable

from django.core.files.base import ContentFile

from plataforma.seguridad.almacen import Cifrado, get_storage
from plataforma.seguridad.archivos import ArchivoIlegible

__all__ = ["encrypt_plain_files", "rotate_archivos", "verify_archivos"]

Avance = Callable[[int], None]
PASO = 500  # files from one report to the next


def rotate_archivos(*, anterior: str, avance: Avance) -> int:
    """Encrypt every file of the store with CLAVE_CIFRADO; `anterior` is the key until now.

    Returns how many files changed. Calls `avance(seen)` now and then. Raises ArchivoIlegible for a file that neither
    key opens.
    """
    storage, changed = get_storage(), 0
    storage.forget_leftovers()
    for seen, name in enumerate(storage.list_names(), start=1):
        changed += _rotate(storage, name, anterior)
        if seen % PASO == 0:
            avance(seen)
    return changed


def verify_archivos() -> int:
    """Return how many files the store has, after reading each with CLAVE_CIFRADO. Raises ArchivoIlegible."""
    storage, count = get_storage(), 0
    for name in storage.list_names():
        if not storage.is_encrypted(name):
            raise ArchivoIlegible(name)
        storage.read(name)
        count += 1
    return count


def encrypt_plain_files() -> int:
    """Encrypt every plain file of the store, such as those of a restored backup. Returns how many there were."""
    storage = get_storage()
    return sum(storage.encrypt_plain(name) for name in storage.list_names())


def _rotate(storage: Cifrado, name: str, anterior: str) -> bool:
    if not storage.is_encrypted(name):
        return storage.encrypt_plain(name)
    try:
        storage.read(name)
    except ArchivoIlegible:
        storage.save(name, ContentFile(storage.read(name, key=anterior)))
        return True
    return False
