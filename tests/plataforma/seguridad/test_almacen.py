"""T17: the file store encrypts what it stores, and gives its files another key."""

import base64
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from plataforma.seguridad.almacen import get_storage
from plataforma.seguridad.archivos import MARCA, ArchivoIlegible, decrypt_file, encrypt_file, is_encrypted
from plataforma.seguridad.rotacion_archivos import rotate_archivos, verify_archivos

PDF = b"%PDF-1.7 PEGL050909MJCRMSZ1 61250600774"
NOMBRE = "documentos/2026/11/RE-1.pdf"
VIEJA = base64.b64encode(b"v" * 64).decode()
NUEVA = base64.b64encode(b"n" * 64).decode()


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def store(nombre: str = NOMBRE, contenido: bytes = PDF) -> Path:
    assert default_storage.save(nombre, ContentFile(contenido)) == nombre
    return Path(default_storage.path(nombre))


def store_plain(media: Path, nombre: str = NOMBRE, contenido: bytes = PDF) -> Path:
    """Store a file as the version before encryption did."""
    path = media / nombre
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(contenido)
    return path


def read(nombre: str = NOMBRE) -> bytes:
    with default_storage.open(nombre) as file:
        return bytes(file.read())


@given(st.binary(max_size=300), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_an_encrypted_file_comes_back_as_it_was_and_shows_nothing(contenido: bytes, nombre: str) -> None:
    stored = encrypt_file(contenido, nombre=nombre)
    assert is_encrypted(stored)
    assert decrypt_file(stored, nombre=nombre) == contenido
    assert len(contenido) < 4 or contenido not in stored[len(MARCA) :]
    assert encrypt_file(contenido, nombre=nombre) != stored


@given(st.data())
def test_a_changed_byte_of_an_encrypted_file_is_noticed(data: st.DataObject) -> None:
    raw = bytearray(encrypt_file(PDF, nombre=NOMBRE))
    raw[data.draw(st.integers(len(MARCA), len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ArchivoIlegible):
        decrypt_file(bytes(raw), nombre=NOMBRE)


@pytest.mark.parametrize("length", [len(MARCA), len(MARCA) + 5, len(MARCA) + 12, len(MARCA) + 20])
def test_a_truncated_encrypted_file_is_noticed(length: int) -> None:
    with pytest.raises(ArchivoIlegible):
        decrypt_file(encrypt_file(PDF, nombre=NOMBRE)[:length], nombre=NOMBRE)


def test_T17_a_stolen_file_shows_nothing_of_the_document() -> None:
    stored = store().read_bytes()
    for planted in (b"%PDF", b"PEGL", b"61250600774", PDF):
        assert planted not in stored
    assert read() == PDF


def test_T17_another_key_does_not_open_the_files(settings: Settings) -> None:
    store()
    settings.CLAVE_CIFRADO = NUEVA
    with pytest.raises(ArchivoIlegible):
        read()


def test_T17_a_file_in_the_place_of_another_file_is_not_opened(media: Path) -> None:
    path = store()
    other = path.with_name("RE-2.pdf")
    path.rename(other)
    with pytest.raises(ArchivoIlegible):
        read("documentos/2026/11/RE-2.pdf")


def test_a_file_of_the_same_name_is_overwritten() -> None:
    store()
    store(contenido=b"latter")
    assert read() == b"latter"


def test_a_file_of_the_store_cannot_be_opened_for_writing() -> None:
    store()
    with pytest.raises(ValueError, match="save"):
        default_storage.open(NOMBRE, "wb")


def test_T17_a_plain_file_of_an_earlier_version_is_read_until_it_is_encrypted(media: Path) -> None:
    path = store_plain(media)
    assert read() == PDF
    out = StringIO()
    call_command("cifrar_archivos", stdout=out)
    assert out.getvalue() == "Archivos cifrados: 1\n"
    assert b"PEGL" not in path.read_bytes()
    assert read() == PDF
    assert path.stat().st_mode & 0o777 == 0o600
    call_command("cifrar_archivos", stdout=out)
    assert out.getvalue().endswith("Archivos cifrados: 0\n")


def test_the_command_encrypts_nothing_before_the_first_document() -> None:
    out = StringIO()
    call_command("cifrar_archivos", stdout=out)
    assert out.getvalue() == "Archivos cifrados: 0\n"


def test_T17_a_rotation_gives_every_file_the_new_key(media: Path, settings: Settings) -> None:
    settings.CLAVE_CIFRADO = VIEJA
    store("documentos/a.pdf", b"a")
    store("documentos/2026/b.pdf", b"b")
    store_plain(media, "documentos/c.pdf", b"c")
    leftover = store_plain(media, ".en-curso/RE-1.dead")
    settings.CLAVE_CIFRADO = NUEVA
    store("documentos/d.pdf", b"d")  # before the rotation was stopped
    assert rotate_archivos(anterior=VIEJA, avance=lambda seen: None) == 3
    assert verify_archivos() == 4
    assert [read(f"documentos/{name}.pdf") for name in ("a", "2026/b", "c", "d")] == [b"a", b"b", b"c", b"d"]
    assert not leftover.exists()
    assert rotate_archivos(anterior=VIEJA, avance=lambda seen: None) == 0


def test_T17_verification_names_a_plain_file(media: Path) -> None:
    store_plain(media)
    with pytest.raises(ArchivoIlegible, match=NOMBRE):
        verify_archivos()


@pytest.mark.django_db
def test_T17_the_rotation_command_names_a_file_that_neither_key_opens(settings: Settings) -> None:
    settings.CLAVE_CIFRADO = base64.b64encode(b"o" * 64).decode()
    store()
    settings.CLAVE_CIFRADO, settings.CLAVE_CIFRADO_ANTERIOR = NUEVA, VIEJA
    with pytest.raises(CommandError, match=f"abre el archivo {NOMBRE}"):
        call_command("rotar_clave", stdout=StringIO())


@pytest.mark.django_db
def test_T17_the_rotation_command_reports_the_files(settings: Settings) -> None:
    settings.CLAVE_CIFRADO = VIEJA
    store()
    settings.CLAVE_CIFRADO, settings.CLAVE_CIFRADO_ANTERIOR = NUEVA, VIEJA
    out = StringIO()
    call_command("rotar_clave", stdout=out)
    assert "archivos: 1 pasaron a la clave nueva" in out.getvalue()
    assert " y 1 archivos se leen con la clave nueva" in out.getvalue()
    assert read() == PDF


def test_a_store_that_does_not_encrypt_is_refused(settings: Settings) -> None:
    plain = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": plain}
    with pytest.raises(ImproperlyConfigured, match="Set STORAGES"):
        get_storage()
