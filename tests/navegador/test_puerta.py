"""The gate and its mail: what is wrong, the code, another browser, a session that is open already."""

import re

import pytest
from playwright.sync_api import expect

from tests.helpers.navegador import nss_walk
from tests.navegador.conftest import MODOS

pytestmark = pytest.mark.browser


def test_an_empty_gate_says_what_to_write_and_small_letters_are_taken(visitar, localizado):
    v = visitar(localizado | {"curp": localizado["curp"].lower()}, **MODOS["telefono sin guiones"])
    nss_walk.go_to_gate(v)
    v.press("Continuar")
    v.read("Escribe tu CURP")
    nss_walk.fill_gate(v)
    nss_walk.open_liga(v)
    v.wait_for(nss_walk.LISTO)
    nss_walk.check_nss(v)


def test_the_code_in_the_first_tab(visitar, localizado):
    v = visitar(localizado)
    nss_walk.go_to_gate(v)
    nss_walk.fill_gate(v)
    v.press("corrige tu correo")
    v.see("Corrige tu correo")
    v.page.go_back()
    found = re.search(r"este código: (\d{6})", v.read_mail(nss_walk.CONFIRMA))
    assert found
    codigo = found[1]
    v.write("Código de 6 números", "000000" if codigo != "000000" else "111111")
    v.press("Continuar con el código")
    v.read("Ese código no coincide")
    v.look()
    v.write("Código de 6 números", f"{codigo[:3]} {codigo[3:]}")
    v.press("Continuar con el código")
    v.wait_for(nss_walk.LISTO)


def test_a_link_in_another_browser_leaves_the_first_without_session(visitar, localizado):
    first, second = visitar(localizado, ancho=1280), visitar(localizado)
    nss_walk.go_to_gate(first)
    nss_walk.fill_gate(first)
    nss_walk.open_liga(second)
    second.wait_for(nss_walk.LISTO)
    first.wait_for(nss_walk.CONFIRMASTE)  # nobody has pressed anything in the first tab
    first.page.goto(second.page.url)
    first.see("Entra con tu correo")
    first.do_not_read(localizado["curp"])


@pytest.mark.parametrize("modo", MODOS.values(), ids=MODOS)
def test_the_first_tab_goes_on_with_one_code_after_the_link_was_used_elsewhere(visitar, localizado, modo):
    first, second = visitar(localizado, **modo), visitar(localizado)
    nss_walk.go_to_gate(first)
    nss_walk.fill_gate(first)
    nss_walk.open_liga(second)
    first.wait_for(nss_walk.CONFIRMASTE)
    first.forget_mails()
    first.press("Enviarme un código")
    first.see(nss_walk.CORREO)
    first.write("Código de 6 números", nss_walk.read_codigo(first))
    first.press("Continuar con el código")
    first.wait_for(nss_walk.LISTO)


def test_the_button_for_another_link_appears_when_its_time_has_come(visitar, localizado):
    v = visitar(localizado)
    v.page.clock.install()
    nss_walk.go_to_gate(v)
    nss_walk.fill_gate(v)
    button = v.page.get_by_role("button", name="Enviarme otra liga")
    expect(button).to_be_hidden()
    v.read("Podrás pedir otra liga a partir de las")
    v.page.clock.run_for(61_000)
    expect(button).to_be_visible()
    expect(v.page.get_by_text("Podrás pedir otra liga")).to_be_hidden()


def test_a_session_passes_the_gate_with_one_click(visitar, localizado):
    v = visitar(localizado)
    nss_walk.enter(v)
    v.wait_for(nss_walk.LISTO)
    v.page.goto("/tramites/nss/empezar/")
    v.look()
    v.page.get_by_role("button", name="Continuar como").click()
    v.see(nss_walk.LISTO)
    v.page.get_by_role("button", name="Enviar todo a mi correo").click()
    v.read("Enviamos tus documentos a")
    expect(v.page.get_by_role("status").filter(has_text="Enviamos tus documentos")).to_be_visible()


def test_these_are_not_my_data(visitar, por_asignar):
    v = visitar(por_asignar, **MODOS["teclado"])
    nss_walk.enter(v)
    v.see(nss_walk.IDENTIDAD)
    v.press("Estos no son mis datos")
    v.see("¿Qué dato está mal?")
    v.page.get_by_role("checkbox", name="Primer apellido").check()
    v.press("Continuar")
    v.see("¿Qué es lo correcto?")
    v.page.get_by_label("Primer apellido: lo correcto").fill("Zamora")
    v.press("Revisar")
    v.see("Revisa antes de avisar a tu plantel")
    v.press("Avisar a mi plantel")
    v.see(nss_walk.INCIDENCIA)
    v.press("Me equivoqué")
    v.see(nss_walk.IDENTIDAD)
