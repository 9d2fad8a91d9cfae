import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion
from padron.catalogos.models import Clinica
from tests.helpers.tramites.clinics import begin_tramite, give_clinica, make_clinicas, make_vigente
from tramites.solicitud.models import Solicitud


@pytest.fixture
def clinicas(db: None) -> list[Clinica]:
    """Create seven clinics with free places. UMF 1 is the clinic nearest to the postal code 44100."""
    return make_clinicas(7)


@pytest.fixture
def inscripcion(clinicas: list[Clinica]) -> Inscripcion:
    """Return the enrolment of a student who is registered at a clinic.

    The student has medical cover, and goes to the clinic UMF 1 in the morning shift.
    """
    inscripcion = make_vigente()
    give_clinica(inscripcion.asegurado, clinicas[0])
    return inscripcion


@pytest.fixture
def solicitud(client: Client, inscripcion: Inscripcion) -> Solicitud:
    """Return a cambio Solicitud at the first step. The student is logged in with the browser `client`."""
    return begin_tramite(client, "cambio", inscripcion)
