import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documentos.sello import MARCA

VALIDITY = timedelta(days=5 * 365)


class Command(BaseCommand):
    """Make a self-signed seal, once."""

    help = "Crea el sello de demostración (autofirmado) en SELLO_PKCS12. Si ya existe, no lo toca."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MODO_DEMOSTRACION:
            raise CommandError("Este sello solo sirve en una demostración. El README dice cómo hacer el de producción.")
        path = Path(settings.SELLO_PKCS12)
        try:
            create_sello(path, settings.SELLO_CLAVE)
        except FileExistsError:
            self.stdout.write(f"Ya existe {path}")
        else:
            self.stdout.write(f"Creado {path}")


def create_sello(path: Path, clave: str) -> None:
    """Write a new key and its certificate, readable by this user only. Raises FileExistsError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = ec.generate_private_key(ec.SECP256R1())
    encryption = BestAvailableEncryption(clave.encode()) if clave else NoEncryption()
    content = pkcs12.serialize_key_and_certificates(b"sello", key, make_certificate(key), None, encryption)
    _write_once(path, content)


def _write_once(path: Path, content: bytes) -> None:
    """Make the file whole or not at all, and never over another. Raises FileExistsError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        path.hardlink_to(temporary)
    finally:
        temporary.unlink(missing_ok=True)


def make_certificate(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    """Return a self-signed certificate that may sign documents and nothing else."""
    nombre = f"{settings.PORTAL_NOMBRE} {MARCA}"
    subject = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, nombre), x509.NameAttribute(NameOID.COUNTRY_NAME, "MX")]
    )
    now = datetime.now(UTC).replace(microsecond=0)
    builder = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number(), now, now + VALIDITY)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, hashes.SHA256())


def _usage() -> x509.KeyUsage:
    others = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    never = dict.fromkeys((*others, "encipher_only", "decipher_only"), False)
    return x509.KeyUsage(digital_signature=True, content_commitment=True, **never)
