"""The captcha of the gate in a browser, with scripts and without."""

import gzip
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.navegador.looks import check_accessible
from tests.helpers.portal.live_portal import PortalVivo

pytestmark = pytest.mark.browser
PUERTA = "/tramites/nss/empezar/"
CON_Y_SIN = pytest.mark.parametrize("guiones", [True, False], ids=["con guiones", "sin guiones"])


@pytest.fixture
def open_gate(new_page: Any, portal: PortalVivo) -> Callable[..., Page]:
    """Give `open_gate(**options)`: the gate on a phone of its own."""

    def make(**options: Any) -> Page:
        page: Page = new_page(320, base_url=portal.url, **options)
        page.goto(PUERTA)
        return page

    return make


def image_of(page: Page) -> str:
    return page.locator("[data-captcha] img").get_attribute("src") or ""


@CON_Y_SIN
def test_T8_another_image_keeps_what_was_typed(open_gate, guiones):
    page = open_gate(java_script_enabled=guiones)
    page.get_by_label("CURP", exact=True).fill("abc")
    page.get_by_label("Escribe las letras de la imagen").fill("aaaaa")
    page.get_by_label("He leído el aviso de privacidad").check()
    before = image_of(page)
    with page.expect_response(re.compile(r"/captcha/imagen/")) as another:
        page.get_by_role("button", name="Otra imagen").click()
    assert another.value.ok
    expect(page.locator("[data-captcha] [role=status]")).to_have_text("Imagen y audio nuevos.")
    assert image_of(page) != before
    expect(page.get_by_label("CURP", exact=True)).to_have_value("abc")
    expect(page.get_by_label("Escribe las letras de la imagen")).to_have_value("")
    expect(page.get_by_label("He leído el aviso de privacidad")).to_be_checked()
    expect(page.locator(".campo__error")).to_have_count(0)


@CON_Y_SIN
def test_T8_enter_in_a_field_sends_the_form(open_gate, guiones):
    page = open_gate(java_script_enabled=guiones)
    page.get_by_label("CURP", exact=True).press("Enter")
    # In the summary, and over the field.
    expect(page.get_by_text("Escribe las letras de la imagen o del audio", exact=True)).to_have_count(2)
    expect(page.locator("#id_captcha_error")).to_contain_text("Escribe las letras de la imagen")


@pytest.mark.parametrize("color", ["light", "dark"])
def test_T8_the_captcha_is_accessible_with_and_without_errors(open_gate, color):
    page = open_gate(color_scheme=color)
    check_accessible(page)
    page.get_by_label("Escribe las letras de la imagen").fill("aaaaa")
    page.get_by_role("button", name="Continuar").click()
    expect(page.locator("#id_captcha_error")).to_contain_text("Escribe o escucha las nuevas")
    check_accessible(page)


def test_T8_the_audio_can_be_played(open_gate):
    page = open_gate()
    seconds = page.evaluate(
        """() => new Promise((done, fail) => {
            const audio = document.querySelector("[data-captcha] audio");
            audio.onloadedmetadata = () => done(audio.duration);
            audio.onerror = () => fail(audio.error.message);
            audio.preload = "auto";
            audio.load();
        })"""
    )
    assert 5 < seconds < 20


def test_the_gate_keeps_the_page_budget(new_page, portal):
    """CONTRIBUTING.md, «Interface»: HTML ≤ 12 KB and images ≤ 8 KB compressed, seven requests on the first visit."""
    page = new_page(320, base_url=portal.url)
    answers = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (a built-in cannot be marked)
    page.goto(PUERTA)
    page.wait_for_load_state("networkidle")
    assert len(answers) <= 7, [answer.url for answer in answers]
    sizes = {"document": 0, "image": 0}
    for answer in answers:
        if answer.request.resource_type in sizes:
            sizes[answer.request.resource_type] += len(gzip.compress(answer.body()))
    assert sizes["document"] <= 12 * 1024
    assert sizes["image"] <= 8 * 1024
