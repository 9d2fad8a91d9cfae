"""The whole portal while its parts are killed, stopped and told to end: every accepted procedure ends, once."""

import random
import re
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.helpers.app.kills import arm
from tests.helpers.portal.balance import demand_balance
from tests.helpers.portal.live_portal import PRISA, PortalVivo, start_portal
from tests.helpers.portal.process_tree import DOCUMENTOS, REDIS, TRABAJADOR, find, find_masters, list_children, send
from tests.helpers.portal.student import Alumno
from tests.helpers.waiting import wait_until

pytestmark = pytest.mark.real
Turno = Callable[[PortalVivo, int], None]
PUNTOS = [
    ("tramites.procesar", "committing"),  # the number is given, and is not
    ("tramites.procesar", "committed"),  # nobody is told that there are documents to make
    ("documentos.render", "prepared"),  # a file without its row
    ("documentos.render", "committed"),
    ("tramites.concluir", "committing"),
    ("correo.enviar", "prepared"),  # the mail is out, and nobody knows
]


@pytest.fixture
def portal(portal_de_prisa: PortalVivo) -> PortalVivo:
    return portal_de_prisa


@contextmanager
def chaos(portal: PortalVivo, turno: Turno, *, every: float, turns: int, flags: Sequence[Path] = ()) -> Iterator[None]:
    """Do `turno` so often while the block runs. End the leases then, and when a worker has died at one of the flags."""
    stop = threading.Event()

    def run() -> None:
        before = len(flags)
        for number in count():
            if stop.wait(every):
                return
            left = sum(flag.exists() for flag in flags)
            if number < turns:
                turno(portal, number)
            if number < turns or left < before:
                portal.end_leases()
            before = left

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(run)
        try:
            yield
        finally:
            stop.set()
        done.result()


def all_at_once(alumnos: list[Alumno]) -> list[str]:
    with ThreadPoolExecutor(len(alumnos)) as pool:
        return list(pool.map(Alumno.take_path, alumnos))


def begin_all(portal: PortalVivo, number: int) -> list[Alumno]:
    """Students before the button of the link, whose press is the submission."""
    alumnos = [Alumno(portal, persona) for persona in portal.take_localizados(number)]
    for alumno in alumnos:
        alumno.begin()
    return alumnos


def kill_workers_or_redis(portal: PortalVivo, number: int) -> None:
    send(signal.SIGKILL, find(portal.pid, REDIS if number % 2 else TRABAJADOR))


def test_F2_workers_and_redis_killed_while_students_work(portal: PortalVivo) -> None:
    alumnos = [Alumno(portal, persona) for persona in portal.take_localizados(4)]
    with chaos(portal, kill_workers_or_redis, every=1.5, turns=4):
        all_at_once(alumnos)
    demand_balance(portal)


def test_F2_workers_killed_anywhere_between_assignment_and_mail(portal: PortalVivo) -> None:
    """At each of these points once, and at any other by chance."""
    before = demand_balance(portal)
    flags = [arm(portal.var_dir, kind=kind, punto=punto, groups=[]) for kind, punto in PUNTOS]
    azar = random.Random(7)  # noqa: S311 (the same victims each time)

    def kill_some(portal: PortalVivo, number: int) -> None:
        workers = find(portal.pid, TRABAJADOR)
        send(signal.SIGKILL, azar.sample(workers, min(2, len(workers))))

    alumnos = [Alumno(portal, persona) for persona in portal.take_por_asignar(4)]
    with chaos(portal, kill_some, every=1.0, turns=8, flags=flags):
        pages = all_at_once(alumnos)
    after = demand_balance(portal)
    assert not [flag.name for flag in flags if flag.exists()], "nobody came to these points"
    grown = {name: after[name] - before[name] for name in ("concluidas", "asignados", "documentos")}
    assert grown == {"concluidas": 4, "asignados": 4, "documentos": 8}
    for alumno, page in zip(alumnos, pages, strict=True):
        assert [content[:5] for content in alumno.download(page)] == [b"%PDF-", b"%PDF-"]
        # The link and the documents; what a killed worker had sent already came again as the same mail.
        assert len({mail["Message-ID"] for mail in portal.buzon.list_correos(alumno.correo)}) == 2


def test_F5_redis_hangs_while_students_submit(portal: PortalVivo) -> None:
    """Pages answer although Redis does not: a web process that asked Redis would wait longer (`ajustes`)."""
    alumnos = begin_all(portal, 4)
    for alumno in alumnos:
        alumno.wait_for_liga()
    redis, log = find(portal.pid, REDIS), portal.var_dir / "log" / "trabajador-tramites.log"
    before = len(log.read_text())
    send(signal.SIGSTOP, redis)
    try:
        for alumno in alumnos:
            page = alumno.confirm()
            assert "Estamos procesando tu solicitud" in page
        wait_until(lambda: has_lost_redis(log.read_text()[before:]), what="a worker has given up its connection")
    finally:
        send(signal.SIGCONT, redis)
    for alumno in alumnos:
        alumno.wait_for_result()
    demand_balance(portal)


def has_lost_redis(log: str) -> bool:
    """Tell whether Celery has logged a problem of its connection: the two loggers have nothing else to say."""
    return re.search(r'"origen": "(kombu\.transport|celery\.worker\.consumer)', log) is not None


def test_F20_workers_told_to_end_while_students_work(portal: PortalVivo) -> None:
    """The masters finish what they hold, as in a deployment; with `KillMode=control-group` all are told, and it is
    handed over."""

    def tell_workers(portal: PortalVivo, number: int) -> None:
        send(signal.SIGTERM, (find if number % 2 else find_masters)(portal.pid, TRABAJADOR))

    alumnos = [Alumno(portal, persona) for persona in portal.take_localizados(3)]
    with chaos(portal, tell_workers, every=0.7, turns=4):
        all_at_once(alumnos)
    demand_balance(portal)


@pytest.fixture
def temporal() -> Iterator[Path]:
    """A short folder: the path of a socket in it may have 107 characters."""
    with TemporaryDirectory(prefix="ruta-") as folder:
        yield Path(folder)


def test_F20_the_portal_told_to_end_goes_on_where_it_was_and_leaves_nothing(
    nuevo_var_dir: Callable[[], Path], temporal: Path
) -> None:
    var_dir, apart = nuevo_var_dir(), PRISA | {"TMPDIR": str(temporal)}
    with start_portal(var_dir, **apart) as vivo:
        processes = list_children(vivo.pid)
        alumnos = begin_all(vivo, 3)
        for alumno in alumnos:
            alumno.confirm()
        send(signal.SIGTERM, [vivo.pid])
        wait_until(lambda: not any(map(is_alive, processes)), what="all processes of the portal have ended")
        vivo.end_leases()
    with start_portal(var_dir, **apart) as vivo:
        assert demand_balance(vivo)["concluidas"] == 3
        processes |= list_children(vivo.pid)
        send(signal.SIGKILL, find(vivo.pid, DOCUMENTOS))  # these cannot clean up
    assert len(processes) > 16
    assert not any(map(is_alive, processes)), "Ctrl-C left somebody behind"
    assert list(temporal.iterdir()) == []


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()
