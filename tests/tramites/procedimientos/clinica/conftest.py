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
    """Twelve clinics: UMF 1 is the nearest."""
    return make_clinicas(12)


@pytest.fixture
def inscripcion(clinicas: list[Clinica]) -> Inscripcion:
    """A covered student without a clinic."""
    return make_vigente()


@pytest.fixture
def solicitud(client: Client, inscripcion: Inscripcion) -> Solicitud:
    """Her alta, at the clinic step."""
    solicitud = begin_tramite(client, "alta", inscripcion)
    answer_until_clinica(client, solicitud)
    return solicitud
