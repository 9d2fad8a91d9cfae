import pytest
from django.test import Client

from documentos import handlers as documentos
from padron.asegurados.models import Inscripcion
from tests.helpers.factories import InscripcionFactory
from tests.helpers.tramites.nss_steps import catalogos, inscripcion, solicitud

# All tests of tramites can use these imported fixtures. The conftest.py of a subfolder can replace a fixture.
__all__ = ["catalogos", "inscripcion", "solicitud"]


@pytest.fixture(autouse=True)
def _own_places(lugares_propios: None) -> None:
    """Use a test key to sign documents, and an empty folder for the PDF files of each test."""


@pytest.fixture(autouse=True)
def _sin_pdf(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the creation of PDF files by a short text, because a PDF takes half a second.

    Only tests with the marker `pdf` create real PDF files.
    """
    if request.node.get_closest_marker("pdf") is None:
        monkeypatch.setattr(documentos, "print_documento", lambda documento: b"%PDF-1.7 prueba")


@pytest.fixture
def alumna(db: None) -> Inscripcion:
    """Return the enrolment of a student who has an NSS. The roster has the e-mail address of the student."""
    return InscripcionFactory(asegurado__con_nss=True, asegurado__nombres="Yunuen Xóchitl", correo="ximena@example.com")


@pytest.fixture
def otro_navegador() -> Client:
    """Return a second browser. It shares no cookies with the browser `client`."""
    return Client()
