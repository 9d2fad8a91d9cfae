"""The disk is full where the documents are written, on PostgreSQL: a limit on the files of their workers."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers.portal.balance import demand_balance
from tests.helpers.portal.live_portal import PRISA, PortalVivo, start_portal
from tests.helpers.portal.process_tree import DOCUMENTOS, find
from tests.helpers.portal.student import Alumno
from tests.helpers.waiting import wait_until

pytestmark = pytest.mark.real
SITIO = 5000  # bytes that still reach the disk: less than any document has
ERRORES = """
from plataforma.bandeja.models import Mensaje
print([mensaje.last_error for mensaje in Mensaje.objects.filter(kind="documentos.render")])
"""


@contextmanager
def full_disk(portal: PortalVivo) -> Iterator[None]:
    """No file of the documents' workers grows beyond SITIO: a longer write fails half-way, as on a full disk."""
    workers = find(portal.pid, DOCUMENTOS)
    assert workers
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in workers}
    for pid, (_, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (SITIO, hard))
    try:
        yield
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def test_F14_the_disk_is_full_and_then_is_not(nuevo_var_dir: Callable[[], Path], base_postgres: str) -> None:
    with start_portal(nuevo_var_dir(), **PRISA, DATABASE_URL=base_postgres) as portal:
        alumnos = [Alumno(portal, persona) for persona in portal.take_localizados(2)]
        for alumno in alumnos:
            alumno.begin()
        with full_disk(portal):
            for alumno in alumnos:
                alumno.confirm()
            wait_until(lambda: portal.shell(ERRORES).count("OSError") == 4, what="each document failed")
            assert not [path for path in (portal.var_dir / "media").rglob("*") if path.is_file()]
            for alumno in alumnos:
                assert "Estamos procesando tu solicitud" in alumno.get(alumno.url)
        for alumno in alumnos:
            files = alumno.download(alumno.wait_for_result())
            assert [(content[:5], content.rstrip()[-5:]) for content in files] == [(b"%PDF-", b"%%EOF")] * 2
        assert demand_balance(portal, concluidas=2)["documentos"] == 4
