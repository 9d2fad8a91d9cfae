"""The steps of the NSS path, each done with what the screen says."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

ESPERA = 30_000  # milliseconds that the work may take on a busy machine


def check_accessible(page: Page) -> None:
    """No axe violation, no sideways scroll."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def go_to_gate(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Obtener o localizar mi NSS").click()
    page.get_by_role("link", name="Empezar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tus datos")


def fill_gate(page: Page, *, curp: str, correo: str) -> None:
    page.get_by_label("CURP", exact=True).fill(curp)
    page.get_by_label("Correo electrónico").fill(correo)
    page.get_by_label("Confirma tu correo").fill(correo)
    page.get_by_label("Escribe las letras de la imagen").fill("PRUEBA")
    page.get_by_label("He leído el aviso de privacidad").check()
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Revisa tu correo")


def read_mail(page: Page, *, asunto: str, para: str) -> str:
    """Return the text of the newest such mail in the mailbox, once it has arrived."""
    mail = page.locator("article", has=page.get_by_role("heading", name=re.compile(asunto))).filter(has_text=para)
    page.goto("/buzon/")
    for _ in range(ESPERA // 500):
        if mail.count():
            return mail.first.inner_text()
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"no mail «{asunto}» for {para}")


def find_liga(mail: str) -> str:
    found = re.search(r"http://\S+/confirmar/\S+/", mail)
    assert found
    return found[0]


def find_codigo(mail: str) -> str:
    found = re.search(r"este código: (\d{6})", mail)
    assert found
    return found[1]


def confirm(page: Page, liga: str) -> None:
    page.goto(liga)
    page.get_by_role("button", name="Continuar mi trámite").click()


def enter(page: Page, persona: dict[str, str]) -> None:
    """Gate, mail, link."""
    go_to_gate(page)
    fill_gate(page, curp=persona["curp"], correo=persona["correo"])
    confirm(page, find_liga(read_mail(page, asunto="Confirma tu correo", para=persona["correo"])))


def wait_for_result(page: Page) -> None:
    """Wait as a person with scripts does: watching."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Listo: este es tu NSS", timeout=ESPERA)


def refresh_until_result(page: Page) -> None:
    """Wait as a person without scripts does: by pressing «Actualizar estado»."""
    for _ in range(ESPERA // 500):
        if "/resultado/" in page.url:
            return
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Actualizar estado").click()
    raise AssertionError("no result")


def tab_to_field(page: Page) -> None:
    """Press Tab until a field of the form has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('main form input')"):
            return
    raise AssertionError("no field in reach of Tab")


def press_on(page: Page, name: str) -> None:
    """Press Tab until the control of that name has the focus, then Enter."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent.trim()")
        if focused == name:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"«{name}» is not in reach of Tab")
