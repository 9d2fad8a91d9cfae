import pytest
from django.test import Client

from documentos import handlers as documentos
from padron.asegurados.models import Inscripcion
from tests.fabricas import InscripcionFactory
from tests.helpers.tramites.nss_steps import catalogos, inscripcion, solicitud

__all__ = ["catalogos", "inscripcion", "solicitud"]  # fixtures for all folders; some replace them by their own


@pytest.fixture(autouse=True)
def _own_places(lugares_propios: None) -> None:
    """No test here seals with the key, or writes to the store, of another."""


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
