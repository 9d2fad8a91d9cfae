"""Real databases for tests: a SQLite file with the portal's own options, and PostgreSQL.

A test's usual database is SQLite in memory inside one long transaction: it shows neither locks nor two writers.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from plataforma.bandeja.models import Latido, Mensaje
from plataforma.correo.models import Correo
from tests.helpers.app.models import Copia, Efecto, Secreto
from tests.helpers.databases import default_database

MOTORES = ["sqlite", pytest.param("postgres", marks=pytest.mark.real)]


def empty_tables() -> None:
    for model in (Mensaje, Latido, Correo, Efecto, Secreto, Copia):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 (our own table's name)


@pytest.fixture(scope="session", params=MOTORES)
def base_url(request: pytest.FixtureRequest, nueva_base: Callable[[str], str]) -> str:
    """The address of a database with tables, on each engine in turn."""
    return nueva_base(request.param)


@pytest.fixture
def base(base_url: str, django_db_blocker: Any) -> Iterator[str]:
    """`default` is a real and empty database: transactions commit, other threads and processes see them."""
    with django_db_blocker.unblock(), default_database(base_url):
        empty_tables()
        yield base_url
