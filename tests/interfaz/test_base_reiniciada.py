"""The database restarts while students work: they are told when to come back, and nothing of theirs is lost."""

import http.client
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest
from pytest_django import DjangoDbBlocker

from tests.helpers.databases import migrate
from tests.helpers.servers import OPCIONES, ServidorPostgres
from tests.helpers.tramites.web_server import Navegador, Sitio, open_sitio
from tests.helpers.waiting import LIMITE, wait_until

pytestmark = pytest.mark.real
Visita = tuple[int, str | None]


class PostgresQueCae(ServidorPostgres):
    """A cluster of its own, because it falls: what it has said yes to is written, as in production."""

    opciones = f"{OPCIONES} -c synchronous_commit=on"


@pytest.fixture
def servidor() -> Iterator[PostgresQueCae]:
    # Short: the path of a socket may have 107 characters.
    servidor = PostgresQueCae(Path(tempfile.gettempdir()) / f"ruta-pg-{uuid4().hex[:8]}")
    servidor.start()
    yield servidor
    servidor.stop()


@pytest.fixture
def sitio(servidor: PostgresQueCae, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Sitio]:
    servidor.execute("CREATE DATABASE portal")
    migrate(servidor.url("portal"), django_db_blocker)
    with open_sitio(servidor.url("portal"), tmp_path) as vivo:
        vivo.alumnos = vivo.ask("sembrar", "2")
        yield vivo


def visit(navegador: Navegador, path: str) -> Visita:
    """Ask for a page as this browser; its status and when to come back."""
    connection = http.client.HTTPConnection("127.0.0.1", navegador.sitio.puerto, timeout=LIMITE)
    cookies = "; ".join(f"{name}={value}" for name, value in navegador.cookies.items())
    connection.request("GET", path, headers={"Cookie": cookies})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers.get("Retry-After")


def visit_until(end: Event, navegador: Navegador, path: str) -> list[Visita]:
    visits = []
    while not end.is_set():
        visits.append(visit(navegador, path))
    return visits


@contextmanager
def visited_by_four(navegador: Navegador, path: str) -> Iterator[list[Future[list[Visita]]]]:
    """Four browsers ask for the page again and again for as long as the block lasts, however it ends."""
    end = Event()
    with ThreadPoolExecutor(4) as pool:
        try:
            yield [pool.submit(visit_until, end, navegador, path) for _ in range(4)]
        finally:
            end.set()


def test_F12_the_database_restarts_under_load(sitio: Sitio, servidor: PostgresQueCae) -> None:
    alumno, otro = sitio.alumnos
    navegador, segundo = Navegador(sitio), Navegador(sitio)
    pagina = f"/tramites/nss/{navegador.begin(alumno['curp'], alumno['correo'])}/correo/"
    escrito = segundo.fill(otro["curp"], otro["correo"])
    with visited_by_four(navegador, pagina) as visits:
        servidor.fall()
        wait_until(lambda: visit(navegador, pagina)[0] == 503, what="a page that says so")
        enviada = segundo.send("POST", "/tramites/nss/empezar/", escrito)
        servidor.come_up()
        wait_until(lambda: visit(navegador, pagina)[0] == 200, what="the page as before")
    answers = {answer for done in visits for answer in done.result()}
    assert answers == {(200, None), (503, "30")}
    assert enviada.status == 503
    assert "Guardamos hasta el último paso que terminaste." in enviada.body
    assert segundo.send("POST", "/tramites/nss/empezar/", escrito).status == 302, "what was typed is sent once more"
