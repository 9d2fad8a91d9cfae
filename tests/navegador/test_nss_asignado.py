"""A number is assigned by keyboard alone, and without scripts: identity, postal code, address, review, result."""

import pytest
from playwright.sync_api import expect

from tests.navegador import recorrido as r

pytestmark = pytest.mark.browser


def test_by_keyboard_alone(new_page, por_asignar):
    page = new_page("escritorio")
    r.enter(page, por_asignar)
    r.press_on(page, "Sí, son mis datos")
    r.tab_to_field(page)
    page.keyboard.type("44100")
    r.press_on(page, "Continuar")
    r.tab_to_field(page)  # the first colonia
    page.keyboard.press("Space")
    r.tab_to_field(page)  # the name of a colonia that is not listed: left empty
    for text in ("Avenida Inventada", "100"):
        r.tab_to_field(page)
        page.keyboard.type(text)
    r.press_on(page, "Continuar")
    expect(page.get_by_role("heading", level=1)).to_have_text("Revisa tus datos")
    expect(page.locator("main")).to_contain_text("Avenida Inventada 100")
    r.press_on(page, "Asignar mi NSS")
    r.wait_for_result(page)


def test_without_scripts(new_page, por_asignar):
    page = new_page(java_script_enabled=False)
    r.enter(page, por_asignar)
    page.get_by_role("button", name="Sí, son mis datos").click()
    page.get_by_label("Código postal", exact=True).fill("44100")
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("Mi colonia no aparece").check()
    page.get_by_label("Nombre de tu colonia").fill("Las Inventadas")
    page.get_by_label("Calle").fill("Sol")
    page.get_by_label("Número exterior").fill("S/N")
    page.get_by_role("button", name="Continuar").click()
    expect(page.locator("main")).to_contain_text("Sol S/N, Colonia Las Inventadas, Guadalajara, Jalisco")
    page.get_by_role("button", name="Asignar mi NSS").click()
    r.refresh_until_result(page)
    expect(page.get_by_role("link", name="Descargar")).to_have_count(2)
