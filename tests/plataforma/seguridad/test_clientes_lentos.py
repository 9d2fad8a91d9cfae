"""T21: slow and greedy clients, against a real gunicorn with the threads of the portal."""

import http.client
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from imss_portal.supervisor.servicios import TRABAJADOR
from plataforma.seguridad.trabajador_gunicorn import CABECERA, CUERPO_MAXIMO, DEMASIADO, SIN_LARGO, judge
from tests.helpers.portal.live_portal import find_free_port
from tests.helpers.waiting import LIMITE, wait_until

RAIZ = Path(__file__).resolve().parents[3]
IMPACIENTE = "tests.helpers.plataforma.impatient_worker.Trabajador"
VIVO = b"GET /salud/vivo HTTP/1.1\r\nHost: 127.0.0.1\r\n"
# What a slow client has sent when it begins to wait.
LENTOS = {
    "nothing": b"",
    "half of the headers": VIVO + b"X-Slow: a",
    "half of the body": b"POST /salud/vivo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\na",
}


@contextmanager
def serve(log: Path, worker: str, *, workers: int = 2) -> Iterator[int]:
    port = find_free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    command += ["--workers", str(workers), "--worker-class", worker, "imss_portal.wsgi"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=RAIZ, stdout=output, stderr=output)
        try:
            wait_until(lambda: process.poll() is not None or answers(port), what=lambda: f"starts: {log.read_text()}")
            yield port
        finally:
            process.terminate()
            process.wait(LIMITE)


def answers(port: int) -> bool:
    try:
        return ask(port) == 200
    except ConnectionRefusedError:
        return False


def ask(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMITE)
    connection.request("GET", "/salud/vivo")
    status = connection.getresponse().status
    connection.close()
    return status


def connect(port: int, sent: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=LIMITE)
    connection.sendall(sent)
    return connection


def read_all(connection: socket.socket) -> bytes:
    with connection:
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with serve(tmp_path_factory.mktemp("web") / "log", TRABAJADOR) as port:
        yield port


@pytest.mark.real
@pytest.mark.parametrize("name", LENTOS)
def test_T21_twenty_slow_clients_do_not_stop_the_others(port: int, name: str) -> None:
    """Gunicorn's `gthread` answers nobody while these 20 connections are open."""
    with ExitStack() as stack:
        slow = [stack.enter_context(connect(port, LENTOS[name])) for _ in range(20)]
        for _ in range(30):
            assert ask(port) == 200
            for connection in slow if LENTOS[name] else []:
                connection.sendall(b"a")
        for connection in slow:
            connection.setblocking(False)
            with pytest.raises(BlockingIOError):
                connection.recv(1)


@pytest.mark.real
def test_T21_a_slow_client_that_completes_its_request_is_answered(port: int) -> None:
    with connect(port, b"") as connection:
        for byte in VIVO + b"Connection: close\r\n\r\n":
            connection.sendall(bytes([byte]))
        assert b"200 OK" in read_all(connection)


@pytest.mark.real
def test_one_connection_serves_requests_one_after_the_other_and_two_at_once(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMITE)
    for _ in range(3):
        connection.request("GET", "/salud/vivo")
        assert connection.getresponse().read()
    connection.close()
    both = read_all(connect(port, VIVO + b"\r\n" + VIVO + b"Connection: close\r\n\r\n"))
    assert both.count(b"200 OK") == 2


@pytest.mark.real
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (b"Content-Length: 157286400\r\n\r\n", b"413"),
        (b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", b"411"),
        (b"X-Long: " + b"a" * 40_000, b"431"),
    ],
)
def test_T21_a_greedy_request_is_refused_before_its_body_is_read(port: int, headers: bytes, status: bytes) -> None:
    answer = read_all(connect(port, b"POST /tramites/nss/empezar/ HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers))
    assert answer.startswith(b"HTTP/1.1 " + status)
    assert answer.endswith(b"enviaste.") or "demasiado grande" in answer.decode()


@pytest.mark.real
def test_T21_an_incomplete_request_ends_after_its_time(tmp_path: Path) -> None:
    with serve(tmp_path / "log", IMPACIENTE, workers=1) as port:
        slow = [connect(port, sent) for sent in LENTOS.values()]
        assert [read_all(connection) for connection in slow] == [b"", b"", b""]


@pytest.mark.real
def test_T21_too_many_incomplete_requests_end_the_oldest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(tmp_path / "log", IMPACIENTE, workers=1) as port, ExitStack() as stack:
        first = connect(port, VIVO)
        for _ in range(10):
            stack.enter_context(connect(port, VIVO))
        assert read_all(first) == b""
        assert ask(port) == 200


HEAD = b"POST / HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    ("received", "verdict"),
    [
        (b"", False),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", False),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", True),
        (HEAD + b"Content-Length: 3\r\n\r\nab", False),
        (HEAD + b"content-LENGTH:3\r\n\r\nabc", True),
        (HEAD + b"Content-Length: %d\r\n\r\n" % CUERPO_MAXIMO, False),
        (HEAD + b"Content-Length: %d\r\n\r\n" % (CUERPO_MAXIMO + 1), DEMASIADO),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", SIN_LARGO),
        (b"GET / HTTP/1.1\r\nX: Content-Length: 9\r\n\r\n", True),
        (b"a" * 40_000, CABECERA),
    ],
)
def test_T21_a_request_is_complete_when_its_body_is(received: bytes, verdict: object) -> None:
    assert judge(received) == verdict
