import pytest
from django.test import Client

from documentos import handlers as documentos
from padron.asegurados.models import Inscripcion
from tests.fabricas import InscripcionFactory
from tests.helpers.tramites.nss_steps import catalogos, inscripcion, solicitud

__all__ = ["catalogos", "inscripcion", "solicitud"]  # fixtures for all folders; a folder may override them


@pytest.fixture(autouse=True)
def _own_places(lugares_propios: None) -> None:
    """Give each test a seal and a file store of its own, so that tests do not influence each other."""


@pytest.fixture(autouse=True)
def _sin_pdf(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the making of PDF files, which takes half a second each, unless the test is marked `pdf`."""
    if request.node.get_closest_marker("pdf") is None:
        monkeypatch.setattr(documentos, "print_documento", lambda documento: b"%PDF-1.7 prueba")


@pytest.fixture
def alumna(db: None) -> Inscripcion:
    """Return the enrolment of a student who has an NSS, and an e-mail address on the roster."""
    return InscripcionFactory(asegurado__con_nss=True, asegurado__nombres="Yunuen Xóchitl", correo="ximena@example.com")


@pytest.fixture
def otro_navegador() -> Client:
    """Return a second browser, which shares no cookies with `client`."""
    return Client()
