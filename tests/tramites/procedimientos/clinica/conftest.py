import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion
from padron.catalogos.models import Clinica
from tests.helpers.tramites.clinics import (
    answer_until_clinica,
    begin_tramite,
    make_clinicas,
    make_vigente,
)
from tramites.solicitud.models import Solicitud


@pytest.fixture
def clinicas(db: None) -> list[Clinica]:
    """Create twelve clinics with free places. UMF 1 is the clinic nearest to the postal code 44100."""
    return make_clinicas(12)


@pytest.fixture
def inscripcion(clinicas: list[Clinica]) -> Inscripcion:
    """Return the enrolment of a student who has medical cover and no clinic."""
    return make_vigente()


@pytest.fixture
def solicitud(client: Client, inscripcion: Inscripcion) -> Solicitud:
    """Return an alta Solicitud at the clinic step. The student is logged in with the browser `client`."""
    solicitud = begin_tramite(client, "alta", inscripcion)
    answer_until_clinica(client, solicitud)
    return solicitud
