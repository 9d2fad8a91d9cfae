"""Accepting work: a row in the transaction of its cause, and a word to nobody."""

import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.db.models.functions import Now

from plataforma.bandeja.handlers import register
from plataforma.bandeja.models import Latido, Mensaje
from plataforma.bandeja.selectors import count_dead, get_silent_queues
from plataforma.bandeja.services import enqueue, note_latido, replay
from plataforma.bandeja.trabajo import work_on
from tests.helpers.app.handlers import note
from tests.helpers.plataforma.outbox import accept, effects
from tests.helpers.waiting import LIMITE

pytestmark = pytest.mark.usefixtures("base")


def test_outside_a_transaction_it_raises() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        enqueue(kind="apoyo.efecto", payload={"clave": "a"}, dedup_key="a")
    assert not Mensaje.objects.exists()


def test_it_stands_and_falls_with_its_cause() -> None:
    with transaction.atomic():
        enqueue(kind="apoyo.efecto", payload={"clave": "a"}, dedup_key="a")
        transaction.set_rollback(True)
    assert not Mensaje.objects.exists()


def test_a_row_is_pending_and_due_at_once() -> None:
    mensaje = accept()
    assert (mensaje.state, mensaje.queue, mensaje.attempts) == (Mensaje.Estado.PENDIENTE, "tramites", 0)
    assert mensaje.payload == {"clave": "a"}
    assert (mensaje.published_at, mensaje.lease_until, mensaje.token) == (None, None, None)
    assert Mensaje.objects.filter(available_at__lte=Now(), created_at__lte=Now()).exists()


def test_the_same_key_is_accepted_once_ever() -> None:
    first = accept()
    accept()
    assert work_on(first.pk)
    with transaction.atomic():
        enqueue(kind="apoyo.cadena", payload={"clave": "b"}, dedup_key="a")
    assert Mensaje.objects.get().state == Mensaje.Estado.HECHO
    assert effects() == ["a"]


def test_a_delay_counts_from_the_database_clock() -> None:
    mensaje = accept(delay=timedelta(hours=1))
    assert not work_on(mensaje.pk)
    hour = timedelta(hours=1)
    due = Mensaje.objects.filter(available_at__gt=Now() + hour - timedelta(minutes=1), available_at__lte=Now() + hour)
    assert due.exists()


def test_a_handler_may_enqueue_with_a_delay() -> None:
    assert work_on(accept(kind="apoyo.luego").pk)
    follow_on = Mensaje.objects.get(dedup_key="a/luego")
    assert follow_on.state == Mensaje.Estado.PENDIENTE
    assert not work_on(follow_on.pk)


def test_unknown_kinds_and_queues_are_refused() -> None:
    with pytest.raises(KeyError), transaction.atomic():
        enqueue(kind="apoyo.nadie", payload={}, dedup_key="a")
    with pytest.raises(ValueError, match="queues"):
        register("apoyo.otra", queue="otra", commit=note)


def test_F4_it_neither_connects_to_anything_nor_needs_the_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    accept("antes")  # the database's own connection is made

    def refuse(*args: Any) -> NoReturn:
        raise AssertionError("somebody opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert accept().state == Mensaje.Estado.PENDIENTE


WEB = """
import sys, django
django.setup()
import imss_portal.urls
from django.core.management import call_command
from django.db import transaction
from plataforma.bandeja.services import enqueue
call_command("migrate", "bandeja", verbosity=0)
with transaction.atomic():
    enqueue(kind="apoyo.efecto", payload={"clave": "a"}, dedup_key="a")
print(*sorted({"plataforma.bandeja.tasks", "redis", "kombu.transport.redis"} & set(sys.modules)))
"""


@pytest.mark.real
def test_F4_the_web_process_loads_neither_the_tasks_nor_redis(tmp_path: Path) -> None:
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": "sqlite://:memory:",
        "VAR_DIR": str(tmp_path),
    }
    done = subprocess.run([sys.executable, "-c", WEB], env=environment, capture_output=True, text=True, timeout=LIMITE)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_a_dead_message_is_replayed_once(settings: LazySettings) -> None:
    settings.BANDEJA_ATTEMPTS = 1
    mensaje = accept(kind="apoyo.falla")
    assert not work_on(mensaje.pk)
    assert count_dead() == 1
    assert replay(mensaje)
    assert not replay(mensaje)
    mensaje.refresh_from_db()
    assert (mensaje.state, mensaje.attempts, mensaje.published_at) == (Mensaje.Estado.PENDIENTE, 0, None)
    assert not work_on(mensaje.pk)
    assert count_dead() == 1


def test_nothing_but_a_dead_message_is_replayed() -> None:
    mensaje = accept()
    assert not replay(mensaje)
    work_on(mensaje.pk)
    assert not replay(mensaje)
    assert effects() == ["a"]


def test_heartbeats_tell_which_queue_is_silent() -> None:
    assert get_silent_queues() == ["correo", "documentos", "tramites"]
    note_latido("correo")
    note_latido("correo")
    assert get_silent_queues() == ["documentos", "tramites"]
    Latido.objects.update(momento=Now() - timedelta(seconds=31))
    assert "correo" in get_silent_queues()
