"""What a page says of itself: how the mail fares, what was just done, that one has left; and that it begins high up."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.helpers.navegador import nss_walk
from tests.helpers.portal.live_portal import Persona

pytestmark = pytest.mark.browser


def test_the_mail_page_tells_that_the_mail_left_and_nobody_has_to_ask(visitar: Any, localizado: Persona) -> None:
    v = visitar(localizado)
    nss_walk.go_to_gate(v)
    nss_walk.fill_gate(v)
    v.page.get_by_label("Código de 6 números").fill("12")
    expect(v.page.locator("[role=status][data-entrega]")).to_contain_text("Correo enviado a las")
    expect(v.page.get_by_label("Código de 6 números")).to_have_value("12")  # the page was not loaded anew


def test_what_was_just_done_has_the_focus_and_the_page_begins_high_up(visitar: Any, localizado: Persona) -> None:
    v = visitar(localizado)
    nss_walk.enter(v)
    v.wait_for(nss_walk.LISTO)
    top = v.page.get_by_role("heading", level=1).bounding_box()
    assert top["y"] < 300
    v.page.get_by_role("button", name="Enviar todo a mi correo").click()
    expect(v.page.locator(":focus")).to_contain_text("Enviamos tus documentos")
    v.page.get_by_role("button", name="Salir").first.click()
    expect(v.page).to_have_title(re.compile("^Saliste · "))
    expect(v.page.locator(":focus")).to_contain_text("Cerraste tu sesión.")


def test_the_first_action_is_seen_without_scrolling(visitar: Any, localizado: Persona) -> None:
    v = visitar(localizado)
    v.page.goto("/")
    box = v.page.get_by_role("link", name="Obtener o localizar mi NSS").bounding_box()
    assert box["y"] + box["height"] <= v.page.viewport_size["height"]
