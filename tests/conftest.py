"""What all tests share: who counts as a unit test, and a seal of their own."""

import gc
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from pytest_django import Settings

from tests.helpers.waiting import LIMITE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

# A slow example is no error, because a busy machine is slow: the benchmark measures time.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")

# Places whose tests go through pages even where they build their own client.
PAGINAS = (
    "imss_portal/personal",
    "imss_portal/textos",
    "interfaz",
    "plataforma/captcha",
    "plataforma/seguridad/test_direcciones",
    "tramites/amenazas",
    "tramites/camino",
    "tramites/preguntas/test_codigo_postal",
    "tramites/preguntas/test_domicilio",
    "tramites/preguntas/test_wizard",
    "tramites/preguntas/test_storage",
    "tramites/procedimientos",
    "tramites/solicitud/incidencias",
)
# Markers of parts of `script/test` that stand in the tests' own files; the unit tests' part sees that they do.
PARTES = {"browser", "pdf", "verapdf"}
RAIZ = Path(__file__).parent
MILISEGUNDOS = LIMITE * 1000  # for Chromium
# Chromium without the browser's own windows: the walks take 310 s of CPU with it, and 480 with the whole of it.
CHROMIUM = "chromium-headless-shell"
OPCIONES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--font-render-hinting=none",  # letters stand where the whole browser puts them
)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the files that never name the marker of the part that is asked for: to read all takes a second more."""
    part, *more = str(config.option.markexpr).split() or [""]
    if part not in PARTES or "or" in more or collection_path.suffix != ".py" or collection_path.name == "conftest.py":
        return None
    return not _names(collection_path, part) or None


@cache
def _names(path: Path, part: str) -> bool:
    return f"pytest.mark.{part}" in path.read_text()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask pages: a whole request each time, some twenty times the cost of a rule."""
    for item in items:
        place = item.path.relative_to(RAIZ).as_posix()
        if "client" in getattr(item, "fixturenames", ()) or place.startswith(PAGINAS):
            item.add_marker(pytest.mark.paginas)
        for part in PARTES:
            assert not item.get_closest_marker(part) or _names(item.path, part), f"{item.nodeid} would be left out"


def pytest_collection_finish() -> None:
    """Spare the garbage collector what was collected here: a tenth of a unit test's time went into looking at it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """The one Chromium of this process: a second Playwright in it would not start."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=MILISEGUNDOS)
    # While Playwright runs, its event loop makes Django refuse queries in tests that come later in this process.
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(
            executable_path=shutil.which(CHROMIUM), args=list(OPCIONES), timeout=MILISEGUNDOS
        )
        yield browser
        browser.close()


@pytest.fixture
def new_context(browser: "Browser") -> "Iterator[Callable[..., BrowserContext]]":
    """Give `new_context(**options)`: a device of its own, closed after the test, where all waits end with LIMITE."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> "BrowserContext":
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(MILISEGUNDOS)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def pkcs12(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seal of this test process."""
    from documentos.management.commands.crear_sello import create_sello  # settings are not ready before

    path = tmp_path_factory.mktemp("sello") / "prueba.p12"
    create_sello(path, "")
    return path


@pytest.fixture
def lugares_propios(pkcs12: Path, tmp_path: Path, settings: Settings) -> None:
    """A seal and a store of the test's own. Rooms that issue documents make it `autouse` in their conftest."""
    settings.SELLO_PKCS12, settings.SELLO_CLAVE = str(pkcs12), ""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT = tmp_path  # WhiteNoise warns of a folder that is not there
