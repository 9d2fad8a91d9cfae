import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.helpers.tramites.student import begin, code_of, confirmations_to, link_of, run_outbox
from tramites.solicitud.models import Solicitud


@pytest.fixture
def solicitud(client: Client, alumna: Inscripcion) -> Solicitud:
    """Begun in `client`; its mail has arrived."""
    solicitud = begin(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    return solicitud


@pytest.fixture
def link(solicitud: Solicitud) -> str:
    """The path of the link in that mail."""
    return link_of(confirmations_to(solicitud.correo)[-1])


@pytest.fixture
def codigo(solicitud: Solicitud) -> str:
    """The code in that mail."""
    return code_of(confirmations_to(solicitud.correo)[-1])
