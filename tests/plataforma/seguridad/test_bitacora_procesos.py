"""T18: Celery and gunicorn, each in a process of its own, write what the web writes."""

import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.helpers.plataforma.planted_secrets import CURP, DOMICILIO, NSS, assert_clean
from tests.helpers.waiting import LIMITE, wait_until

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.real


def run(code: str, **env: str) -> str:
    """Return what a process of its own writes to its two streams."""
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **env}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


CELERY = """
import django
from imss_portal.celery import app
django.setup()
from celery.app.trace import build_tracer
from plataforma.bandeja.tasks import process
import tests.helpers.plataforma.planted_secrets as plantado
app.log.setup(loglevel="INFO", redirect_stdouts=True)
process.run = lambda mensaje_id: plantado.fail_with_everything({})
build_tracer("bandeja.process", process, app=app)("0-1", (plantado.CURP,), {}, {"hostname": "tramites@portal"})
"""


def test_T18_celery_writes_the_same_lines() -> None:
    text = run(CELERY)
    assert_clean(text)
    lines = [json.loads(line) for line in text.splitlines()]
    (line,) = [line for line in lines if line["nivel"] == "ERROR"]
    assert line["error"] == "RuntimeError < ValueError"
    assert line["mensaje"].startswith("Task bandeja.process[")


def test_T18_gunicorn_writes_the_same_lines(tmp_path: Path) -> None:
    log, socket = tmp_path / "web.log", tmp_path / "web.sock"
    command = [sys.executable, "-m", "gunicorn", "--bind", f"unix:{socket}", "--logger-class"]
    command += ["plataforma.seguridad.bitacora_gunicorn.Logger", "tests.helpers.plataforma.failing_wsgi"]
    with log.open("wb") as output:
        child = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
    try:
        ask(socket, f"GET /{quote(DOMICILIO)}/{CURP} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        ask(socket, f"{CURP} {NSS} {DOMICILIO}\r\n\r\n".encode())
        ask(socket, f"GET / HTTP/1.1\r\n{DOMICILIO} {NSS}\r\n\r\n".encode())
    finally:
        child.terminate()
        child.wait(LIMITE)
    text = log.read_text()
    assert_clean(text)
    messages = [json.loads(line)["mensaje"] for line in text.splitlines()]
    assert "Invalid request" in messages
    assert any(message.startswith("Error handling request") for message in messages)


def ask(path: Path, request: bytes) -> None:
    """Send it as it is, and read until the server hangs up."""
    with socket.socket(socket.AF_UNIX) as client:

        def connect() -> bool:
            with suppress(OSError):
                client.connect(str(path))
                return True
            return False

        wait_until(connect, what=f"a server listens at {path}")
        client.sendall(request)
        while client.recv(4096):
            pass
