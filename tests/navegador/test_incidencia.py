"""A question of the campus in Chromium: staff ask in the admin, the student reads and answers it on the page."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.helpers.navegador import nss_walk
from tests.helpers.portal.live_portal import PortalVivo
from tests.navegador.conftest import MODOS
from tests.navegador.test_admin import log_in

pytestmark = pytest.mark.browser
PREGUNTA = "¿Cómo dice tu acta de nacimiento?"


def ask(page: Page, folio: str) -> None:
    """Find the incident by its folio in the admin list, and ask the student a question."""
    page.goto(f"/admin/tramites/incidencia/?q={folio}")
    page.get_by_role("link", name=folio).click()
    page.get_by_label("Preguntar al alumno").check()
    page.get_by_role("textbox", name="Texto").fill(PREGUNTA)
    page.get_by_role("button", name="Guardar", exact=True).click()
    page.wait_for_url("**/admin/tramites/incidencia/**")


@pytest.mark.parametrize("modo", ["teclado", "telefono sin guiones"])
def test_a_student_answers_a_question_of_the_campus(
    visitar: Any,
    new_context: Callable[..., BrowserContext],
    portal: PortalVivo,
    por_asignar: Any,
    modo: str,
) -> None:
    v = visitar(por_asignar, **MODOS[modo])
    nss_walk.enter(v)
    v.see(nss_walk.IDENTIDAD)
    v.press("Estos no son mis datos")
    v.see("¿Qué dato está mal?")
    v.page.get_by_role("checkbox", name="Sexo").check()
    v.press("Continuar")
    v.see("¿Qué es lo correcto?")
    v.page.get_by_label("No binario").check()
    v.press("Revisar")
    v.see("Revisa antes de avisar a tu plantel")
    v.read("Lo que escribiste no coincide con tu CURP.")
    v.press("Avisar a mi plantel")
    v.see(nss_walk.INCIDENCIA)
    v.read("Espera la respuesta de tu plantel")
    folio = v.page.locator(".resumen dd").first.inner_text()
    staff = new_context(base_url=portal.url, locale="es-MX").new_page()
    log_in(staff, portal.var_dir)
    ask(staff, folio)
    assert folio in v.read_mail("Tu plantel te escribió")
    v.page.reload()
    v.see("Tu plantel te hace una pregunta")
    v.read(PREGUNTA)
    v.page.get_by_label("Tu respuesta").fill("Dice X.")
    v.press("Enviar mi respuesta")
    v.see(nss_walk.INCIDENCIA)
    v.read("Dice X.", "Espera la respuesta de tu plantel")
