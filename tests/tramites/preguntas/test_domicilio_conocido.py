"""The wizard fills in the postal address of an earlier Solicitud.

So the student need not type the address again. The accessibility guideline WCAG 2.2 requires this (3.3.7, «Redundant
Entry»).
"""

from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.helpers.tramites.nss_steps import answer, answer_until, open_nss, read, stored_answers
from tramites.preguntas.domicilio import seed_domicilio
from tramites.preguntas.storage import get_hechos
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud


def open_second_solicitud(inscripcion: Inscripcion, solicitud: Solicitud) -> Solicitud:
    """Cancel the first Solicitud, and open a second one for the same student."""
    Solicitud.objects.filter(pk=solicitud.pk).update(estado=Estado.CANCELADA)
    return open_nss(inscripcion)


def test_the_steps_of_a_new_solicitud_are_prefilled_with_the_address_of_an_earlier_solicitud(
    client: Client, inscripcion: Inscripcion, solicitud: Solicitud
) -> None:
    answer_until(client, solicitud, "revision")
    second = open_second_solicitud(inscripcion, solicitud)
    assert get_hechos(second) == []
    answer(client, second, "identidad")
    assert 'value="44100"' in read(client, second, "codigo-postal")
    answer(client, second, "codigo-postal", {"cp": "44100"})
    page = read(client, second, "domicilio")
    assert 'value="Morelos"' in page
    assert "checked" in page


def test_the_first_solicitud_of_a_student_starts_without_answers(solicitud: Solicitud) -> None:
    assert stored_answers(solicitud).get("pasos", {}) == {}


def test_the_address_of_an_earlier_solicitud_does_not_overwrite_an_answer_of_the_new_solicitud(
    client: Client, inscripcion: Inscripcion, solicitud: Solicitud
) -> None:
    answer_until(client, solicitud, "revision")
    second = open_second_solicitud(inscripcion, solicitud)
    answer(client, second, "identidad")
    answer(client, second, "codigo-postal", {"cp": "45100"})
    second.refresh_from_db()
    seed_domicilio(second)
    assert stored_answers(second)["pasos"]["codigo-postal"]["cp"] == "45100"
