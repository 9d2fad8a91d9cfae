import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion
from padron.catalogos.models import Clinica
from tests.helpers.tramites.clinics import begin_tramite, give_clinica, make_clinicas, make_vigente
from tramites.solicitud.models import Solicitud


@pytest.fixture
def clinicas(db: None) -> list[Clinica]:
    """Seven clinics with places. UMF 1 is the nearest to the postal code 44100."""
    return make_clinicas(7)


@pytest.fixture
def inscripcion(clinicas: list[Clinica]) -> Inscripcion:
    """The enrolment of a covered student who is registered at UMF 1, morning shift."""
    inscripcion = make_vigente()
    give_clinica(inscripcion.asegurado, clinicas[0])
    return inscripcion


@pytest.fixture
def solicitud(client: Client, inscripcion: Inscripcion) -> Solicitud:
    """A cambio of `inscripcion` that waits at its first step. `client` has the session of its student."""
    return begin_tramite(client, "cambio", inscripcion)
