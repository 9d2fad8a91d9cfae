"""Real databases for tests: a SQLite file with the portal's own options, and PostgreSQL.

A test's usual database is SQLite in memory inside one long transaction: it shows neither locks nor two writers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from environ import Env

from plataforma.bandeja.models import Latido, Mensaje
from plataforma.correo.models import Correo
from tests.apoyo.models import Copia, Efecto, Secreto
from tests.servidores import ServidorPostgres

MOTORES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.real)]


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


def make_tables() -> None:
    """Make the tables that the outbox, the mails and the tests' own handlers use."""
    call_command("migrate", "bandeja", verbosity=0)
    call_command("migrate", "correo", verbosity=0)
    call_command("migrate", "apoyo", run_syncdb=True, verbosity=0)


def empty_tables() -> None:
    for model in (Mensaje, Latido, Correo, Efecto, Secreto, Copia):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 (our own table's name)


@pytest.fixture(scope="session", params=MOTORES)
def base_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> str:
    """The address of a database with tables, on each engine in turn."""
    if request.param == "postgresql":
        servidor: ServidorPostgres = request.getfixturevalue("postgres")
        url = servidor.make_base("plataforma")
    else:
        url = f"sqlite:///{tmp_path_factory.mktemp('base') / 'portal.sqlite3'}"
    with django_db_blocker.unblock(), default_database(url):
        make_tables()
    return url


@pytest.fixture
def base(base_url: str, django_db_blocker: Any) -> Iterator[str]:
    """`default` is a real and empty database: transactions commit, other threads and processes see them."""
    with django_db_blocker.unblock(), default_database(base_url):
        empty_tables()
        yield base_url
