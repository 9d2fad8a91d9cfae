"""Fixtures for the tests of migrations: a new database with all tables, which a test can migrate backwards."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.helpers.databases import default_database, nueva_base, postgres
from tests.helpers.plataforma.database_backends import MOTORES

__all__ = ["nueva_base", "postgres"]


@pytest.fixture(params=MOTORES)
def base(request: pytest.FixtureRequest, nueva_base: Callable[[str], str], django_db_blocker: Any) -> Iterator[None]:
    """Use a new SQLite file, then a new PostgreSQL database."""
    with django_db_blocker.unblock(), default_database(nueva_base(request.param)):
        yield
