"""A real web server for tests, and a browser that keeps cookies and follows no redirect."""

import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

from tests.consola import RAIZ, Consola
from tests.portal.vivo import find_free_port


@dataclass(frozen=True)
class Respuesta:
    """A response of the web server, as `Navegador` received it."""

    status: int
    destino: str
    body: str
    cookies: SimpleCookie


@dataclass
class Sitio:
    """A running web server: two processes with ten threads each."""

    puerto: int
    consola: Consola
    alumnos: list[dict[str, str]] = field(default_factory=list)

    def ask(self, orden: str, *args: str, en: str = "tests.helpers.tramites.server_side_students") -> Any:
        """Call the function `orden` of the module `en` in another process, which uses the server's database."""
        code = f"import json; from {en} import {orden}; print(json.dumps({orden}(*{args!r})))"
        return json.loads(self.consola.run(code))


class Navegador:
    """A browser that keeps cookies and follows no redirect."""

    def __init__(self, sitio: Sitio) -> None:
        self.sitio = sitio
        self.cookies: dict[str, str] = {}

    def send(self, method: str, path: str, datos: dict[str, str] | None = None) -> Respuesta:
        """Send one request with the present cookies. The cookies of the response are not kept (`take` keeps them)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.sitio.puerto, timeout=60)
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
        """Keep the cookies of a response."""
        self.cookies |= {name: morsel.value for name, morsel in answer.cookies.items()}
        return answer

    def get(self, path: str) -> Respuesta:
        return self.take(self.send("GET", path))

    def form(self, path: str) -> dict[str, str]:
        """Return the hidden fields of a page."""
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.get(path).body))

    def open_link(self, token: str) -> dict[str, str]:
        """Open the link of a mail. Returns the data that the button behind the link sends."""
        self.get(f"/confirmar/{token}/")
        return self.form("/confirmar/")

    def fill(self, curp: str, correo: str) -> dict[str, str]:
        """Return the data that the gate's form sends."""
        hidden = self.form("/tramites/nss/empezar/")
        return {**hidden, "curp": curp, "correo": correo, "correo2": correo, "captcha": "PRUEBA", "aviso": "on"}

    def begin(self, curp: str, correo: str) -> str:
        """Send the gate's form. Returns the uuid of the new Solicitud."""
        answer = self.take(self.send("POST", "/tramites/nss/empezar/", self.fill(curp, correo)))
        assert answer.status == 302, answer.body
        return answer.destino.split("/")[3]


def run_simultaneously(*acts: Callable[[], Respuesta]) -> list[Respuesta]:
    """Run all functions in threads that start at the same moment. Returns their responses in the same order."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Respuesta]) -> Respuesta:
        barrier.wait(timeout=30)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@contextmanager
def open_sitio(database_url: str, var_dir: Path) -> Iterator[Sitio]:
    """Run a web server until the block ends. The database must have its tables; the seal is created in `var_dir`."""
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
    """Run gunicorn until the block ends."""
    command = [sys.executable, "-m", "gunicorn", "imss_portal.wsgi", "--bind", f"127.0.0.1:{puerto}"]
    command += ["--workers", "2", "--threads", "10", "--graceful-timeout", "2"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=env, cwd=RAIZ, stdout=output, stderr=output)
        try:
            _wait_until_alive(process, puerto, log)
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_until_alive(process: "subprocess.Popen[bytes]", puerto: int, log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        if _answers(puerto):
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def _answers(puerto: int) -> bool:
    with closing(http.client.HTTPConnection("127.0.0.1", puerto, timeout=5)) as connection:
        try:
            connection.request("GET", "/salud/vivo")
            return connection.getresponse().read() != b""
        except OSError:
            return False
