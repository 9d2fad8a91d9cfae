"""The real portal, as `script/run` starts it: web, workers, beat, a Redis of its own, demonstration data."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[2]
ARRANQUE = 90  # seconds
LOCALIZADOS = """
import json
from padron.asegurados.models import Inscripcion
from padron.asegurados.selectors import get_fallas_abiertas
filas = Inscripcion.objects.filter(asegurado__nss__isnull=False).exclude(correo="").select_related("asegurado")
for fila in filas.order_by("pk")[20:60]:
    alumno = fila.asegurado
    if not get_fallas_abiertas(alumno):
        print(json.dumps({"curp": alumno.curp, "nss": alumno.nss, "correo": fila.correo}))
"""


@dataclass(frozen=True)
class PortalVivo:
    """A running portal."""

    url: str
    var_dir: Path
    env: dict[str, str]
    pid: int

    def manage(self, *arguments: str) -> str:
        """Run a management command on its data and return what it prints."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, env=self.env, cwd=RAIZ, check=True, capture_output=True, text=True).stdout

    def personas(self) -> dict[str, dict[str, str]]:
        """The named scenarios of the demonstration."""
        lines = (json.loads(line) for line in self.manage("demo", "--listar").splitlines())
        return {line["escenario"]: line for line in lines}

    def localizados(self) -> list[dict[str, str]]:
        """Students of the demonstration who have an NSS, the named ones apart: each test takes one of its own."""
        return [json.loads(line) for line in self.manage("shell", "-v0", "-c", LOCALIZADOS).splitlines()]


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def start_portal(var_dir: Path) -> Iterator[PortalVivo]:
    """Start a portal, wait for its last line, and end it as Ctrl-C does."""
    port = find_free_port()
    url = f"http://127.0.0.1:{port}"
    env = {key: value for key, value in os.environ.items() if key != "REDIS_URL"}
    env |= {"VAR_DIR": str(var_dir), "PORT": str(port), "SITE_URL": url, "MODO_DEMOSTRACION": "1"}
    env["DJANGO_SETTINGS_MODULE"] = "imss_portal.settings"
    command = [sys.executable, "manage.py", "portal"]
    process = subprocess.Popen(
        command, env=env, cwd=RAIZ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    try:
        _wait_for_listo(process)
        yield PortalVivo(url, var_dir, env, process.pid)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=60)
        assert process.stdout
        process.stdout.close()


def _wait_for_listo(process: "subprocess.Popen[str]") -> None:
    assert process.stdout
    said = []
    end = time.monotonic() + ARRANQUE
    while time.monotonic() < end:
        line = process.stdout.readline()
        said.append(line)
        if line.startswith("Listo:"):
            return
        if not line and process.poll() is not None:
            break
    raise AssertionError("the portal did not start:\n" + "".join(said))
