"""Each named person of the demonstration, from the home page to where the procedure leads them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.navegador import recorrido as r

pytestmark = pytest.mark.browser


def see(page: Page, titulo: str) -> None:
    """The page is there, and is accessible."""
    expect(page.get_by_role("heading", level=1)).to_have_text(titulo, timeout=r.ESPERA)
    r.check_accessible(page)


def fill_address(page: Page) -> None:
    """From the identity to the review, with a wrong postal code on the way."""
    see(page, "¿Son tus datos?")
    page.get_by_role("button", name="Sí, son mis datos").click()
    page.get_by_label("Código postal", exact=True).fill("45545")
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_text("No encontramos el código postal 45545").first).to_be_visible()
    see(page, "¿Cuál es tu código postal?")
    page.get_by_label("Código postal", exact=True).fill("44100")
    page.get_by_role("button", name="Continuar").click()
    see(page, "¿Cuál es tu domicilio?")
    expect(page.locator("dl")).to_contain_text("Guadalajara")
    expect(page.locator("dl")).to_contain_text("Jalisco")
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_text("Escribe tu calle").first).to_be_visible()
    see(page, "¿Cuál es tu domicilio?")
    choose_colonia(page)
    page.get_by_label("Calle").fill("Avenida Inventada")
    page.get_by_label("Número exterior").fill("100")
    page.get_by_role("button", name="Continuar").click()


def choose_colonia(page: Page) -> None:
    radios = page.get_by_role("radio")
    if radios.count():
        radios.first.check()
    else:
        page.get_by_label("Colonia", exact=True).select_option(index=1)


@pytest.mark.parametrize(("escenario", "tamano"), [("por_asignar", "telefono"), ("menor", "escritorio")])
def test_a_number_is_assigned(new_page, personas, escenario, tamano):
    page = new_page(tamano)
    r.enter(page, personas[escenario])
    fill_address(page)
    see(page, "Revisa tus datos")
    expect(page.locator("body")).to_contain_text("Avenida Inventada 100")
    page.get_by_role("button", name="Asignar mi NSS").click()
    r.wait_for_result(page)
    r.check_accessible(page)
    assert page.get_by_role("link", name="Descargar").count() == 2
    expect(page.locator(".nss__numero")).to_have_text(re.compile(r"^\d\d \d\d \d\d \d{4} \d$"))


def test_without_scripts_and_on_another_device_in_between(new_page, personas):
    persona = personas["correo_compartido"]
    page = new_page(java_script_enabled=False)
    r.enter(page, persona)
    page.get_by_role("button", name="Sí, son mis datos").click()
    page.get_by_label("Código postal", exact=True).fill("44100")
    page.get_by_role("button", name="Continuar").click()
    other = new_page("escritorio", java_script_enabled=False)
    other.goto(page.url)
    other.get_by_role("button", name="Enviarme otra liga").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Revisa tu correo")


@pytest.mark.parametrize(
    ("escenario", "sentence", "never"),
    [
        ("inconsistente_plantel", "No vayas a la subdelegación", "Acude a la subdelegación"),
        ("inconsistente_subdelegacion", "Acude a la subdelegación", "No vayas a la subdelegación"),
    ],
)
def test_a_difference_in_the_data_has_one_instruction(new_page, personas, escenario, sentence, never):
    page = new_page()
    r.enter(page, personas[escenario])
    see(page, "No pudimos terminar tu trámite en línea")
    expect(page.locator("main")).to_contain_text(sentence)
    expect(page.locator("main")).not_to_contain_text(never)
    assert "Avisamos a tu plantel" in r.read_mail(
        page, asunto="Avisamos a tu plantel", para=personas[escenario]["correo"]
    )


def test_without_an_address_on_the_roster_the_student_code_opens(new_page, personas):
    persona = personas["sin_correo"]
    page = new_page()
    r.enter(page, persona)
    see(page, "No podemos continuar con este correo")
    page.get_by_label("Código de estudiante").fill("NO-ES-ESTE")
    page.get_by_role("button", name="Continuar con mi código").click()
    expect(page.get_by_text("Con ese código tampoco podemos continuar").first).to_be_visible()
    see(page, "No podemos continuar con este correo")
    page.get_by_label("Código de estudiante").fill(persona["codigo"])
    page.get_by_role("button", name="Continuar con mi código").click()
    see(page, "¿Son tus datos?")


@pytest.mark.parametrize("escenario", ["sin_padron", "otro_correo"])
def test_the_campus_can_be_told(new_page, personas, escenario):
    page = new_page("escritorio")
    r.enter(page, personas[escenario])
    see(page, "No podemos continuar con este correo")
    page.get_by_label("Tu plantel").select_option(label="Plantel Oaxaca")
    page.get_by_role("button", name="Avisar a mi plantel").click()
    expect(page.locator("main")).to_contain_text("Avisamos a Plantel Oaxaca.")
    r.check_accessible(page)


def test_these_are_not_my_data(new_page, por_asignar):
    page = new_page()
    r.enter(page, por_asignar)
    page.get_by_role("button", name="Estos no son mis datos").click()
    see(page, "No pudimos terminar tu trámite en línea")


def test_a_session_passes_the_gate_with_one_click(new_page, localizado):
    page = new_page()
    r.enter(page, localizado)
    r.wait_for_result(page)
    page.goto("/tramites/nss/empezar/")
    r.check_accessible(page)
    page.get_by_role("button", name="Continuar como").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Listo: este es tu NSS")
