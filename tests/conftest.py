"""What all tests share: who counts as a unit test, and a seal of their own."""

from pathlib import Path

import pytest
from pytest_django import Settings

# Places whose tests go through pages even where they build their own client.
PAGINAS = (
    "tramites/amenazas",
    "tramites/expediente/test_pagina",
    "tramites/domicilio",
    "tramites/incidencias",
    "tramites/procedimientos",
    "tramites/seguimiento",
    "tramites/test_limites",
    "tramites/views",
    "tramites/wizard",
    "plataforma/captcha",
)
RAIZ = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask pages: a whole request each time, some twenty times the cost of a rule."""
    for item in items:
        place = item.path.relative_to(RAIZ).as_posix()
        if "client" in getattr(item, "fixturenames", ()) or place.startswith(PAGINAS):
            item.add_marker(pytest.mark.paginas)


@pytest.fixture(scope="session")
def pkcs12(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seal of this test process."""
    from documentos.management.commands.crear_sello import create_sello  # settings are not ready before

    path = tmp_path_factory.mktemp("sello") / "prueba.p12"
    create_sello(path, "")
    return path


@pytest.fixture
def lugares_propios(pkcs12: Path, tmp_path: Path, settings: Settings) -> None:
    """A seal and a store of the test's own. Rooms that issue documents make it `autouse` in their conftest."""
    settings.SELLO_PKCS12, settings.SELLO_CLAVE = str(pkcs12), ""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT = tmp_path  # WhiteNoise warns of a folder that is not there
