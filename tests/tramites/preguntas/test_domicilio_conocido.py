"""Nobody types an address twice (WCAG 2.2, 3.3.7)."""

from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.helpers.tramites.nss_steps import answer, answer_until, open_nss, read, stored
from tramites.preguntas.domicilio import seed_domicilio
from tramites.preguntas.storage import get_hechos
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud


def begin_another(inscripcion: Inscripcion, solicitud: Solicitud) -> Solicitud:
    """Another run of the same student, the first one having been left."""
    Solicitud.objects.filter(pk=solicitud.pk).update(estado=Estado.CANCELADA)
    return open_nss(inscripcion)


def test_what_was_answered_before_is_filled_in_and_shown_again(
    client: Client, inscripcion: Inscripcion, solicitud: Solicitud
) -> None:
    answer_until(client, solicitud, "revision")
    otra = begin_another(inscripcion, solicitud)
    assert get_hechos(otra) == []
    answer(client, otra, "identidad")
    assert 'value="44100"' in read(client, otra, "codigo-postal")
    answer(client, otra, "codigo-postal", {"cp": "44100"})
    page = read(client, otra, "domicilio")
    assert 'value="Morelos"' in page
    assert "checked" in page


def test_a_student_who_gave_no_address_finds_empty_steps(solicitud: Solicitud) -> None:
    assert stored(solicitud).get("pasos", {}) == {}


def test_what_is_answered_already_stays(client: Client, inscripcion: Inscripcion, solicitud: Solicitud) -> None:
    answer_until(client, solicitud, "revision")
    otra = begin_another(inscripcion, solicitud)
    answer(client, otra, "identidad")
    answer(client, otra, "codigo-postal", {"cp": "45100"})
    otra.refresh_from_db()
    seed_domicilio(otra)
    assert stored(otra)["pasos"]["codigo-postal"]["cp"] == "45100"
