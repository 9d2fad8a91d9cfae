"""The one door to the sealing key: ECDSA P-256 with SHA-256, from a PKCS#12 file.

The key stays in this process's memory: never in the database, a log or a message. A new key needs a restart.
"""

import base64
import binascii
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# Deterministic (RFC 6979): a weak random source cannot give the key away.
SIGNING = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
VERIFYING = ec.ECDSA(hashes.SHA256())


@dataclass(frozen=True)
class Sello:
    """A seal and the certificate to verify it with."""

    valor: str
    numero_serie: str
    pem: str


@dataclass(frozen=True)
class _Llave:
    key: ec.EllipticCurvePrivateKey
    numero_serie: str
    pem: str


def seal(cadena: str) -> Sello:
    """Sign the cadena original. The value is Base64."""
    llave = _load(settings.SELLO_PKCS12, settings.SELLO_CLAVE)
    firma = llave.key.sign(cadena.encode(), SIGNING)
    return Sello(valor=base64.b64encode(firma).decode(), numero_serie=llave.numero_serie, pem=llave.pem)


def is_sealed(cadena: str, *, sello: str, pem: str) -> bool:
    """Tell whether this seal was made of this cadena with the key of this certificate."""
    try:
        firma = base64.b64decode(sello, validate=True)
        _public_key(pem).verify(firma, cadena.encode(), VERIFYING)
    except (InvalidSignature, binascii.Error):
        return False
    return True


def format_serie(serial: int) -> str:
    """Return a certificate's serial number as openssl prints it: whole bytes in hexadecimal."""
    return serial.to_bytes((serial.bit_length() + 7) // 8, "big").hex().upper()


@cache
def _load(path: str, clave: str) -> _Llave:
    if not path or not Path(path).is_file():
        raise ImproperlyConfigured(
            "There is no seal. Run «manage.py crear_sello», or set SELLO_PKCS12 to the PKCS#12 file of the institution."
        )
    key, certificate, _ = pkcs12.load_key_and_certificates(Path(path).read_bytes(), clave.encode() or None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1) or not certificate:
        raise ImproperlyConfigured("SELLO_PKCS12 must hold a P-256 key (prime256v1) and its certificate.")
    return _Llave(
        key=key,
        numero_serie=format_serie(certificate.serial_number),
        pem=certificate.public_bytes(Encoding.PEM).decode(),
    )


@cache
def _public_key(pem: str) -> ec.EllipticCurvePublicKey:
    key = x509.load_pem_x509_certificate(pem.encode()).public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError("not a P-256 certificate")
    return key
