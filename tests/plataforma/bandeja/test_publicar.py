"""What a broker that is away costs: a publish fails at once, a lost connection is back soon."""

import socket
import time
from pathlib import Path

import pytest
from kombu import Connection
from kombu.exceptions import OperationalError
from kombu.utils import functional

from imss_portal.celery import app
from plataforma.bandeja import tasks


def publish(url: str) -> float:
    """Seconds until it fails."""
    began = time.monotonic()
    with Connection(url, transport_options=app.conf.broker_transport_options) as broker:
        with pytest.raises(OperationalError):
            tasks.process.apply_async(args=(1,), queue="tramites", retry=False, connection=broker)
        return time.monotonic() - began


def test_F4_a_refused_publish_fails_at_once() -> None:
    """Left to itself, kombu tries for six seconds while the caller waits."""
    assert publish("redis://127.0.0.1:1/0") < 1


@pytest.mark.real
def test_F5_a_publish_to_a_redis_that_hangs_fails_after_the_timeout(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "r.sock"))
        server.listen()
        assert publish(f"redis+socket://{tmp_path}/r.sock") < 2 * app.conf.broker_transport_options["socket_timeout"]


def test_F4_workers_and_beat_never_wait_long_for_redis_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(functional, "sleep", lambda seconds: None)
    waits: list[float] = []
    with app.connection_for_read("redis://127.0.0.1:1/0") as broker, pytest.raises(OperationalError):
        broker.ensure_connection(lambda error, wait: waits.append(wait), 100)  # Celery's own call
    assert len(waits) == 100
    assert max(waits) <= 5
