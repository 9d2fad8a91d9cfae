"""Performance test: the wizard must not repeat expensive work.

The test counts how often the wizard resolves its steps and validates its forms.
"""

from unittest.mock import patch

import pytest
from django.test import Client

from padron.catalogos.models import Clinica
from tests.helpers.tramites.clinics import ALTA, begin_tramite, choose_clinica, make_clinicas, make_vigente
from tests.helpers.tramites.nss_steps import answer
from tramites.preguntas import wizard
from tramites.preguntas.forms import PasoForm
from tramites.preguntas.pasos import resolve_steps
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinicas() -> list[Clinica]:
    return make_clinicas(2)


@pytest.fixture
def solicitud(client: Client, clinicas: list[Clinica]) -> Solicitud:
    return begin_tramite(client, "alta", make_vigente())


def test_the_wizard_resolves_steps_and_validates_forms_at_most_twelve_times_in_an_alta(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    full_clean = PasoForm.full_clean
    with (
        patch.object(wizard, "resolve_steps", side_effect=resolve_steps) as passes,
        patch.object(PasoForm, "full_clean", autospec=True, side_effect=full_clean) as validations,
    ):
        for step, datos in ALTA:
            assert answer(client, solicitud, step, datos).status_code == 302
        assert choose_clinica(client, solicitud, clinicas[0]).status_code == 302
        assert answer(client, solicitud, "revision").status_code == 302
    solicitud.refresh_from_db()
    assert solicitud.estado == "por_procesar"
    assert passes.call_count <= 12
    assert validations.call_count <= 12
