"""Test that no URL of an alta or a cambio causes a server error.

The test requests each URL in each estado of the Solicitud. It uses browsers with and without a session.
"""

import pytest
from django.test import Client

from padron.catalogos.models import Clinica
from tests.helpers.tramites.clinics import give_clinica, make_vigente
from tests.helpers.tramites.student import log_in, make_solicitud
from tramites.procedimientos.clinica.views import urls
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.solicitud.estados import Estado

pytestmark = pytest.mark.django_db
COMUNES = [
    "",
    "correo/",
    "impedimento/",
    "espera/",
    "estado.json",
    "resultado/",
    "fechas.ics",
    "en-espera/",
    "incidencia/",
]
EXPECTED_STATUS = (200, 403, 404, 405, 410)
PROPIAS = [str(pattern.pattern) for pattern in urls]


@pytest.mark.parametrize("titular", [True, False])
@pytest.mark.parametrize("tipo", ["alta", "cambio"])
@pytest.mark.parametrize("has_clinica", [True, False])
def test_no_url_of_alta_or_cambio_causes_a_server_error_in_any_estado_of_the_solicitud(
    clinicas: list[Clinica], tipo: str, has_clinica: bool, titular: bool
) -> None:
    inscripcion = make_vigente()
    if has_clinica:
        give_clinica(inscripcion.asegurado, clinicas[0])
    pasos = [f"paso/{step.slug}/" for step in PROCEDIMIENTOS[tipo].wizard.pasos]
    for estado in Estado:
        solicitud = make_solicitud(estado, inscripcion, tipo=tipo)
        browser = Client()
        if titular:
            log_in(browser, solicitud.titular)
        for suffix in COMUNES + PROPIAS + pasos:
            url = solicitud.get_absolute_url() + suffix
            assert browser.get(url, follow=True).status_code in EXPECTED_STATUS, (estado, suffix)
            assert browser.post(url, {}, follow=True).status_code in EXPECTED_STATUS, (estado, suffix)
        solicitud.delete()
