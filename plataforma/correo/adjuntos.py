"""The files that a mail attaches: by their names in the default storage, never as bytes in the row."""

import hashlib
from typing import NamedTuple

from django.core.files.storage import default_storage


class AdjuntoAlterado(Exception):
    """The stored file is not the one that the mail was to attach. Holds its name in the store."""


class Adjunto(NamedTuple):
    """A file name that the reader sees, a name in the store, and the SHA-256 of the plain file, which may be empty."""

    nombre: str
    archivo: str
    sha256: str = ""

    def read(self) -> bytes:
        """Return the plain file. Raises OSError, AdjuntoAlterado."""
        with default_storage.open(self.archivo) as file:
            contenido: bytes = file.read()
        if self.sha256 and hashlib.sha256(contenido).hexdigest() != self.sha256:
            raise AdjuntoAlterado(self.archivo)
        return contenido
