"""Whole catalogues, on both databases."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from padron.catalogos.estados import ESTADOS
from padron.catalogos.importacion import load_codigos_postales
from padron.catalogos.models import Colonia, Municipio
from padron.catalogos.selectors import get_codigo_postal, get_colonias
from tests.bases import default_database
from tests.padron.catalogos.importacion.archivos import encode, make_muchas

pytestmark = pytest.mark.real
MAX_CRECIMIENTO = 80  # MB that a load of 155 000 rows may need
MEASURE = """
import resource, sys
import django
from django.core.management import call_command
django.setup()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
call_command("importar_sepomex", sys.argv[1], stdout=sys.stderr)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.fixture
def _base(base_url: str, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), default_database(base_url):
        yield


@pytest.mark.usefixtures("_base")
def test_the_default_catalogue_then_the_official_one(base_url: str, tmp_path: Path) -> None:
    first = load_codigos_postales(actor="prueba")
    assert (first.filas, first.codigos_nuevos, first.colonias_nuevas) == (145_468, 32_236, 145_329)
    assert first.avisos == []
    assert set(Municipio.objects.values_list("estado", flat=True)) == set(ESTADOS)
    _check_ejemplos()
    again = load_codigos_postales(actor="prueba").as_dict()
    assert {name for name, number in again.items() if number} == {"filas", "repetidas"}
    said = _import_muchas(base_url, tmp_path)
    assert "155000 filas." in said
    assert "Colonias: 155000 nuevas, 145329 quitadas." in said
    assert Colonia.objects.count() == 155_000
    assert get_codigo_postal("44100") is None
    assert len(get_colonias("30999")) == 5


def _check_ejemplos() -> None:
    """Check the examples of docs/reglas.md, «Postal codes»."""
    lugares = {cp: str(codigo.municipio) for cp in ("44100", "04510") if (codigo := get_codigo_postal(cp))}
    assert lugares == {"44100": "Guadalajara, Jalisco", "04510": "Coyoacán, Ciudad de México"}
    assert get_colonias("44100") == ["Guadalajara Centro"]
    assert get_colonias("04510") == ["Universidad Nacional Autónoma de México"]  # its name for Ciudad Universitaria
    assert get_codigo_postal("45545") is None
    assert len(get_colonias("85203")) == len(set(get_colonias("85203"))) == 352


def _import_muchas(base_url: str, folder: Path) -> str:
    """Import the official file by its command, in memory that is bounded. Return what it says."""
    path = folder / "CPdescarga.txt"
    path.write_bytes(encode(*make_muchas()))
    env = {**os.environ, "DATABASE_URL": base_url, "VAR_DIR": str(folder), "MODO_DEMOSTRACION": "1"}
    env["DJANGO_SETTINGS_MODULE"] = "imss_portal.settings"
    command = [sys.executable, "-c", MEASURE, str(path)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < MAX_CRECIMIENTO
    return done.stderr
