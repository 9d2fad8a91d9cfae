"""Real servers that tests start for themselves. Import the fixtures in a conftest.py; nothing starts unless used."""

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.helpers.waiting import LIMITE

# No file is synced and no write-ahead log kept for a standby: the cluster lives as long as the tests do.
OPCIONES = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=120"
)


class ServidorPostgres:
    """A private cluster in `folder`, reached by its socket there and nothing else."""

    opciones = OPCIONES

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, base: str) -> str:
        """The DATABASE_URL of a database, as django-environ reads it: the path holds the socket's folder."""
        return f"postgres://postgres@/{self.folder}/{base}"

    def make_base(self, name: str, *, modelo: str) -> str:
        """Make a new database, a copy of `modelo`, whose name begins with `name`. Returns its DATABASE_URL."""
        base = f"{name}_{uuid4().hex[:12]}"
        self.execute(f"CREATE DATABASE {base} TEMPLATE {modelo}")
        return self.url(base)

    def execute(self, sql: str) -> None:
        conninfo = f"host={self.folder} user=postgres dbname=postgres"
        with psycopg.connect(conninfo, autocommit=True) as connection:
            connection.execute(sql)  # type: ignore[arg-type]

    def start(self) -> None:
        self.folder.mkdir(mode=0o700)
        if os.getuid() == 0:
            shutil.chown(self.folder, _get_user())
        self._run("initdb", "-D", str(self.folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        self.come_up()

    def come_up(self) -> None:
        """Serve the data that are there."""
        opciones = f"{self.opciones} -c unix_socket_directories='{self.folder}'"
        self._control("start", "-l", str(self.folder / "log"), "-o", opciones)

    def fall(self) -> None:
        """End at once, as in a crash."""
        self._control("stop", "-m", "immediate")

    def stop(self) -> None:
        self.fall()
        shutil.rmtree(self.folder)

    def _control(self, action: str, *args: str) -> None:
        """Start or stop the server, and return when that is done."""
        self._run("pg_ctl", action, "-D", str(self.folder / "data"), "-w", "-t", f"{LIMITE:.0f}", *args)

    def _run(self, program: str, *args: str) -> None:
        prefix = ["runuser", "-u", _get_user(), "--"] if os.getuid() == 0 else []
        command = [*prefix, str(_find_bin() / program), *args]
        # pg_ctl's server inherits the standard streams: a pipe would never close.
        subprocess.run(command, check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="session")
def postgres() -> Iterator[ServidorPostgres]:
    """The cluster of this test run: the first process that needs it starts it, the last one stops it."""
    # Short: the path of a socket may have 107 characters.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]
    folder = Path(tempfile.gettempdir()) / f"ruta-pg-{run}"
    servidor = ServidorPostgres(folder)
    with _count(folder.with_suffix(".uso"), +1) as users:
        if users == 1:
            servidor.start()
    yield servidor
    with _count(folder.with_suffix(".uso"), -1) as users:
        if users == 0:
            servidor.stop()
            folder.with_suffix(".uso").unlink()


@contextmanager
def _count(path: Path, step: int) -> Iterator[int]:
    """Hold the lock of the file, whose number says how many processes use the server, and move it by `step`."""
    with path.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        users = int(file.read() or 0) + step
        yield users
        file.truncate(0)
        file.write(str(users))
        file.flush()


def _find_bin() -> Path:
    """Debian keeps the server's programs out of the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    program = found[-1] if found else shutil.which("initdb")
    if program is None:
        pytest.skip("PostgreSQL is not installed")
    return Path(program).parent


def _get_user() -> str:
    """The user that runs the cluster in place of root, which PostgreSQL refuses."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)
