"""What a broker that does not answer costs: a publish is tried once, and a lost connection is soon opened again."""

import socket
from contextlib import suppress
from pathlib import Path

import pytest
from kombu import Connection
from kombu.exceptions import OperationalError
from kombu.utils import functional

from imss_portal.celery import app
from plataforma.bandeja import tasks


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that kombu would have slept before it tries again; here it does not sleep."""
    slept: list[float] = []
    monkeypatch.setattr(functional, "sleep", slept.append)
    return slept


def publish(url: str) -> None:
    """Publish as the sweep does, to a broker that does not take it."""
    options = app.conf.broker_transport_options
    with Connection(url, transport_options=options) as broker, pytest.raises(OperationalError):
        tasks.process.apply_async(args=(1,), queue="tramites", retry=False, connection=broker)


def test_F4_a_refused_publish_is_not_tried_again(waits: list[float]) -> None:
    """With its own defaults kombu tries for six seconds while the caller waits."""
    publish("redis://127.0.0.1:1/0")
    assert waits == []


@pytest.mark.real
def test_F5_a_publish_to_a_redis_that_hangs_is_given_up_after_one_timeout(tmp_path: Path, waits: list[float]) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "r.sock"))
        server.listen()
        publish(f"redis+socket://{tmp_path}/r.sock")
        assert (count_connections(server), waits) == (1, [])


def count_connections(server: socket.socket) -> int:
    """Return how many clients have connected."""
    server.setblocking(False)
    number = 0
    with suppress(BlockingIOError):
        while True:
            server.accept()[0].close()
            number += 1
    return number


@pytest.mark.usefixtures("waits")
def test_F4_workers_and_beat_never_wait_long_for_redis_to_come_back() -> None:
    announced: list[float] = []
    with app.connection_for_read("redis://127.0.0.1:1/0") as broker, pytest.raises(OperationalError):
        broker.ensure_connection(lambda error, wait: announced.append(wait), 100)  # Celery's own call
    assert len(announced) == 100
    assert max(announced) <= 5
