"""What walks ask of pages about cover, documents and the file of a student, whichever procedure they are on."""

import re
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.helpers.navegador import clinic_pages, nss_walk
from tests.helpers.navegador.visitor import Teclado, Visitante

SI, EXPEDIENTE = "Sí tienes servicio médico", "Mi expediente"
TERMINADO = "Terminaste los tres pasos. Ya puedes usar el servicio médico en tu clínica."
AVISAME, REPORTAR = "Avísame cuando esté vigente", "Reportar a mi plantel"
ACCIONES = re.compile(f"^({AVISAME}|{REPORTAR})$")


@dataclass(frozen=True, kw_only=True)
class No:
    """A NO: its words, and the one button of it, if any."""

    titulo: str
    lee: tuple[str, ...]
    accion: str = ""


def ask_vigencia(v: Visitante, no: No) -> None:
    """From the procedure's page to a NO and its constancia."""
    clinic_pages.enter(v, "vigencia")
    v.wait_for(no.titulo)
    v.read(*no.lee)
    read_dato(v, "Con derecho al servicio médico", "No")
    count_documentos(v, 1)
    expect(v.page.get_by_role("button", name=ACCIONES)).to_have_text([no.accion] if no.accion else [])


def read_dato(v: Visitante, termino: str, valor: str) -> None:
    """A row of a summary, even one that is folded away."""
    expect(v.page.locator(f'dt:text-is("{termino}") + dd')).to_have_text(valor)


def count_documentos(v: Visitante, number: int) -> None:
    expect(v.page.locator(".documentos tbody").get_by_role("link")).to_have_count(number)


def open_documentos(v: Visitante) -> None:
    """Each one that the page offers is a PDF."""
    links = v.page.locator(".documentos tbody").get_by_role("link").all()
    assert links
    for link in links:
        answer = v.page.request.get(link.get_attribute("href") or "")
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF-")


def go_to_expediente(v: Visitante) -> None:
    """From any page of who has a session."""
    v.press("Mi expediente")
    v.see(EXPEDIENTE)


def see_paso(v: Visitante, numero: int, estado: str) -> None:
    """One of the three steps, and how it stands."""
    titulo = v.page.get_by_role("heading", level=3, name=re.compile(f"^Paso {numero}: "))
    expect(v.page.get_by_role("listitem").filter(has=titulo)).to_contain_text(estado)


def leave(v: Visitante) -> None:
    """Press «Salir», which stands at both ends of a page; then the file asks who one is."""
    if isinstance(v, Teclado):
        v.press("Salir")
    else:
        v.page.get_by_role("button", name="Salir", exact=True).last.click()
    v.read("Cerraste tu sesión.")
    v.look()
    nss_walk.go_to_expediente(v)
