"""Tests of the first page and the first form of a procedure.

The first form starts a Solicitud. The test names call it the gate form.
"""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from padron.asegurados.models import Inscripcion
from plataforma.bandeja.models import Mensaje
from plataforma.correo.models import Correo
from tests.helpers.tramites.student import PUERTA, begin, make_gate_data, unknown_curp
from tramites.solicitud.models import Confirmacion, Solicitud

CURP = unknown_curp()
CORREO = "ana@example.com"
# Sending the first form needs 19 queries: 5 insert rows, 3 count for the rate limits, and 1 checks whether the mail
# exists. The other 10 queries are for 5 savepoints, because each savepoint needs 2 queries.
CONSULTAS_POST = 19
ESCRITO = [
    ("", "Escribe tu CURP"),
    (CURP[:16], "Tu CURP debe tener 18 letras y números; escribiste 16"),
    (CURP[:17] + str((int(CURP[17]) + 1) % 10), "Fíjate si confundiste la letra O con el número 0"),
    (CURP.replace("9", "٩"), "de tu CURP"),
    (CURP[:10] + "😀" * 8, "de tu CURP"),
    (CURP[:9] + "\x00" + CURP[10:], "de tu CURP"),
    ("<script>alert(1)", "Tu CURP debe tener 18 letras y números"),
    ("A" * 90_000, "escribiste 90000"),
]


def test_the_first_page_of_a_procedure_has_a_link_to_the_gate_form(client: Client) -> None:
    page = client.get("/tramites/nss/")
    assert page.status_code == 200
    assert f'href="{PUERTA}"' in page.content.decode()


@pytest.mark.parametrize("address", ["/tramites/otro/", "/tramites/otro/empezar/", "/tramites/NSS/"])
def test_the_url_of_an_unknown_procedure_gets_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [CURP.lower(), f" {CURP[:4]} {CURP[4:10]}-{CURP[10:]} "])
def test_the_gate_form_stores_curp_and_email_address_in_normalised_form(client: Client, typed: str) -> None:
    solicitud = begin(client, typed, " Ana@Example.com ".strip())
    assert (solicitud.curp, solicitud.correo, solicitud.estado) == (CURP, CORREO, "iniciada")
    assert solicitud.aviso_version


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "words"), ESCRITO, ids=range(len(ESCRITO)))
def test_a_gate_form_with_an_invalid_curp_is_shown_again_with_the_typed_values(
    client: Client, typed: str, words: str
) -> None:
    page = client.post(PUERTA, make_gate_data(typed, CORREO))
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count(words) == 2, "in the summary and at the field, and nowhere else"
    assert page.context["form"]["curp"].value() == typed
    assert text.count(f'value="{CORREO}"') == 2
    assert re.search(r'<input type="checkbox" name="aviso"[^>]* checked', text)
    assert "<script>alert" not in text
    assert not Solicitud.objects.exists()


@pytest.mark.django_db
def test_an_empty_gate_form_shows_an_error_at_each_required_field(client: Client) -> None:
    page = client.post(PUERTA, {})
    assert list(page.context["form"].errors) == ["curp", "correo", "correo2", "captcha", "aviso"]
    assert "<title>Error: " in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"", b"%00%ff=%fe&curp=%ed%a0%80", b"{}", b"&" * 500])
def test_an_invalid_request_body_shows_errors_at_the_required_fields_of_the_gate_form(
    client: Client, body: bytes
) -> None:
    page = client.post(PUERTA, body, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 200
    assert {"curp", "correo", "aviso"} <= set(page.context["form"].errors)


@pytest.mark.django_db
def test_the_same_gate_form_sent_twice_creates_one_solicitud_and_one_mail(client: Client) -> None:
    sent = make_gate_data(CURP, CORREO)
    assert client.post(PUERTA, sent).url == client.post(PUERTA, sent).url
    assert (Solicitud.objects.count(), Confirmacion.objects.count(), Correo.objects.count()) == (1, 1, 1)
    # One message sends the confirmation mail. The other message checks whether the student needs a warning mail.
    assert Mensaje.objects.count() == 2


@pytest.mark.django_db
def test_a_student_who_goes_back_and_changes_the_gate_form_creates_a_second_solicitud(client: Client) -> None:
    sent = make_gate_data(CURP, CORREO)
    corrected = {**sent, "correo": "eva@example.com", "correo2": "eva@example.com"}
    first = client.post(PUERTA, sent).url
    second = client.post(PUERTA, corrected).url
    assert first != second == client.post(PUERTA, corrected).url
    assert list(Correo.objects.order_by("creado").values_list("para", flat=True)) == [CORREO, "eva@example.com"]


@pytest.mark.django_db
def test_every_request_for_the_gate_form_gets_a_new_value_of_intento(client: Client) -> None:
    """The id of the Solicitud is computed from the hidden field `intento` and the typed data.

    So the same data in a new form start a new Solicitud.
    """
    intentos = {client.get(PUERTA).context["form"]["intento"].value() for _ in range(2)}
    assert len(intentos) == 2


@pytest.mark.django_db
def test_the_gate_form_accepts_head_requests_and_refuses_put_and_delete_requests(client: Client) -> None:
    assert client.head(PUERTA).status_code == 200
    assert client.put(PUERTA).status_code == 405
    assert client.delete(PUERTA).status_code == 405


@pytest.mark.django_db
def test_the_gate_form_without_csrf_token_creates_no_solicitud() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(PUERTA, make_gate_data(CURP, CORREO))
    assert answer.status_code == 403
    assert not Solicitud.objects.exists()
    page = strict.get(PUERTA)
    token = page.context["csrf_token"]
    assert strict.post(PUERTA, {**make_gate_data(CURP, CORREO), "csrfmiddlewaretoken": str(token)}).status_code == 302


def test_showing_the_gate_form_needs_no_database_query(
    client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get(PUERTA)


@pytest.mark.parametrize("others", [0, 30])
def test_sending_the_gate_form_needs_the_same_number_of_queries_after_30_solicitudes(
    client: Client, alumna: Inscripcion, others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(others):
        begin(Client(), CURP, f"ana{n}@example.com")
    with django_assert_num_queries(CONSULTAS_POST):
        client.post(PUERTA, make_gate_data(alumna.asegurado.curp, CORREO))


@pytest.mark.django_db
@pytest.mark.parametrize(("demostracion", "shown"), [(True, CURP), (False, "")])
def test_only_demonstration_mode_fills_the_gate_form_from_the_query_string(
    client: Client, settings: Settings, demostracion: bool, shown: str
) -> None:
    settings.MODO_DEMOSTRACION = demostracion
    page = client.get(PUERTA, {"curp": CURP, "correo": CORREO})
    value: Any = page.context["form"]["curp"].value()
    assert (value or "") == shown
