"""The real portal, as `script/run` starts it: web, workers, beat, a Redis of its own, demonstration data."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.helpers import ROOT
from tests.helpers.console import Consola
from tests.helpers.portal.mailbox import Buzon, Carpeta
from tests.helpers.waiting import LEASE, LIMITE

# For faults. Work that fails is tried again soon, and never given up, because a slow machine ends a fault late. Workers
# that are killed are missed after a minute, or as soon as the test calls `end_leases`.
PRISA = {
    "BANDEJA_LEASE": "60",
    "BANDEJA_BACKOFF_MIN": "0.5",
    "BANDEJA_BACKOFF_MAX": "2",
    "BANDEJA_ATTEMPTS": "10000",
}
PREPARAR = """
from imss_portal.supervisor.preparar import prepare
from tests.helpers.portal.twins import load
prepare()
load()
"""
ALUMNOS = """
import json
from padron.asegurados.models import Inscripcion
from padron.asegurados.selectors import get_fallas_abiertas
filas = Inscripcion.objects.exclude(correo="").select_related("asegurado")
for fila in filas.filter(codigo__regex=r"0000[1-9]..$").order_by("pk"):  # the named ones have the numbers below
    alumno = fila.asegurado
    if not get_fallas_abiertas(alumno):
        print(json.dumps({"curp": alumno.curp, "nss": alumno.nss or "", "correo": fila.correo}))
"""
TERMINA_LEASES = """
from tests.helpers.message_time import end_leases
end_leases()
"""
Persona = dict[str, str]


@dataclass
class PortalVivo:
    """A running portal."""

    url: str
    var_dir: Path
    env: dict[str, str]
    pid: int
    buzon: Buzon
    consola: Consola
    _alumnos: list[Persona] = field(default_factory=list)

    def manage(self, *arguments: str) -> str:
        """Run a management command on its data and return what it prints."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, env=self.env, cwd=ROOT, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def shell(self, code: str) -> str:
        """Run some Python inside its Django and return what it prints."""
        return self.consola.run(code)

    def end_leases(self) -> None:
        """End the lease of every message that is not done: workers or Redis were killed just now."""
        self.shell(TERMINA_LEASES)

    def take_localizados(self, number: int) -> list[Persona]:
        """Students who have an NSS, the named ones apart: each test takes some of its own."""
        return self._take(number, lambda persona: bool(persona["nss"]))

    def take_por_asignar(self, number: int) -> list[Persona]:
        """Students who have none yet."""
        return self._take(number, lambda persona: not persona["nss"])

    def _take(self, number: int, fits: Callable[[Persona], bool]) -> list[Persona]:
        if not self._alumnos:
            self._alumnos = [json.loads(line) for line in self.shell(ALUMNOS).splitlines()]
        taken = [persona for persona in self._alumnos if fits(persona)][:number]
        assert len(taken) == number, "the demonstration has no more of these students"
        self._alumnos = [persona for persona in self._alumnos if persona not in taken]
        return taken


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def prepare_var_dir(var_dir: Path) -> None:
    """Make the data that a portal has at its first start, to be copied."""
    env = make_env(var_dir, port=8000)
    subprocess.run([sys.executable, "manage.py", "shell", "-v0", "-c", PREPARAR], env=env, cwd=ROOT, check=True)


def make_env(var_dir: Path, *, port: int) -> dict[str, str]:
    """The environment of a portal's processes."""
    env = {key: value for key, value in os.environ.items() if key != "REDIS_URL"}
    env |= {"VAR_DIR": str(var_dir), "PORT": str(port), "SITE_URL": f"http://127.0.0.1:{port}"}
    env |= {"MODO_DEMOSTRACION": "1", "CAPTCHA_PRUEBA": "1", "BANDEJA_LEASE": str(LEASE)}
    return env | {"DJANGO_SETTINGS_MODULE": "imss_portal.settings"}


@contextmanager
def start_portal(var_dir: Path, *, buzon: Buzon | None = None, **otros: str) -> Iterator[PortalVivo]:
    """Start a portal, wait for its last line, and end it as Ctrl-C does. `otros` goes to its environment."""
    port = find_free_port()
    env = make_env(var_dir, port=port) | otros
    command = [sys.executable, "manage.py", "portal"]
    process = subprocess.Popen(
        command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    consola = Consola(env)
    try:
        _wait_for_listo(process)
        yield PortalVivo(env["SITE_URL"], var_dir, env, process.pid, buzon or Carpeta(var_dir / "buzon"), consola)
    finally:
        consola.close()
        _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(timeout=LIMITE)
    finally:
        process.kill()  # its children end with it
        assert process.stdout
        process.stdout.close()


def _wait_for_listo(process: "subprocess.Popen[str]") -> None:
    assert process.stdout
    said = []
    for line in process.stdout:  # ends with the portal, which gives up by itself when it is not ready in time
        said.append(line)
        if line.startswith("Listo:"):
            return
    raise AssertionError("the portal did not start:\n" + "".join(said))
