import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion
from padron.catalogos.models import Clinica
from tests.helpers.tramites.clinics import begin_tramite, give_clinica, make_clinicas, make_vigente
from tramites.solicitud.models import Solicitud


@pytest.fixture
def clinicas(db: None) -> list[Clinica]:
    """Seven clinics: UMF 1 is the nearest."""
    return make_clinicas(7)


@pytest.fixture
def inscripcion(clinicas: list[Clinica]) -> Inscripcion:
    """A covered student at UMF 1 in the morning."""
    inscripcion = make_vigente()
    give_clinica(inscripcion.asegurado, clinicas[0])
    return inscripcion


@pytest.fixture
def solicitud(client: Client, inscripcion: Inscripcion) -> Solicitud:
    """Her change, just confirmed in `client`."""
    return begin_tramite(client, "cambio", inscripcion)
