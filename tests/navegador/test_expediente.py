"""Who has a clinic already, from the gate of their file: vigencia, change of clinic, and all of it on one page."""

import pytest
from playwright.sync_api import expect

from tests.helpers.navegador import clinic_pages, cover_pages, nss_walk
from tests.helpers.navegador.visitor import Visitante
from tests.navegador.conftest import MODOS

pytestmark = pytest.mark.browser
ACTUAL = "Tu clínica actual: UMF 901, turno matutino"
LINEA = ("Empezaste tu trámite", "Recibimos tu solicitud", "Tus documentos quedaron listos")


def ask_vigencia(v: Visitante) -> None:
    """A SI that names the clinic."""
    v.page.goto("/tramites/vigencia/")
    nss_walk.continue_as(v)
    v.wait_for(cover_pages.SI)
    v.read("Ya tienes clínica. Si te mudaste, puedes cambiarla.")
    cover_pages.read_dato(v, "Con derecho al servicio médico", "Sí")
    cover_pages.read_dato(v, "Clínica", "UMF 901, turno Matutino, consultorio 1")


def ask_alta(v: Visitante) -> None:
    """It leads to the change."""
    v.page.goto("/tramites/alta/")
    nss_walk.continue_as(v)
    v.see("Ya tienes clínica")
    v.press("Cambiar de clínica")
    v.see(clinic_pages.INICIO_CAMBIO)
    v.read(ACTUAL)
    v.choose("Más cerca de mi escuela o trabajo")
    v.press("Continuar")


def resume(v: Visitante) -> None:
    """From home, where one's own page says what is left to do."""
    v.see(nss_walk.CP)
    v.page.goto("/")
    v.look()
    v.read("Hola, ", "Cambia de clínica.", "Guardamos lo que llevas. Falta terminarlo.")
    v.press("Continuar mi trámite")
    v.see(nss_walk.CP)
    v.read(ACTUAL)


def change(v: Visitante) -> None:
    clinic_pages.write_domicilio(v)
    v.read(ACTUAL, "Tu turno actual")
    clinic_pages.choose_clinica(v, clinic_pages.NUEVA)
    v.see(clinic_pages.REVISION_CAMBIO)
    v.read("Ahora", "UMF 901 (demostración)", "Después del cambio", "UMF 904 (demostración)")
    v.press("Cambiarme a la UMF 904")
    v.wait_for(clinic_pages.CAMBIO)
    v.read("Antes: UMF 901, turno matutino", "DEMOSTRACIÓN · SIN VALIDEZ OFICIAL")
    cover_pages.count_documentos(v, 3)
    assert v.read_mail(nss_walk.DOCUMENTOS)


@pytest.mark.parametrize("modo", MODOS)
def test_con_clinica_from_the_file_to_the_new_carnet_and_back(visitar, modo):
    v = visitar(nss_walk.QUIENES[modo]["con_clinica"], **MODOS[modo])
    nss_walk.enter(v, nss_walk.go_to_expediente)
    v.see(cover_pages.EXPEDIENTE)
    v.read(cover_pages.TERMINADO, "Plantel Guadalajara", "Todavía no hay documentos.", "Aún no has empezado ninguno.")
    for numero, estado in enumerate(("", "Vigente desde el ", "UMF 901, turno matutino"), start=1):
        cover_pages.see_paso(v, numero, estado)
    ask_vigencia(v)
    ask_alta(v)
    resume(v)
    change(v)
    cover_pages.go_to_expediente(v)
    cover_pages.see_paso(v, 3, "UMF 904, turno nocturno")
    v.read(cover_pages.TERMINADO, "Cambia de clínica: concluida", "Consulta tu vigencia: concluida", *LINEA)
    v.do_not_read("Confirmaste tu correo")  # a confirmed session started both procedures
    cover_pages.count_documentos(v, 4)
    cover_pages.open_documentos(v)
    v.page.goto("/")
    v.read(cover_pages.TERMINADO)
    expect(v.page.get_by_role("link", name="Ver mis documentos")).to_be_visible()
