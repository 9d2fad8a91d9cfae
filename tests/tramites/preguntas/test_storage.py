"""Tests of SolicitudStorage, which stores the answers of a wizard.

The cleaned answers are encrypted and stored in the Solicitud.
"""

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from tests.helpers.tramites.nss_steps import DOMICILIO, answer, answer_until, step_url, stored_answers
from tests.helpers.tramites.student import log_in
from tramites.preguntas.storage import SolicitudStorage, get_hechos
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db


@pytest.fixture
def storage(solicitud: Solicitud) -> SolicitudStorage:
    """Return the storage object that formtools creates for a request about `solicitud`."""
    request = RequestFactory().get("/")
    request.solicitud = solicitud  # type: ignore[attr-defined]
    return SolicitudStorage("cualquiera", request)


def test_the_wizard_stores_cleaned_answers_without_the_csrf_token_or_extra_fields(solicitud: Solicitud) -> None:
    client = Client(enforce_csrf_checks=True)
    log_in(client, solicitud.titular)
    token = client.get(step_url(solicitud, "identidad")).context["csrf_token"]
    extra = {"csrfmiddlewaretoken": str(token), "current_step": "revision", "otro": "x"}
    answer(client, solicitud, "identidad", extra)
    answer(client, solicitud, "codigo-postal", {"cp": " 44 100 ", **extra})
    assert stored_answers(solicitud) == {
        "pasos": {"identidad": {}, "codigo-postal": {"cp": "44100", "conservar": False}},
        "pendientes": [],
    }


def test_T17_the_database_row_of_a_solicitud_contains_no_answer_in_plain_text(
    client: Client, solicitud: Solicitud
) -> None:
    answer_until(client, solicitud, "revision")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM tramites_solicitud WHERE folio = %s", [solicitud.folio])
        row = str(cursor.fetchone())
    assert solicitud.folio in row
    for secret in ("Morelos", "44100", "Centro", "calle"):
        assert secret not in row


def test_resetting_the_wizard_does_not_delete_the_stored_answers(
    client: Client, solicitud: Solicitud, storage: SolicitudStorage
) -> None:
    storage.set_step_data("domicilio", DOMICILIO)
    storage.reset()
    storage.init_data()
    assert stored_answers(solicitud)["pasos"] == {"domicilio": DOMICILIO}
    for address in ("identidad/?reset", "identidad/?reset=1", "done/?reset", "nada/?reset=1"):
        client.get(f"{solicitud.get_absolute_url()}paso/{address}")
    assert stored_answers(solicitud)["pasos"] == {"domicilio": DOMICILIO}


def test_expect_again_marks_a_step_as_not_done_without_deleting_the_answer(storage: SolicitudStorage) -> None:
    storage.set_step_data("a", {"x": "1"})
    storage.set_step_data("b", {"y": "2"})
    storage.expect_again({"b", "never answered"})
    assert get_hechos(storage.solicitud) == ["a"]
    assert storage.pasos == {"a": {"x": "1"}, "b": {"y": "2"}}
    storage.set_step_data("b", {"y": "3"})
    assert get_hechos(storage.solicitud) == ["a", "b"]


def test_storing_an_answer_does_not_overwrite_the_estado_of_the_solicitud(
    storage: SolicitudStorage, django_assert_num_queries
) -> None:
    Solicitud.objects.update(estado="con_incidencia")
    with django_assert_num_queries(1) as queries:
        storage.set_step_data("a", {})
    assert "estado" not in queries[0]["sql"]
    assert Solicitud.objects.get().estado == "con_incidencia"


def test_get_step_data_returns_the_stored_values_or_none_if_the_step_has_no_answer(storage: SolicitudStorage) -> None:
    storage.set_step_data("a", {"cp": "44100", "conservar": False})
    data = storage.get_step_data("a")
    assert data is not None
    assert (data["cp"], data["conservar"]) == ("44100", False)
    assert storage.get_step_data("b") is None
    assert storage.current_step is None
