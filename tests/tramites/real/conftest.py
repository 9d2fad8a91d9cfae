import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.portal.vivo import find_free_port
from tests.servidores import postgres
from tests.tramites.real.sitio import RAIZ, Sitio, serve

__all__ = ["postgres"]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The DATABASE_URL of a new database, one of each kind, for all tests of a file."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('base') / 'prueba.sqlite3'}"
        return
    servidor = request.getfixturevalue("postgres")
    nombre = f"tramites_{uuid4().hex[:12]}"
    servidor.execute(f"CREATE DATABASE {nombre}")
    yield servidor.url(nombre)
    servidor.execute(f"DROP DATABASE {nombre} WITH (FORCE)")


@pytest.fixture(scope="module")
def sitio(base: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitio]:
    """A server with twelve students; each test takes its own."""
    var: Path = tmp_path_factory.mktemp("var")
    puerto = find_free_port()
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": base,
        "VAR_DIR": str(var),
        "SITE_URL": f"http://127.0.0.1:{puerto}",
    }
    for orden in (["migrate", "--run-syncdb", "-v0"], ["crear_sello"]):
        subprocess.run([sys.executable, "manage.py", *orden], env=env, cwd=RAIZ, check=True, capture_output=True)
    vivo = Sitio(puerto, env)
    vivo.alumnos = vivo.ask("sembrar", "12")
    with serve(env, puerto, var / "gunicorn.log"):
        yield vivo
    assert "Traceback" not in (var / "gunicorn.log").read_text()
