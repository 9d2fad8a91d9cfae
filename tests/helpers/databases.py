"""New databases of each kind that the portal runs on, with all tables. Import the fixtures in a conftest.py.

Each is a copy: making the tables takes two seconds, copying them none.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from environ import Env
from pytest_django import DjangoDbBlocker

from tests.helpers.servers import ServidorPostgres, postgres
from tests.helpers.shared_cache import get_common_dir, get_run_dir, make_once

__all__ = ["base_postgres", "base_sqlite", "base_url", "nueva_base", "postgres"]
MODELO = "modelo"


@pytest.fixture(scope="session")
def nueva_base(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Callable[[str], str]:
    """Give `nueva_base("sqlite")` and `nueva_base("postgres")`: the DATABASE_URL of a new database."""

    def make_sqlite() -> str:
        common = get_common_dir(tmp_path_factory)
        modelo = make_once(common, f"{MODELO}.sqlite3", lambda path: migrate(f"sqlite:///{path}", django_db_blocker))
        return f"sqlite:///{shutil.copy(modelo, tmp_path_factory.mktemp('base') / 'prueba.sqlite3')}"

    def make_postgres() -> str:
        servidor: ServidorPostgres = request.getfixturevalue("postgres")

        def make_modelo(path: Path) -> None:
            servidor.execute(f"CREATE DATABASE {MODELO}")
            migrate(servidor.url(MODELO), django_db_blocker)
            path.touch()

        make_once(get_run_dir(tmp_path_factory), f"{MODELO}.postgres", make_modelo)  # in this run's own cluster
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


def migrate(url: str, blocker: DjangoDbBlocker) -> None:
    """Make all tables, those of the tests' own application too."""
    with blocker.unblock(), default_database(url):
        call_command("migrate", run_syncdb=True, verbosity=0)


@contextmanager
def default_database(url: str) -> Iterator[None]:
    """Make `default` mean the database at `url`, in every thread, until the block ends."""
    before, before_settings = connections["default"], connections.settings["default"]
    connections.settings["default"] = connections.configure_settings({"default": _configure(url)})["default"]
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = before
        connections.settings["default"] = before_settings


def _configure(url: str) -> dict[str, Any]:
    config: dict[str, Any] = Env.db_url_config(url)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = connections.settings["default"]["OPTIONS"]  # the portal's
    return config
