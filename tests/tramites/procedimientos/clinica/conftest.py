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
    """Twelve clinics with places. UMF 1 is the nearest to the postal code 44100."""
    return make_clinicas(12)


@pytest.fixture
def inscripcion(clinicas: list[Clinica]) -> Inscripcion:
    """The enrolment of a covered student without a clinic."""
    return make_vigente()


@pytest.fixture
def solicitud(client: Client, inscripcion: Inscripcion) -> Solicitud:
    """An alta of `inscripcion` that waits at the clinic step. `client` has the session of its student."""
    solicitud = begin_tramite(client, "alta", inscripcion)
    answer_until_clinica(client, solicitud)
    return solicitud
