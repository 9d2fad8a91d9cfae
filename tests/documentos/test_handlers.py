"""From the outbox to the file: repeated, interrupted, with the disk full."""

import errno
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db.models.functions import Now
from django.test import Client

from documentos import almacen, handlers
from documentos.services import Seguimiento
from plataforma.bandeja import handlers as bandeja
from plataforma.bandeja import trabajo
from plataforma.bandeja.handlers import Payload
from plataforma.bandeja.models import Mensaje
from plataforma.seguridad import almacen as almacen_cifrado
from tests.helpers.documentos.factories import emit, emit_listo, get_mensaje, login

pytestmark = pytest.mark.django_db


@pytest.fixture
def follow(monkeypatch: pytest.MonkeyPatch) -> str:
    """A kind of message that this test handles."""

    def nothing(payload: Payload, result: object) -> None:
        return None

    monkeypatch.setattr(bandeja, "_handlers", dict(bandeja._handlers))
    bandeja.register("prueba.sigue", queue="tramites", commit=nothing)
    return "prueba.sigue"


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """Let only `room` bytes of a file reach the disk: the rest of the write fails, and what was written lies there."""

    def write(path: Path, contenido: bytes) -> None:
        path.write_bytes(contenido[:room])
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(almacen_cifrado, "_write", write)
        yield


def files() -> list[Path]:
    return [path for path in Path(default_storage.path("")).rglob("*") if path.is_file()]


@pytest.mark.pdf
def test_the_worker_makes_the_file_and_the_row_names_it() -> None:
    documento = emit_listo()
    contenido = almacen.read(documento.archivo)
    assert contenido.startswith(b"%PDF-1.7")
    assert (documento.tamano, documento.sha256) == (len(contenido), hashlib.sha256(contenido).hexdigest())
    assert [path.stat().st_mode & 0o777 for path in files()] == [0o600]


def test_what_follows_is_enqueued_once(follow: str) -> None:
    documento = emit_listo(al_terminar=Seguimiento(kind=follow, payload={"solicitud": "x"}))
    mensaje = get_mensaje(documento)
    handlers.commit(mensaje.payload, handlers.prepare(mensaje.payload))
    assert [item.payload for item in Mensaje.objects.filter(kind=follow)] == [{"solicitud": "x"}]


def test_F1_a_worker_killed_after_storing_leaves_what_the_next_one_overwrites() -> None:
    documento = emit()
    payload = get_mensaje(documento).payload
    killed = handlers.prepare(payload)
    assert handlers.prepare(payload) == killed
    handlers.commit(payload, killed)
    assert [path.name for path in files()] == [f"{documento.folio}.pdf"]


def test_F1_a_worker_killed_while_writing_leaves_nothing_for_long() -> None:
    documento = emit()
    folder = Path(default_storage.path(".en-curso"))
    folder.mkdir(parents=True)
    (folder / f"{documento.folio}.dead").write_bytes(b"%PDF-1.7 half")
    (folder / "RE-other.alive").write_bytes(b"another document's")
    assert trabajo.work_on(get_mensaje(documento).pk)
    assert sorted(path.name for path in files()) == [f"{documento.folio}.pdf", "RE-other.alive"]


def test_a_file_that_a_row_names_is_never_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    documento = emit_listo()
    before = (documento.archivo, documento.tamano, documento.sha256)
    monkeypatch.setattr(handlers, "print_documento", lambda documento: b"as another version would print it")
    payload = get_mensaje(documento).payload
    handlers.commit(payload, handlers.prepare(payload))
    documento.refresh_from_db()
    assert (documento.archivo, documento.tamano, documento.sha256) == before
    assert hashlib.sha256(almacen.read(documento.archivo)).hexdigest() == documento.sha256


@pytest.mark.parametrize("room", [0, 4096, 10**6])
def test_F14_with_the_disk_full_no_file_appears_and_the_work_is_retried(room: int, client: Client) -> None:
    documento = emit()
    mensaje = get_mensaje(documento)
    with full_disk(room):
        assert not trabajo.work_on(mensaje.pk)
    mensaje.refresh_from_db()
    assert mensaje.last_error.startswith("OSError at test_handlers.py")
    assert files() == []
    login(client)
    assert client.get(documento.get_absolute_url()).status_code == 404
    Mensaje.objects.filter(pk=mensaje.pk).update(available_at=Now())
    assert trabajo.work_on(mensaje.pk)
    assert client.get(documento.get_absolute_url()).status_code == 200


def test_F14_a_failed_write_leaves_the_former_file_whole() -> None:
    almacen.store("documentos/x.pdf", b"former" * 1000)
    with full_disk(3000), pytest.raises(OSError) as caught:  # noqa: PT011 (its errno is asked below)
        almacen.store("documentos/x.pdf", b"latter" * 1000)
    assert caught.value.errno == errno.ENOSPC
    assert almacen.read("documentos/x.pdf") == b"former" * 1000


@pytest.mark.parametrize("contenido", [b"", b"%PDF-1.7 truncated", b"altered"])
def test_F14_a_file_that_is_not_the_one_that_was_made_is_never_served(contenido: bytes, client: Client) -> None:
    documento = emit_listo()
    Path(default_storage.path(documento.archivo)).write_bytes(contenido)
    login(client)
    client.raise_request_exception = False
    response = client.get(documento.get_absolute_url())
    assert response.status_code == 500
    assert response["Content-Type"].startswith("text/html")


def test_a_message_for_a_row_without_data_is_reported_without_them() -> None:
    documento = emit()
    documento.datos = {}
    documento.save(update_fields=["datos"])
    assert not trabajo.work_on(get_mensaje(documento).pk)
    assert get_mensaje(documento).last_error.startswith("KeyError at models.py")
