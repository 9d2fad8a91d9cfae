"""Tests of the link in the confirmation mail.

Opening the link confirms nothing, because mail scanners open links too. The token of the link must stay secret.
"""

import pytest
from django.core import mail
from django.test import Client

from padron.asegurados.models import Inscripcion
from plataforma.seguridad.models import Auditoria
from tests.helpers.tramites.student import CONFIRMAR, begin, confirm_by_link, link_of, run_outbox, unknown_curp
from tramites.solicitud.models import Confirmacion, Solicitud, Transicion

pytestmark = pytest.mark.django_db


def test_T5_get_and_head_requests_to_the_confirmation_link_confirm_nothing(
    client: Client, solicitud: Solicitud, link: str
) -> None:
    for _ in range(3):
        assert client.get(link, follow=True).status_code == 200
    assert client.head(link).status_code == 302
    assert client.head(CONFIRMAR).status_code == 200
    assert Confirmacion.objects.get().usada is None
    assert not Transicion.objects.exists()
    assert not Auditoria.objects.exists()
    assert confirm_by_link(client, link).status_code == 302


def test_T5_opening_the_confirmation_link_moves_the_token_from_the_url_to_a_cookie(client: Client, link: str) -> None:
    answer = client.get(link)
    assert answer.url == CONFIRMAR
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    cookie = answer.cookies["liga"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (CONFIRMAR, True, "Lax")
    assert answer.content == b""


def test_T5_only_the_page_with_the_confirm_button_contains_the_token_of_the_link(client: Client, link: str) -> None:
    token = link.split("/")[2]
    page = client.get(link, follow=True)
    assert page.content.decode().count(token) == 1
    assert page.headers["Referrer-Policy"] == "same-origin"
    landed = client.post(CONFIRMAR, {"liga": token}, follow=True)
    for page in (landed, client.get(CONFIRMAR, follow=True), client.get("/")):
        assert token not in page.content.decode()


@pytest.mark.parametrize("text", ["x", "A" * 43, "ñ" * 43, "%00" * 43, "%0d%0aSet-Cookie:a=b", "A" * 9000, ".", "a;b"])
def test_T4_a_confirmation_link_with_an_invented_token_gets_404(client: Client, text: str) -> None:
    assert client.get(f"/confirmar/{text}/", follow=True).status_code == 404
    assert client.post(CONFIRMAR, {"liga": text}).status_code == 404


def test_T4_a_confirmation_token_with_one_changed_character_gets_404(client: Client, link: str) -> None:
    token = link.split("/")[2]
    for i, char in enumerate(token):
        changed = token[:i] + ("B" if char == "A" else "A") + token[i + 1 :]
        assert client.post(CONFIRMAR, {"liga": changed}).status_code == 404
    assert Confirmacion.objects.get().usada is None


@pytest.mark.parametrize("rest", ["", ".", ".x", "." + "f" * 500, "." + "F" * 32, ".\x00", ". OR 1=1"])
def test_a_browser_whose_cookie_has_an_invalid_browser_id_gets_a_new_browser_id(
    client: Client, link: str, rest: str
) -> None:
    """The cookie `liga` contains the token of a link, a dot, and a browser id.

    In this test, the browser id is missing or invalid.
    """
    token = link.split("/")[2]
    client.cookies["liga"] = token + rest
    assert client.post(CONFIRMAR, {"liga": token}).status_code == 302
    assert len(Confirmacion.objects.get().navegador) == 32
    del client.cookies["sesion"]
    assert client.post(CONFIRMAR, {"liga": token}).status_code == 403


def test_the_page_with_the_confirm_button_returns_404_without_the_link_cookie(client: Client) -> None:
    assert client.get(CONFIRMAR).status_code == 404
    assert client.post(CONFIRMAR).status_code == 404


def test_two_tabs_with_different_links_confirm_two_different_solicitudes(client: Client, alumna: Inscripcion) -> None:
    """The form in each tab must send the token of its own link.

    The cookie is not enough, because the cookie contains only the link that was opened last.
    """
    tokens = {}
    for curp in (alumna.asegurado.curp, unknown_curp()):
        begun = begin(client, curp, alumna.correo)
        run_outbox()
        tokens[begun.pk] = client.get(link_of(mail.outbox[-1]), follow=True).context["liga"]
    for pk, token in tokens.items():
        assert client.post(CONFIRMAR, {"liga": token}).url == f"/tramites/nss/{pk}/"
