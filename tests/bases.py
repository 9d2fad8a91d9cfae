"""New databases of each kind that the portal runs on, with all tables. Import the fixtures in a conftest.py.

Each is a copy: making the tables takes two seconds, copying them none.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.servidores import ServidorPostgres, postgres
from tests.una_vez import make_once

__all__ = ["base_postgres", "base_sqlite", "base_url", "nueva_base", "postgres"]
RAIZ = Path(__file__).resolve().parent.parent
MODELO = "modelo"


@pytest.fixture(scope="session")
def nueva_base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Give `nueva_base("sqlite")` and `nueva_base("postgres")`: the DATABASE_URL of a new database."""

    def make_sqlite() -> str:
        modelo = make_once(tmp_path_factory, f"{MODELO}.sqlite3", lambda path: migrate(f"sqlite:///{path}"))
        return f"sqlite:///{shutil.copy(modelo, tmp_path_factory.mktemp('base') / 'prueba.sqlite3')}"

    def make_postgres() -> str:
        servidor: ServidorPostgres = request.getfixturevalue("postgres")

        def make_modelo(path: Path) -> None:
            servidor.execute(f"CREATE DATABASE {MODELO}")
            migrate(servidor.url(MODELO))
            path.touch()

        make_once(tmp_path_factory, f"{MODELO}.postgres", make_modelo)
        return servidor.make_base("prueba", modelo=MODELO)

    return lambda kind: {"sqlite": make_sqlite, "postgres": make_postgres}[kind]()


@pytest.fixture
def base_postgres(nueva_base: Callable[[str], str], postgres: ServidorPostgres) -> Iterator[str]:
    """The DATABASE_URL of a new PostgreSQL database."""
    url = nueva_base("postgres")
    yield url
    postgres.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")


@pytest.fixture
def base_sqlite(nueva_base: Callable[[str], str]) -> str:
    """The DATABASE_URL of a new SQLite file."""
    return nueva_base("sqlite")


@pytest.fixture(params=["sqlite", "postgres"])
def base_url(request: pytest.FixtureRequest) -> str:
    """One after the other: a new database of each kind."""
    url: str = request.getfixturevalue(f"base_{request.param}")
    return url


def migrate(url: str) -> None:
    """Make all tables, those of the tests' own application too."""
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": url}
    command = [sys.executable, "manage.py", "migrate", "--run-syncdb", "-v0"]
    subprocess.run(command, env=env, cwd=RAIZ, check=True, capture_output=True)
