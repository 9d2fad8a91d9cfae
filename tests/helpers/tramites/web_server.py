"""A real web server (gunicorn) for tests, and a simple HTTP client that acts as a browser."""

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

from tests.helpers import ROOT
from tests.helpers.console import Consola
from tests.helpers.portal.live_portal import find_free_port
from tests.helpers.waiting import LIMITE, wait_until


@dataclass(frozen=True)
class Respuesta:
    """A response of the web server to a request of `Navegador`."""

    status: int
    destino: str
    body: str
    cookies: SimpleCookie


@dataclass
class Sitio:
    """A running web server with two processes. Each process has ten threads."""

    puerto: int
    consola: Consola
    alumnos: list[dict[str, str]] = field(default_factory=list)

    def ask(self, orden: str, *args: str, en: str = "tests.helpers.tramites.server_side_students") -> Any:
        """Call the function `orden` of the module `en` in another process.

        This process uses the database of the web server. Returns the result of the function.
        """
        code = f"import json; from {en} import {orden}; print(json.dumps({orden}(*{args!r})))"
        return json.loads(self.consola.run(code))


class Navegador:
    """A browser that stores cookies, but does not follow redirects."""

    def __init__(self, sitio: Sitio) -> None:
        self.sitio = sitio
        self.cookies: dict[str, str] = {}

    def send(self, method: str, path: str, datos: dict[str, str] | None = None) -> Respuesta:
        """Send a request with the cookies of this browser.

        This method does not store the cookies of the response. The method `take` stores them.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.sitio.puerto, timeout=LIMITE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if datos is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(datos or {}), headers)
        answer = connection.getresponse()
        cookies: SimpleCookie = SimpleCookie()
        for value in answer.headers.get_all("Set-Cookie") or []:
            cookies.load(value)
        found = Respuesta(answer.status, answer.headers.get("Location", ""), answer.read().decode(), cookies)
        connection.close()
        return found

    def take(self, answer: Respuesta) -> Respuesta:
        """Store the cookies of a response in this browser, and return the response."""
        self.cookies |= {name: morsel.value for name, morsel in answer.cookies.items()}
        return answer

    def get(self, path: str) -> Respuesta:
        return self.take(self.send("GET", path))

    def form(self, path: str) -> dict[str, str]:
        """Get a page, and return the names and values of its hidden fields."""
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.get(path).body))

    def open_link(self, token: str) -> dict[str, str]:
        """Open the confirmation link of a mail. Returns the POST data of the button on the page."""
        self.get(f"/confirmar/{token}/")
        return self.form("/confirmar/")

    def fill(self, curp: str, correo: str) -> dict[str, str]:
        """Return valid POST data for the first form of a procedure."""
        hidden = self.form("/tramites/nss/empezar/")
        return {**hidden, "curp": curp, "correo": correo, "correo2": correo, "captcha": "PRUEBA", "aviso": "on"}

    def begin(self, curp: str, correo: str) -> str:
        """Send the first form of a procedure. Returns the uuid of the new Solicitud."""
        answer = self.take(self.send("POST", "/tramites/nss/empezar/", self.fill(curp, correo)))
        assert answer.status == 302, answer.body
        return answer.destino.split("/")[3]


def run_simultaneously(*acts: Callable[[], Respuesta]) -> list[Respuesta]:
    """Call all functions at the same moment, each in its own thread.

    Returns the responses in the order of the functions.
    """
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Respuesta]) -> Respuesta:
        barrier.wait(timeout=LIMITE)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@contextmanager
def open_sitio(database_url: str, var_dir: Path) -> Iterator[Sitio]:
    """Run a web server until the `with` block ends.

    The database must already have all tables. The seal (the key that signs documents) is created in `var_dir`.
    """
    puerto = find_free_port()
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url,
        "VAR_DIR": str(var_dir),
        "SITE_URL": f"http://127.0.0.1:{puerto}",
    }
    sitio = Sitio(puerto, Consola(env))
    try:
        sitio.consola.run("from django.core.management import call_command; call_command('crear_sello')")
        with _serve(env, puerto, var_dir / "gunicorn.log"):
            yield sitio
    finally:
        sitio.consola.close()


@contextmanager
def _serve(env: dict[str, str], puerto: int, log: Path) -> Iterator[None]:
    """Run gunicorn until the `with` block ends."""
    command = [sys.executable, "-m", "gunicorn", "imss_portal.wsgi", "--bind", f"127.0.0.1:{puerto}"]
    command += ["--workers", "2", "--threads", "10", "--graceful-timeout", "2"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=output, stderr=output)
        try:
            _wait_until_alive(process, puerto, log)
            yield
        finally:
            process.terminate()
            process.wait(timeout=LIMITE)


def _wait_until_alive(process: "subprocess.Popen[bytes]", puerto: int, log: Path) -> None:
    wait_until(
        lambda: process.poll() is not None or _answers(puerto),
        what=lambda: f"the web server answers: {log.read_text()}",
    )
    assert process.poll() is None, log.read_text()


def _answers(puerto: int) -> bool:
    with closing(http.client.HTTPConnection("127.0.0.1", puerto, timeout=LIMITE)) as connection:
        try:
            connection.request("GET", "/salud/vivo")
            return connection.getresponse().read() != b""
        except OSError:
            return False
