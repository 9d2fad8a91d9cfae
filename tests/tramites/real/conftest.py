from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bases import nueva_base, postgres
from tests.helpers.tramites.web_server import Sitio, open_sitio

__all__ = ["nueva_base", "postgres"]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def base(request: pytest.FixtureRequest, nueva_base: Callable[[str], str]) -> str:
    """The DATABASE_URL of a new database, one of each kind, for all tests of a file."""
    return nueva_base(request.param)


@pytest.fixture(scope="module")
def sitio(base: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitio]:
    """A server with twelve students; each test takes its own."""
    var: Path = tmp_path_factory.mktemp("var")
    with open_sitio(base, var) as vivo:
        vivo.alumnos = vivo.ask("sembrar", "12")
        yield vivo
    assert "Traceback" not in (var / "gunicorn.log").read_text()
