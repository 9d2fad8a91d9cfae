"""PKCS#12 files as an institution might bring them, good and bad."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


def make_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def make_rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def write_sello(
    path: Path,
    *,
    clave: str = "",
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | None = None,
    signs: bool = True,
    days: tuple[int, int] = (-1, 365),
) -> Path:
    """Write a seal whose certificate is valid from the first to the second day, counted from today."""
    key = key or make_key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Universidad Inventada")])
    now = datetime.now(UTC)
    start, end = (now + day * DAY for day in days)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), start, end)
    others = ("content_commitment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    usage = dict.fromkeys((*others, "encipher_only", "decipher_only"), False)
    builder = builder.add_extension(x509.KeyUsage(digital_signature=signs, key_encipherment=not signs, **usage), True)
    certificate = builder.sign(key, hashes.SHA256())
    encryption = BestAvailableEncryption(clave.encode()) if clave else NoEncryption()
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"sello", key, certificate, None, encryption))
    return path
