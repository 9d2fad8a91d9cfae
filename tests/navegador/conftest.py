"""One portal and one Chromium for all browser tests; a fresh context, as a person's own phone, for each."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.portal.vivo import PortalVivo, start_portal

CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
TAMANOS = {"telefono": {"width": 320, "height": 640}, "escritorio": {"width": 1280, "height": 800}}


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalVivo]:
    with start_portal(tmp_path_factory.mktemp("portal")) as vivo:
        yield vivo


@pytest.fixture(scope="session")
def personas(portal: PortalVivo) -> dict[str, dict[str, str]]:
    return portal.personas()


@pytest.fixture
def localizado(portal: PortalVivo) -> dict[str, str]:
    """A student with an NSS whom no other test has used."""
    return portal.take_localizados(1)[0]


@pytest.fixture
def por_asignar(portal: PortalVivo) -> dict[str, str]:
    """A student without an NSS whom no other test has used."""
    return portal.take_por_asignar(1)[0]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser, portal: PortalVivo) -> Iterator[Any]:
    """Give `new_page(tamano, **options)`: a page in a context of its own, which complains of what the console says."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # The page that offers another link, and an unknown code, answer 403 and 404: the browser reports every one.
        if message.type in {"error", "warning"} and "the server responded with a status of" not in message.text:
            complaints.append(message.text)

    def make(tamano: str = "telefono", **options: Any) -> Page:
        context = browser.new_context(viewport=TAMANOS[tamano], base_url=portal.url, locale="es-MX", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []
