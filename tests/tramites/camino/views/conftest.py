import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.helpers.tramites.student import begin, code_of, confirmations_to, link_of, run_outbox
from tramites.solicitud.models import Solicitud


@pytest.fixture
def solicitud(client: Client, alumna: Inscripcion) -> Solicitud:
    """Return a Solicitud that the student started in the browser `client`. The confirmation mail is already sent."""
    solicitud = begin(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    return solicitud


@pytest.fixture
def link(solicitud: Solicitud) -> str:
    """Return the URL path of the link in the confirmation mail of `solicitud`."""
    return link_of(confirmations_to(solicitud.correo)[-1])


@pytest.fixture
def codigo(solicitud: Solicitud) -> str:
    """Return the six-digit code in the confirmation mail of `solicitud`."""
    return code_of(confirmations_to(solicitud.correo)[-1])
