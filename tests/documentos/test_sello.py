"""The seal, verified by a program that shares nothing with ours."""

import base64
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from documentos.management.commands.crear_sello import create_sello
from documentos.sello import SelloInservible, check_sello, is_sealed, seal
from tests.helpers.documentos.seals import make_rsa_key, write_sello

CADENA = "||1.0|RE-7K3M-92QX|nss|Núñez||"


def openssl(*args: str | Path) -> str:
    return subprocess.run(["openssl", *args], check=True, capture_output=True, text=True).stdout


def test_openssl_verifies_a_seal(tmp_path: Path) -> None:
    sello = seal(CADENA)
    (tmp_path / "pem").write_text(sello.pem)
    (tmp_path / "cadena").write_text(CADENA)
    (tmp_path / "firma").write_bytes(base64.b64decode(sello.valor))
    (tmp_path / "publica").write_text(openssl("x509", "-in", tmp_path / "pem", "-pubkey", "-noout"))
    verify = ("dgst", "-sha256", "-verify", tmp_path / "publica", "-signature", tmp_path / "firma")
    assert openssl(*verify, tmp_path / "cadena") == "Verified OK\n"
    assert openssl("x509", "-in", tmp_path / "pem", "-serial", "-noout") == f"serial={sello.numero_serie}\n"


def test_the_same_cadena_has_the_same_seal() -> None:
    assert seal(CADENA) == seal(CADENA)


@pytest.mark.parametrize("valor", ["", "no es Base64", "AAAA", seal.__name__])
def test_what_is_no_seal_is_refused(valor: str) -> None:
    assert not is_sealed(CADENA, sello=valor, pem=seal(CADENA).pem)


def test_another_cadena_or_another_key_is_refused(tmp_path: Path, settings: Settings) -> None:
    sello = seal(CADENA)
    assert is_sealed(CADENA, sello=sello.valor, pem=sello.pem)
    assert not is_sealed(CADENA.replace("ñ", "n"), sello=sello.valor, pem=sello.pem)
    settings.SELLO_PKCS12, settings.SELLO_CLAVE = str(tmp_path / "otro.p12"), "secreta"
    create_sello(tmp_path / "otro.p12", "secreta")
    assert seal(CADENA).numero_serie != sello.numero_serie
    assert not is_sealed(CADENA, sello=sello.valor, pem=seal(CADENA).pem)


def test_without_a_seal_the_error_says_what_to_do(tmp_path: Path, settings: Settings) -> None:
    settings.SELLO_PKCS12 = str(tmp_path / "falta.p12")
    with pytest.raises(ImproperlyConfigured, match="crear_sello"):
        seal(CADENA)


def test_another_kind_of_key_is_refused(tmp_path: Path, settings: Settings, pkcs12: Path) -> None:
    path = tmp_path / "p384.p12"
    path.write_bytes(_pkcs12_of(ec.generate_private_key(ec.SECP384R1())))
    settings.SELLO_PKCS12 = str(path)
    with pytest.raises(ImproperlyConfigured, match="P-256"):
        seal(CADENA)


def _pkcs12_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return pkcs12.serialize_key_and_certificates(b"x", key, None, None, NoEncryption())


def test_crear_sello_is_idempotent_and_private(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "nuevo" / "sello.p12"
    settings.SELLO_PKCS12 = str(path)
    call_command("crear_sello")
    first = path.read_bytes()
    call_command("crear_sello")
    assert path.read_bytes() == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [item.name for item in path.parent.iterdir()] == ["sello.p12"]
    assert capsys.readouterr().out.split() == ["Creado", str(path), "Ya", "existe", str(path)]
    assert "demostración" in x509.load_pem_x509_certificate(seal(CADENA).pem.encode()).subject.rfc4514_string()


@pytest.fixture
def produccion(settings: Settings) -> Settings:
    settings.MODO_DEMOSTRACION = False
    return settings


def test_T22_a_seal_of_the_institution_can_be_used(tmp_path: Path, produccion: Settings) -> None:
    produccion.SELLO_PKCS12, produccion.SELLO_CLAVE = str(write_sello(tmp_path / "p12", clave="secreta")), "secreta"
    check_sello(ahora=timezone.now())
    assert is_sealed(CADENA, sello=seal(CADENA).valor, pem=seal(CADENA).pem)


MALOS = {
    "missing": (lambda path: path, "No hay sello"),
    "no PKCS#12": (lambda path: path.write_text("hola") and path, "SELLO_CLAVE no abre el sello"),
    "another passphrase": (lambda path: write_sello(path, clave="otra"), "SELLO_CLAVE no abre el sello"),
    "RSA": (lambda path: write_sello(path, key=make_rsa_key()), "usa una llave RSA"),
    "expired": (lambda path: write_sello(path, days=(-9, -1)), "El sello venció el"),
    "not valid yet": (lambda path: write_sello(path, days=(2, 9)), "El sello vale a partir del"),
    "not for signatures": (lambda path: write_sello(path, signs=False), "no permite firmar documentos"),
    "of the demonstration": (lambda path: create_sello(path, "") or path, "es de la demostración"),
}


@pytest.mark.parametrize("name", MALOS)
def test_T22_check_sello_says_why_a_seal_cannot_be_used(tmp_path: Path, produccion: Settings, name: str) -> None:
    make, sentence = MALOS[name]
    produccion.SELLO_PKCS12, produccion.SELLO_CLAVE = str(make(tmp_path / "malo.p12")), ""
    with pytest.raises(SelloInservible, match=sentence):
        check_sello(ahora=timezone.now())


def test_T22_a_folder_in_the_place_of_the_seal_gives_a_sentence(tmp_path: Path, produccion: Settings) -> None:
    produccion.SELLO_PKCS12 = str(tmp_path)
    with pytest.raises(SelloInservible, match="no puede leer"):
        check_sello(ahora=timezone.now())


def test_T22_crear_sello_makes_no_seal_in_production(tmp_path: Path, produccion: Settings) -> None:
    produccion.SELLO_PKCS12 = str(tmp_path / "sello.p12")
    with pytest.raises(CommandError, match="solo sirve en una demostración"):
        call_command("crear_sello")
    assert list(tmp_path.iterdir()) == []
