from pathlib import Path

import pytest

from documentos import handlers
from documentos.impresion import print_documento, render_html
from tests.helpers.databases import base_sqlite, nueva_base
from tests.helpers.documentos.cases import CASOS
from tests.helpers.documentos.factories import make_row
from tests.helpers.servers import postgres

__all__ = ["base_sqlite", "nueva_base", "postgres"]


@pytest.fixture(autouse=True)
def _own_places(lugares_propios: None) -> None:
    """No test here seals with the key, or writes to the store, of another."""


@pytest.fixture(autouse=True)
def _without_rendering(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the half second of a real PDF, but where a test is marked `pdf`: the page itself takes its place."""
    if request.node.get_closest_marker("pdf") is None:
        monkeypatch.setattr(
            handlers, "print_documento", lambda documento: b"%PDF-1.7" + render_html(documento).encode()
        )


@pytest.fixture(scope="session")
def impresos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each case on the disk, printed once."""
    folder = tmp_path_factory.mktemp("impresos")
    for caso, datos in CASOS.items():
        (folder / f"{caso}.pdf").write_bytes(print_documento(make_row(datos)))
    return {caso: folder / f"{caso}.pdf" for caso in CASOS}
