"""Twelve pages at 320 px as the eye sees them."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import expect

from imss_portal.demostracion.personas import PERSONAS
from tests.helpers.navegador import clinic_pages, nss_walk
from tests.helpers.navegador.screenshots import portray
from tests.helpers.navegador.visitor import Visitante
from tests.helpers.pictures import share_of_differing
from tests.helpers.portal import process_tree as arbol
from tests.helpers.portal.live_portal import PortalVivo, start_portal
from tests.navegador.conftest import SEGUIDO
from tests.navegador.test_documento import download, read_qr

pytestmark = pytest.mark.browser
APROBADAS = Path(__file__).parent / "aprobadas"
PAGINAS = (
    "inicio",
    "puerta",
    "puerta-errores",
    "correo",
    "domicilio",
    "espera",
    "resultado",
    "verificacion",
    "expediente",
    "clinica",
    "vigencia-no",
    "404",
)
PARTE = 0.001  # of a page that may differ visibly: less than the smallest button has
QUIENES = {persona.escenario: persona.as_linea() for persona in PERSONAS}
Retratos = dict[str, Image.Image]


@pytest.fixture
def portal_intacto(nuevo_var_dir: Callable[[], Path]) -> Iterator[PortalVivo]:
    """One whose people and places no other test has used: both are seen."""
    with start_portal(nuevo_var_dir(), **SEGUIDO) as vivo:
        yield vivo


def test_they_look_as_approved(visitar: Any, portal_intacto: PortalVivo, tmp_path: Path) -> None:
    """`APROBAR=1` writes the pictures anew; look at them before you commit them.

    A page that differs is left beside its approved picture in the test's own folder.
    """
    seen = walk(lambda escenario: visitar(QUIENES[escenario], en=portal_intacto), tmp_path)
    assert tuple(seen) == PAGINAS
    if os.environ.get("APROBAR"):
        approve(seen)
    differ = {name: part for name, page in seen.items() if (part := share_of_differing(page, load(name))) > PARTE}
    for name in differ:
        seen[name].save(tmp_path / f"{name}.png")
    assert differ == {}, f"look at {tmp_path}"


@pytest.mark.parametrize("name", PAGINAS)
def test_a_moved_line_would_be_seen(name: str) -> None:
    page = load(name)
    assert share_of_differing(page, page) == 0
    assert share_of_differing(page, ImageChops.offset(page, 0, 2)) > PARTE


@pytest.mark.parametrize("name", PAGINAS)
def test_a_picture_is_light_and_of_a_phone(name: str) -> None:
    assert load(name).width == 320
    assert (APROBADAS / f"{name}.png").stat().st_size <= 72 * 1024


def load(name: str) -> Image.Image:
    return Image.open(APROBADAS / f"{name}.png").convert("RGB")


def approve(seen: Retratos) -> None:
    for name, page in seen.items():
        page.quantize(24, dither=Image.Dither.NONE).save(APROBADAS / f"{name}.png", optimize=True)


def walk(come: Callable[[str], Visitante], folder: Path) -> Retratos:
    """Go where the pages are: three people, each with a phone of their own."""
    seen: Retratos = {}
    get_nss(come("por_asignar"), seen, folder)
    v = come("vigente")
    clinic_pages.enter(v, "alta")
    nss_walk.confirm_identity(v)
    clinic_pages.write_domicilio(v)
    v.see(clinic_pages.TELEFONO)
    v.press("Continuar")
    v.see(clinic_pages.CLINICA)
    seen["clinica"] = portray(v.page)
    v = come("en_tramite")
    v.page.goto("/tramites/vigencia/empezar/")
    v.write("NSS", v.persona["nss"])
    nss_walk.fill_gate(v)
    nss_walk.open_liga(v)
    v.wait_for("Tu vigencia todavía no aparece")
    seen["vigencia-no"] = portray(v.page)
    v.page.goto("/no-existe/")
    seen["404"] = portray(v.page)
    return seen


def get_nss(v: Visitante, seen: Retratos, folder: Path) -> None:
    """From the home page to the number, its document, and the file of the student."""
    v.page.goto("/")
    seen["inicio"] = portray(v.page)
    nss_walk.go_to_gate(v)
    seen["puerta"] = portray(v.page)
    v.press("Continuar")
    expect(v.page).to_have_title(re.compile("^Error: "))
    seen["puerta-errores"] = portray(v.page)
    v.page.goto("/tramites/nss/empezar/")
    nss_walk.fill_gate(v)
    liga = nss_walk.read_liga(v)
    v.page.reload()  # before, it may say that the mail waits in the queue
    seen["correo"] = portray(v.page)
    v.page.goto(liga)
    v.press("Continuar mi trámite")
    nss_walk.confirm_identity(v)
    nss_walk.write_cp(v)
    v.see(nss_walk.DOMICILIO)
    seen["domicilio"] = portray(v.page)
    nss_walk.write_domicilio(v)
    seen["espera"] = see_espera(v)
    v.wait_for(nss_walk.LISTO)
    seen["resultado"] = portray(v.page)
    pdf = download(v.page, folder / "documento.pdf")
    v.page.goto(read_qr(pdf))
    seen["verificacion"] = portray(v.page)
    v.page.goto("/expediente/")
    seen["expediente"] = portray(v.page)


def see_espera(v: Visitante) -> Image.Image:
    """The page of a work that nobody does: the workers stand still for as long as it takes to look."""
    workers = arbol.find(v.portal.pid, arbol.TRABAJADOR)
    v.see(nss_walk.REVISION)
    arbol.send(signal.SIGSTOP, workers)
    try:
        v.press("Asignar mi NSS")
        v.see(nss_walk.ESPERA)
        return portray(v.page)
    finally:
        arbol.send(signal.SIGCONT, workers)
