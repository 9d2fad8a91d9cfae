"""Tests of the session that a student gets after the confirmation.

The session ends with the button «Salir», or after 30 minutes without a request.
"""

import datetime as dt
from itertools import product

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.helpers.tramites.student import (
    begin,
    begin_and_confirm,
    confirm_by_link,
    confirmations_to,
    link_of,
    run_outbox,
    url,
)
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
PERSONALES = ("correo", "espera", "resultado", "cerrado", "incidencia", "solicitud", "estado")


@pytest.fixture
def concluida(client: Client, alumna: Inscripcion) -> Solicitud:
    """Return a finished Solicitud. The student is logged in with the browser `client`."""
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    solicitud.refresh_from_db()
    assert solicitud.estado == Estado.CONCLUIDA
    return solicitud


def test_T10_the_confirmation_creates_a_new_session_key_and_deletes_the_earlier_session(
    client: Client, alumna: Inscripcion
) -> None:
    planted = client.session
    planted["algo"] = "de antes"
    planted.save()
    client.cookies["sesion"] = planted.session_key
    begin(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    confirm_by_link(client, link_of(confirmations_to(alumna.correo)[-1]))
    assert client.cookies["sesion"].value != planted.session_key
    assert not Session.objects.filter(session_key=planted.session_key).exists()


def test_T10_an_invented_session_key_is_replaced_when_the_student_confirms(client: Client, alumna: Inscripcion) -> None:
    client.cookies["sesion"] = "a" * 32
    begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    assert client.cookies["sesion"].value != "a" * 32


def test_T10_no_page_shows_student_data_after_the_student_presses_salir(client: Client, concluida: Solicitud) -> None:
    nss = concluida.get_asegurado().nss
    assert nss
    assert nss in client.get(url("resultado", concluida)).content.decode()
    answer = client.post("/salir/")
    assert answer.url == "/?salida"
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.cookies["liga"].value == ""
    assert answer.cookies["liga"]["path"] == "/confirmar/"
    assert not Session.objects.exists()
    for name in PERSONALES:
        page = client.get(url(name, concluida), follow=True)
        text = page.content.decode()
        assert nss not in text
        assert concluida.correo not in text
        assert page.headers["Cache-Control"] == "no-store"


def test_T10_a_session_ends_after_30_minutes_without_a_request(client: Client, concluida: Solicitud) -> None:
    with time_machine.travel(dt.datetime.now(dt.UTC)) as clock:
        for minutes in (29, 29):
            clock.shift(minutes * 60)
            assert client.get(url("resultado", concluida)).status_code == 200
        clock.shift(30 * 60)
        page = client.get(url("resultado", concluida))
        assert page.status_code == 403
        assert "Entra con tu correo" in page.content.decode()


def test_T10_the_pages_do_not_offer_to_keep_a_session_that_ends_after_eight_hours(
    client: Client, concluida: Solicitud
) -> None:
    with time_machine.travel(dt.datetime.now(dt.UTC)) as clock:
        assert "Mantener" in client.get(url("resultado", concluida)).content.decode()
        for _ in range(23):
            clock.shift(20 * 60)
            page = client.get(url("resultado", concluida))
        assert "Mantener" not in page.content.decode()
        assert "Salir" in page.content.decode()
        clock.shift(20 * 60)
        assert client.get(url("resultado", concluida)).status_code == 403


def test_T10_the_session_cookie_has_no_expiry_date_so_that_closing_the_browser_deletes_it(
    client: Client, concluida: Solicitud
) -> None:
    assert client.cookies["sesion"]["max-age"] == ""
    assert client.cookies["sesion"]["expires"] == ""


def test_T5_every_personal_page_forbids_caching_and_sends_no_referer_to_other_sites(
    client: Client, concluida: Solicitud
) -> None:
    for browser, name in product((client, Client()), PERSONALES):
        answer = browser.get(url(name, concluida))
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_salir_ends_the_session_only_with_a_post_request(client: Client, concluida: Solicitud) -> None:
    assert client.get("/salir/").url == "/"
    assert client.get(url("resultado", concluida)).status_code == 200  # still logged in after the GET request
    assert client.post("/salir/").status_code == 302
    assert Client().post("/salir/").status_code == 302


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/sesion/mantener/", "/expediente/"),
        ("/tramites/vigencia/continuar/", "/tramites/vigencia/empezar/"),
        ("/documentos/RE-0000-0000/enviar/", "/expediente/"),
    ],
)
def test_opening_the_url_of_a_button_leads_back_to_its_page(
    client: Client, alumna: Inscripcion, path: str, to: str
) -> None:
    """A phone that restores its tabs sends a GET to the URL of the last form."""
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    assert client.get(path).url == to
    assert client.get(url("reenviar", solicitud)).url == url("correo", solicitud)
    for address in (path, url("reenviar", solicitud)):
        assert client.put(address).status_code == 405


def test_the_owner_of_the_session_sees_the_full_name_and_email_address(client: Client, alumna: Inscripcion) -> None:
    begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    text = client.get("/tramites/vigencia/empezar/").content.decode()
    assert f"Continuar como {alumna.asegurado.nombre_completo} ({alumna.correo})" in text
