from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from documentos import handlers as documentos
from documentos.management.commands.crear_sello import create_sello
from padron.asegurados.models import Inscripcion
from tests.fabricas import InscripcionFactory


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


@pytest.fixture(autouse=True)
def _sin_pdf(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the half second of a real PDF, but where a test is marked `pdf`."""
    if request.node.get_closest_marker("pdf") is None:
        monkeypatch.setattr(documentos, "print_documento", lambda documento: b"%PDF-1.7 prueba")


@pytest.fixture
def alumna(db: None) -> Inscripcion:
    """A student whose NSS the record has, with an address on the roster."""
    return InscripcionFactory(asegurado__con_nss=True, asegurado__nombres="Yunuen Xóchitl", correo="ximena@example.com")


@pytest.fixture
def otro_navegador() -> Client:
    """Another browser than `client`."""
    return Client()
