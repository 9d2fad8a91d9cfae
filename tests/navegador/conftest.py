"""One portal and one Chromium for all browser tests; a fresh context, as a person's own phone, for each."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests.helpers.navegador.looks import ALTOS, Mirada
from tests.helpers.navegador.visitor import Dedo, Teclado, Visitante
from tests.helpers.portal.live_portal import Persona, PortalVivo, start_portal
from tests.helpers.portal.var_dir import nuevo_var_dir
from tests.helpers.shared_cache import get_run_dir

__all__ = ["nuevo_var_dir"]
# Named for the two kinds of person whom every page must serve.
MODOS: dict[str, dict[str, Any]] = {
    "telefono sin guiones": {"ancho": 320, "guiones": False},
    "teclado": {"ancho": 1280, "mano": Teclado},
}
SEGUIDO = {"BANDEJA_SWEEP": "0.5"}  # mails and documents come soon


@pytest.fixture(scope="session")
def portal(nuevo_var_dir: Callable[[], Path]) -> Iterator[PortalVivo]:
    with start_portal(nuevo_var_dir(), **SEGUIDO) as vivo:
        yield vivo


@pytest.fixture
def localizado(portal: PortalVivo) -> Persona:
    """A student with an NSS whom no other test has used."""
    return portal.take_localizados(1)[0]


@pytest.fixture
def por_asignar(portal: PortalVivo) -> Persona:
    """A student without an NSS whom no other test has used."""
    return portal.take_por_asignar(1)[0]


@pytest.fixture(scope="session")
def mirada(tmp_path_factory: pytest.TempPathFactory) -> Mirada:
    folder = get_run_dir(tmp_path_factory) / "paginas-vistas"
    folder.mkdir(exist_ok=True)
    return Mirada(folder)


@pytest.fixture
def new_page(new_context: Callable[..., BrowserContext]) -> Iterator[Any]:
    """Give `new_page(ancho, **options)`: a page in a context of its own. An error in its console fails the test."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # The page that offers another link, and an unknown code, answer 403 and 404: the browser reports every one.
        if message.type in {"error", "warning"} and "the server responded with a status of" not in message.text:
            complaints.append(message.text)

    def make(ancho: int, **options: Any) -> Page:
        context = new_context(viewport={"width": ancho, "height": ALTOS[ancho]}, locale="es-MX", **options)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    assert complaints == []


@pytest.fixture
def visitar(new_page: Any, portal: PortalVivo, mirada: Mirada) -> Any:
    """Give `visitar(persona, …)`: a person before a device of their own, who has not read any mail yet."""

    def make(
        persona: Persona,
        *,
        ancho: int = 320,
        guiones: bool = True,
        mano: type[Visitante] = Dedo,
        en: PortalVivo = portal,
    ) -> Visitante:
        page = new_page(ancho, base_url=en.url, java_script_enabled=guiones)
        return mano(page, portal=en, persona=persona, mirada=mirada, guiones=guiones)

    return make
