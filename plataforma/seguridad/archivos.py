"""The format of an encrypted file: AES-256-GCM under a key derived from CLAVE_CIFRADO (docs/amenazas.md, T17).

A stored file is MARCA, the nonce (12 bytes), and the cipher text with its tag (16 bytes). The name of the file in the
store is authenticated too, so a file in the place of another one cannot be read. A file without MARCA is plain: the
portal stored it before it encrypted files.
"""

import base64
import os
from functools import cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MARCA: Final = b"RUTA\x00\x01"  # the last byte is the version of the format
NONCE_SIZE: Final = 12


class ArchivoIlegible(OSError):
    """The file was changed, belongs to another name, or is under another key. Holds its name in the store."""


@cache
def _cipher(key: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"ruta.archivos")
    return AESGCM(derived.derive(base64.b64decode(key)))


def encrypt_file(contenido: bytes, *, nombre: str) -> bytes:
    """Return the bytes to store for the file `nombre`. They differ each time."""
    nonce = os.urandom(NONCE_SIZE)
    return MARCA + nonce + _cipher(settings.CLAVE_CIFRADO).encrypt(nonce, contenido, _bind(nombre))


def decrypt_file(stored: bytes, *, nombre: str, key: str | None = None) -> bytes:
    """Return the plain content of a stored file; a plain file is returned as it is.

    `key` replaces CLAVE_CIFRADO during a rotation. Raises ArchivoIlegible.
    """
    if not is_encrypted(stored):
        return stored
    start = len(MARCA) + NONCE_SIZE
    try:
        return _cipher(key or settings.CLAVE_CIFRADO).decrypt(stored[len(MARCA) : start], stored[start:], _bind(nombre))
    except (InvalidTag, ValueError):  # ValueError: cut off within the nonce
        raise ArchivoIlegible(nombre) from None


def is_encrypted(stored: bytes) -> bool:
    """Tell whether a stored file is encrypted, under whatever key."""
    return stored.startswith(MARCA)


def _bind(nombre: str) -> bytes:
    return MARCA + nombre.encode()
