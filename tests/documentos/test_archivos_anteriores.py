"""T17: the PDFs that an earlier version stored in clear are served, and the workers encrypt them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from documentos import almacen, handlers
from documentos.models import Documento
from plataforma.bandeja.models import Mensaje
from plataforma.seguridad.almacen import get_storage
from tests.helpers.databases import default_database
from tests.helpers.documentos.factories import emit, emit_listo, login
from tests.helpers.migrations import migrate_to, migrate_to_latest
from tests.helpers.plataforma.database_backends import MOTORES
from tests.helpers.tramites.student import run_outbox


def decrypt_in_place(documento: Documento) -> bytes:
    """Put the file back as the version before encryption stored it. Return its plain content."""
    contenido = almacen.read(documento.archivo)
    Path(default_storage.path(documento.archivo)).write_bytes(contenido)
    return contenido


@pytest.fixture(autouse=True)
def short_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers, "print_documento", lambda documento: f"%PDF {documento.folio}".encode())


@pytest.mark.django_db
def test_a_plain_file_is_served_as_long_as_it_is_the_one_that_was_made(client: Client) -> None:
    documento = emit_listo()
    contenido = decrypt_in_place(documento)
    login(client)
    assert client.get(documento.get_absolute_url()).content == contenido
    Path(default_storage.path(documento.archivo)).write_bytes(b"%PDF altered")
    client.raise_request_exception = False
    assert client.get(documento.get_absolute_url()).status_code == 500


@pytest.mark.django_db
def test_an_encrypted_file_is_served_decrypted(client: Client) -> None:
    documento = emit_listo()
    login(client)
    response = client.get(documento.get_absolute_url())
    assert response.content == f"%PDF {documento.folio}".encode()
    assert response["Content-Length"] == str(len(response.content))


@pytest.mark.django_db
def test_an_encrypted_file_of_another_document_is_not_served(client: Client) -> None:
    one, other = emit_listo(), emit_listo()
    stored = Path(default_storage.path(other.archivo)).read_bytes()
    Path(default_storage.path(one.archivo)).write_bytes(stored)
    login(client)
    client.raise_request_exception = False
    assert client.get(one.get_absolute_url()).status_code == 500


@pytest.mark.parametrize("motor", MOTORES)
def test_T17_after_the_update_the_workers_encrypt_the_files_of_the_earlier_version(
    motor: str, nueva_base: Callable[[str], str], django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "LOTE", 2)
    with django_db_blocker.unblock(), default_database(nueva_base(motor)):
        documentos = [emit_listo() for _ in range(5)]
        emit()  # its file is not made yet
        contenidos = [decrypt_in_place(documento) for documento in documentos[:4]]
        Path(default_storage.path(documentos[4].archivo)).unlink()
        leftover = Path(default_storage.path("documentos/.en-curso/RE-1.dead"))
        leftover.parent.mkdir()
        leftover.write_bytes(b"%PDF half")
        Mensaje.objects.all().delete()
        migrate_to(("documentos", "0001_initial"))
        migrate_to_latest()
        run_outbox()
        assert Mensaje.objects.filter(kind=handlers.CIFRAR, state="done").count() == 4
        assert [almacen.read(documento.archivo) for documento in documentos[:4]] == contenidos
        assert all(get_storage().is_encrypted(documento.archivo) for documento in documentos[:4])
        assert not leftover.exists()


@pytest.mark.django_db
def test_without_documents_the_update_leaves_the_workers_no_work() -> None:
    assert not Mensaje.objects.filter(kind=handlers.CIFRAR).exists()
