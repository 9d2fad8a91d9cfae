"""The whole portal while its parts are killed: every accepted procedure ends once, and nothing is left running."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.portal.alumno import Alumno
from tests.portal.vivo import PortalVivo, start_portal

pytestmark = pytest.mark.real

CUENTAS = """
from django.db.models import Count
from documentos.models import Documento
from plataforma.bandeja.models import Mensaje
from plataforma.correo.models import Correo
from tramites.models import Solicitud
print(Solicitud.objects.filter(estado="concluida").count(), Solicitud.objects.count(),
      Documento.objects.exclude(archivo="").count(), Documento.objects.count(),
      Correo.objects.filter(plantilla="documentos", estado="enviado").count(),
      Mensaje.objects.exclude(state="done").count())
"""


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PortalVivo]:
    monkeypatch.setenv("BANDEJA_LEASE", "4")
    monkeypatch.setenv("BANDEJA_BACKOFF_MIN", "0.5")
    with start_portal(tmp_path) as vivo:
        yield vivo


def list_children(pid: int) -> dict[int, str]:
    """All processes below one, with their command lines."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], check=True, capture_output=True, text=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()[1:]]
    found: dict[int, str] = {}
    parents = {pid}
    while parents:
        new = {int(row[0]): row[2] for row in rows if int(row[1]) in parents and int(row[0]) not in found}
        found |= new
        parents = set(new)
    return found


def kill(pids: list[int]) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def pull_plugs(portal: PortalVivo, stop: threading.Event) -> None:
    """Kill all workers, then Redis, again and again: each comes back by itself."""
    targets = ("celery --app imss_portal worker", "redis-server")
    for turn in range(4):
        if stop.wait(1.5):
            return
        children = list_children(portal.pid)
        kill([pid for pid, command in children.items() if targets[turn % 2] in command])


def take_path(portal: PortalVivo, persona: dict[str, str]) -> None:
    alumno = Alumno(portal, persona)
    alumno.begin()
    alumno.confirm()
    alumno.wait_for_result()


def test_F2_workers_and_redis_killed_while_students_work(portal: PortalVivo):
    personas = portal.localizados()[:6]
    stop = threading.Event()
    with ThreadPoolExecutor(len(personas) + 1) as pool:
        chaos = pool.submit(pull_plugs, portal, stop)
        for done in [pool.submit(take_path, portal, persona) for persona in personas]:
            done.result()
        stop.set()
        chaos.result()
    assert wait_for_counts(portal) == "6 6 6 6 6 0"
    assert "Registro íntegro: 6 entradas" in portal.manage("verificar_registro")


def wait_for_counts(portal: PortalVivo) -> str:
    """The counts once the last mail is out: the result page comes before it."""
    end = time.monotonic() + 60
    while (counts := portal.manage("shell", "-v0", "-c", CUENTAS).strip()) != "6 6 6 6 6 0":
        if time.monotonic() > end:
            break
    return counts


def test_ctrl_c_leaves_no_process_behind(tmp_path: Path):
    with start_portal(tmp_path) as vivo:
        children = list_children(vivo.pid)
        assert len(children) > 8
    alive = [pid for pid in children if Path(f"/proc/{pid}").exists()]
    assert alive == []
