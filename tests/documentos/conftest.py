from pathlib import Path

import pytest
from pytest_django import Settings

from documentos import handlers
from documentos.impresion import print_documento, render_html
from documentos.management.commands.crear_sello import create_sello
from tests.documentos.casos import CASOS
from tests.documentos.fabricas import make_row


@pytest.fixture(scope="session")
def pkcs12(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seal of this test process."""
    path = tmp_path_factory.mktemp("sello") / "prueba.p12"
    create_sello(path, "")
    return path


@pytest.fixture(autouse=True)
def _own_places(pkcs12: Path, tmp_path: Path, settings: Settings) -> None:
    settings.SELLO_PKCS12, settings.SELLO_CLAVE = str(pkcs12), ""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT = tmp_path  # WhiteNoise warns of a folder that is not there


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
