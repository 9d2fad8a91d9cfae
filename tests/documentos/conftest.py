from pathlib import Path

import pytest
from pytest_django import Settings

from documentos.management.commands.crear_sello import create_sello


@pytest.fixture(scope="session")
def pkcs12(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seal of this test process."""
    path = tmp_path_factory.mktemp("sello") / "prueba.p12"
    create_sello(path, "")
    return path


@pytest.fixture(autouse=True)
def _own_places(pkcs12: Path, tmp_path: Path, settings: Settings) -> None:
    settings.SELLO_PKCS12, settings.SELLO_CLAVE = str(pkcs12), ""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT = tmp_path  # WhiteNoise warns of a folder that is not there
