"""Many at the same moment on SQLite: a classroom, twenty clicks, sixteen processes that write."""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from imss_portal.demostracion.generador import generate_filas
from tests.helpers import ROOT
from tests.helpers.portal.balance import demand_balance
from tests.helpers.portal.live_portal import PortalVivo, find_free_port, start_portal
from tests.helpers.portal.process_tree import TRABAJADOR, WEB, find, find_masters
from tests.helpers.portal.roster import TOTAL, write_padron
from tests.helpers.portal.student import Alumno
from tests.helpers.processes import Proceso
from tests.helpers.waiting import LIMITE, wait_until

pytestmark = pytest.mark.real
TIEMPOS = """
from tramites.models import Transicion
ends = {t.solicitud_id: t.momento for t in Transicion.objects.filter(hacia="concluida")}
begins = Transicion.objects.filter(hacia="por_procesar").order_by("pk")
waits = sorted((ends[t.solicitud_id] - t.momento).total_seconds() for t in begins if t.solicitud_id in ends)
print(*waits)
"""


@pytest.fixture(scope="module")
def portal(nuevo_var_dir: Callable[[], Path]) -> Iterator[PortalVivo]:
    with start_portal(nuevo_var_dir(), DJANGO_SETTINGS_MODULE="tests.helpers.portal.settings") as vivo:
        yield vivo


def take_paths(alumnos: list[Alumno]) -> list[str]:
    with ThreadPoolExecutor(len(alumnos)) as pool:
        return list(pool.map(Alumno.take_path, alumnos))


def test_T7_thirty_students_behind_one_address(portal: PortalVivo) -> None:
    """Any answer from 400 on would be an exception, and no message needs a second attempt.

    `pytest -rP` shows the seconds from «Asignar mi NSS» to the documents.
    """
    before = demand_balance(portal)
    known = len(portal.shell(TIEMPOS).split())
    alumnos = [Alumno(portal, persona) for persona in portal.take_por_asignar(30)]
    take_paths(alumnos)
    after = demand_balance(portal)
    assert after["asignados"] - before["asignados"] == 30
    waits = [float(word) for word in portal.shell(TIEMPOS).split()]
    assert len(waits) - known == 30
    slowest = max(alumno.lento for alumno in alumnos)
    print(f"to documents: p50 {waits[len(waits) // 2]:.1f} s, p95 {waits[int(len(waits) * 0.95)]:.1f} s; ")  # noqa: T201
    print(f"slowest page {slowest:.1f} s")  # noqa: T201
    assert after["repetidos"] == before["repetidos"]


def test_F15_twenty_final_clicks_at_once_are_one(portal: PortalVivo) -> None:
    before = demand_balance(portal)
    alumno = Alumno(portal, portal.take_por_asignar(1)[0])
    alumno.begin()
    alumno.confirm()
    page = alumno.fill_steps()
    url = alumno.url
    with ThreadPoolExecutor(20) as pool:
        clicks = [pool.submit(alumno.post, url, page) for _ in range(20)]
        assert all("Asignar mi NSS" not in click.result() for click in clicks)
    alumno.wait_for_result()
    after = demand_balance(portal)
    grown = {name: after[name] - before[name] for name in ("concluidas", "asignados", "documentos", "correos")}
    assert grown == {"concluidas": 1, "asignados": 1, "documentos": 2, "correos": 2}


@contextmanager
def more_web(portal: PortalVivo, processes: int) -> Iterator[PortalVivo]:
    """The same portal's pages from more processes, under another port."""
    port = find_free_port()
    size = ("--workers", str(processes), "--threads", "4", "--worker-class", "gthread")
    command = (sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", *size, "imss_portal.wsgi")
    log = portal.var_dir / "log" / "mas-web.log"
    web = Proceso(*command, log=log, env={**portal.env, "REDIS_URL": "redis://127.0.0.1:1/0"}, cwd=ROOT)
    try:
        wait_until(lambda: log.read_text().count("Booting worker") == processes, what="all of them started")
        yield replace(portal, url=f"http://127.0.0.1:{port}")
    finally:
        web.kill()


def make_filas(*, skip: int, rows: int) -> list[dict[str, str]]:
    """Rows of students whom the demonstration does not have."""
    filas = generate_filas(total=skip + rows, referencia=dt.date.today())  # noqa: DTZ011
    return [fila.valores for fila in islice(filas, skip, None)]


def start_import(portal: PortalVivo, archivo: Path, *options: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "manage.py", "importar_padron", str(archivo), *options]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=portal.env, cwd=ROOT, stdout=pipe, stderr=subprocess.STDOUT, text=True)


def test_F13_sixteen_processes_write_to_sqlite(portal: PortalVivo, tmp_path: Path) -> None:
    archivo = tmp_path / "padron.csv"
    write_padron(archivo, make_filas(skip=TOTAL, rows=2000))
    personas = portal.take_localizados(8) + portal.take_por_asignar(6)
    with more_web(portal, 6) as otro:
        alumnos = [Alumno(otro if number % 2 else portal, persona) for number, persona in enumerate(personas)]
        imports = [start_import(portal, archivo), start_import(portal, archivo, "--simular")]
        assert count_processes(portal) + 6 + len(imports) == 16
        take_paths(alumnos)
        told = [(process.communicate(timeout=LIMITE)[0], process.returncode) for process in imports]
    assert [code for _, code in told] == [0, 0], told
    assert "2000 filas" in told[0][0]
    demand_balance(portal)
    for log in (portal.var_dir / "log").glob("*.log"):
        text = log.read_text()
        assert "locked" not in text
        assert "OperationalError" not in text, log.name


def count_processes(portal: PortalVivo) -> int:
    """Those that write: the children of web and workers."""
    return sum(len(find(portal.pid, word)) - len(find_masters(portal.pid, word)) for word in (WEB, TRABAJADOR))
