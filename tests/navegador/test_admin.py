"""The staff's pages in Chromium: in at the door, a list, a form; nothing for the policy to complain of."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests.helpers.navegador.looks import check_ancho
from tests.helpers.portal.live_portal import PortalVivo

pytestmark = pytest.mark.browser
PAGINAS = (
    "/admin/",
    "/admin/asegurados/asegurado/",
    "/admin/asegurados/asegurado/1/change/",
    "/admin/asegurados/inscripcion/1/change/",
    "/admin/auth/user/add/",
    "/admin/auth/group/add/",
    "/admin/planteles/plantel/1/change/",
    "/admin/catalogos/subdelegacion/add/",
)


def log_in(page: Page, var_dir: Path) -> None:
    page.goto("/admin/")
    page.get_by_label("Nombre de usuario").fill("responsable")
    page.get_by_label("Contraseña").fill((var_dir / "admin.txt").read_text().strip())
    page.get_by_role("button", name="Entrar").click()
    page.get_by_role("heading", name="¿Qué quieres hacer?").wait_for()


@pytest.mark.parametrize("ancho", [320, 1280])
@pytest.mark.parametrize("tema", ["light", "dark"])
def test_T19_no_page_of_the_staff_breaks_the_policy(
    new_context: Callable[..., BrowserContext], portal: PortalVivo, ancho: int, tema: str
) -> None:
    said: list[str] = []
    hosts: set[str] = set()

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    viewport = {"width": ancho, "height": 720}
    page = new_context(viewport=viewport, color_scheme=tema, base_url=portal.url, locale="es-MX").new_page()
    page.on("console", note)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    log_in(page, portal.var_dir)
    for url in PAGINAS:
        answer = page.goto(url, wait_until="networkidle")
        assert answer
        assert answer.status == 200, url
        check_ancho(page)
        assert page.locator("aside.barra").first.is_visible()
    assert said == []
    assert hosts == {portal.url.split("/")[2]}


def test_T13_a_value_is_shown_by_its_button_and_enter_saves(
    new_context: Callable[..., BrowserContext], portal: PortalVivo
) -> None:
    page = new_context(base_url=portal.url, locale="es-MX").new_page()
    log_in(page, portal.var_dir)
    page.goto("/admin/asegurados/asegurado/1/change/")
    page.get_by_role("button", name="Mostrar CURP").click()
    curp = page.locator(".mostrado dd").first.inner_text()
    assert len(curp) == 18
    page.get_by_role("link", name="Volver").click()
    assert curp not in page.content()
    page.get_by_label("Segundo apellido").press("Enter")
    page.wait_for_url("**/admin/asegurados/asegurado/")
    assert "Se guardó" in page.content()
