"""The one door to the sealing key: ECDSA P-256 with SHA-256, from a PKCS#12 file.

The key stays in this process's memory: never in the database, a log or a message. A new key needs a restart.
`check_sello` says in a Spanish sentence why a seal cannot be used.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# Deterministic (RFC 6979): a weak random source cannot give the key away.
SIGNING = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
VERIFYING = ec.ECDSA(hashes.SHA256())
MARCA: Final = "(demostración)"  # ends the name in the certificates that `crear_sello` makes


class SelloInservible(ImproperlyConfigured):
    """The seal is missing or cannot be used. The text is a Spanish sentence for the staff who run the portal."""


@dataclass(frozen=True)
class Sello:
    """A seal and the certificate to verify it with."""

    valor: str
    numero_serie: str
    pem: str


@dataclass(frozen=True)
class _Llave:
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
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


def check_sello(*, ahora: datetime) -> None:
    """Raise SelloInservible if the seal cannot be used now. Only a demonstration may use a seal of `crear_sello`."""
    certificate = _load(settings.SELLO_PKCS12, settings.SELLO_CLAVE).certificate
    desde, hasta = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if ahora < desde:
        raise SelloInservible(f"El sello vale a partir del {desde:%d/%m/%Y}. Revisa el reloj de esta máquina.")
    if ahora > hasta:
        raise SelloInservible(f"El sello venció el {hasta:%d/%m/%Y}. Consigue otro.")
    if _is_de_demostracion(certificate) and not settings.MODO_DEMOSTRACION:
        raise SelloInservible("El sello es de la demostración. Pon en SELLO_PKCS12 el de la institución.")


def _is_de_demostracion(certificate: x509.Certificate) -> bool:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return any(str(name.value).endswith(MARCA) for name in names)


@cache
def _load(path: str, clave: str) -> _Llave:
    key, certificate = _read(path, clave)
    if isinstance(key, rsa.RSAPrivateKey):
        raise SelloInservible("El sello usa una llave RSA. Hace falta una de curva elíptica P-256 (prime256v1).")
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise SelloInservible("El archivo de SELLO_PKCS12 no tiene una llave P-256 (prime256v1).")
    if certificate is None or certificate.public_key() != key.public_key():
        raise SelloInservible("El archivo de SELLO_PKCS12 no tiene el certificado de su llave P-256.")
    if not _may_sign(certificate):
        raise SelloInservible("El certificado del sello no permite firmar documentos (digitalSignature).")
    return _Llave(
        key=key,
        certificate=certificate,
        numero_serie=format_serie(certificate.serial_number),
        pem=certificate.public_bytes(Encoding.PEM).decode(),
    )


def _read(path: str, clave: str) -> tuple[Any, x509.Certificate | None]:
    try:
        content = Path(path).read_bytes()
    except FileNotFoundError:
        hint = " Créalo con manage.py crear_sello." if settings.MODO_DEMOSTRACION else ""
        raise SelloInservible(f"No hay sello: falta el archivo de SELLO_PKCS12 ({path}).{hint}") from None
    except OSError:
        raise SelloInservible(f"El portal no puede leer el archivo de SELLO_PKCS12 ({path}).") from None
    try:
        return pkcs12.load_key_and_certificates(content, clave.encode() or None)[:2]
    except (ValueError, TypeError):  # the library does not tell a wrong passphrase from a damaged file
        raise SelloInservible("SELLO_CLAVE no abre el sello, o su archivo está dañado.") from None


def _may_sign(certificate: x509.Certificate) -> bool:
    """Return whether the certificate allows signatures. A certificate without key usage allows everything."""
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature
    except x509.ExtensionNotFound:
        return True


@cache
def _public_key(pem: str) -> ec.EllipticCurvePublicKey:
    key = x509.load_pem_x509_certificate(pem.encode()).public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError("not a P-256 certificate")
    return key
