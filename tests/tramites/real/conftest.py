from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers.databases import nueva_base, postgres
from tests.helpers.tramites.web_server import Sitio, open_sitio

__all__ = ["nueva_base", "postgres"]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def base(request: pytest.FixtureRequest, nueva_base: Callable[[str], str]) -> str:
    """Return the DATABASE_URL of a new database. Each test runs twice: on SQLite and on PostgreSQL."""
    return nueva_base(request.param)


@pytest.fixture(scope="module")
def sitio(base: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitio]:
    """Start a web server, and create twelve students.

    Each test removes its students from the list `alumnos`, so that no student is used twice.
    """
    var: Path = tmp_path_factory.mktemp("var")
    with open_sitio(base, var) as running:
        running.alumnos = running.ask("sembrar", "12")
        yield running
    assert "Traceback" not in (var / "gunicorn.log").read_text()
