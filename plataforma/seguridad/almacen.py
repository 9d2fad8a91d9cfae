"""The file store of the portal (STORAGES): files are encrypted, and a file is there whole or not at all."""

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages

from plataforma.seguridad.archivos import decrypt_file, encrypt_file, is_encrypted

EN_CURSO = ".en-curso"  # the folder of files that are being written

if TYPE_CHECKING:
    Base = Storage
else:
    Base = object


class Cifrado(Base):
    """Encrypts what a Django storage stores, and decrypts what it opens. Put it before the class of the storage.

    A plain file of an earlier version is opened as it is, until `encrypt_plain` has encrypted it.
    """

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        if mode != "rb":
            raise ValueError("a file of the store is written by save() alone")
        return ContentFile(self.read(name), name=name)

    def _save(self, name: str, content: "File[bytes]") -> str:
        contenido = b"".join(content.chunks())
        saved: str = super()._save(name, ContentFile(encrypt_file(contenido, nombre=name)))  # type: ignore[misc]
        return saved

    def read(self, name: str, *, key: str | None = None) -> bytes:
        """Return the plain content. `key` replaces CLAVE_CIFRADO. Raises OSError, ArchivoIlegible among them."""
        return decrypt_file(self._read_stored(name), nombre=name, key=key)

    def is_encrypted(self, name: str) -> bool:
        """Tell whether the file is encrypted in the store."""
        return is_encrypted(self._read_stored(name))

    def encrypt_plain(self, name: str) -> bool:
        """Encrypt a plain file in its place. Returns False if it was encrypted before."""
        if self.is_encrypted(name):
            return False
        self.save(name, ContentFile(self.read(name)))
        return True

    def list_names(self, folder: str = "") -> Iterator[str]:
        """Yield the names of all files in the store, without those that are being written."""
        if not self.exists(folder):
            return
        folders, files = self.listdir(folder)
        yield from (os.path.join(folder, name) for name in sorted(files))  # noqa: PTH118 (names of a store, no paths)
        for name in sorted(folders):
            if not name.startswith("."):
                yield from self.list_names(os.path.join(folder, name))  # noqa: PTH118

    def forget_leftovers(self) -> None:
        """Delete what interrupted writes left. Call it while nothing writes."""

    def _read_stored(self, name: str) -> bytes:
        with super()._open(name) as file:  # type: ignore[misc]
            stored: bytes = file.read()
        return stored


class AlmacenLocal(FileSystemStorage):
    """Files under MEDIA_ROOT. A file is replaced in one step, whatever happens to the worker or the disk."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_overwrite": True, **options})

    def _save(self, name: str, content: "File[bytes]") -> str:
        """Write beside the target, wait until the disk has it, then rename: readers see the old file or the new one."""
        path = Path(self.path(name))
        folder = Path(self.path(EN_CURSO))
        for parent in (path.parent, folder):
            parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for leftover in folder.glob(f"{path.stem}.*"):  # of a worker that was killed here
            leftover.unlink(missing_ok=True)
        temporary = folder / f"{path.stem}.{secrets.token_hex(4)}"
        try:
            _write(temporary, b"".join(content.chunks()))
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
        return name


class AlmacenCifrado(Cifrado, AlmacenLocal):
    """The store of documents: encrypted files under MEDIA_ROOT."""

    def forget_leftovers(self) -> None:
        for folder in Path(self.location).rglob(EN_CURSO):
            shutil.rmtree(folder)


def get_storage() -> Cifrado:
    """Return the default storage. Raises ImproperlyConfigured if it does not encrypt."""
    storage = storages["default"]
    if not isinstance(storage, Cifrado):
        raise ImproperlyConfigured("Set STORAGES to a default storage that encrypts files (Cifrado).")
    return storage


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
