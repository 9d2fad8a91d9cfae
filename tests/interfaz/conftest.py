"""A site without database or workers, and a Chromium to look at it: enough for the pages that ask for neither."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import BrowserContext, Page


class _Callado(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def sitio() -> Iterator[str]:
    """The address of the site."""
    servidor = ThreadedWSGIServer(("127.0.0.1", 0), _Callado)
    servidor.set_app(StaticFilesHandler(get_wsgi_application()))
    hilo = threading.Thread(target=servidor.serve_forever, daemon=True)
    hilo.start()
    yield f"http://127.0.0.1:{servidor.server_port}"
    servidor.shutdown()
    servidor.server_close()
    hilo.join()


@pytest.fixture
def abrir(new_context: Callable[..., BrowserContext], sitio: str) -> Any:
    """Give `abrir(path, ancho=…, alto=…, **emulation)`: the page in a context of its own."""

    def make(path: str, *, ancho: int = 320, alto: int = 640, **options: Any) -> Page:
        page = new_context(viewport={"width": ancho, "height": alto}, base_url=sitio, **options).new_page()
        page.goto(path)
        return page

    return make
