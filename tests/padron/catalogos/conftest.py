from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.helpers.databases import base_postgres, base_sqlite, base_url, default_database, nueva_base, postgres

__all__ = ["base_postgres", "base_sqlite", "base_url", "nueva_base", "postgres"]


@pytest.fixture
def base_abierta(base_url: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """`default` is the database of `base_url`: other processes see what is stored."""
    with django_db_blocker.unblock(), default_database(base_url):
        yield
