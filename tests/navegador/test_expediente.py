"""Who has a clinic already, from the gate of their file: vigencia, change of clinic, and all of it on one page."""

import pytest
from playwright.sync_api import expect

from tests.navegador import clinica as c
from tests.navegador import cobertura as k
from tests.navegador import recorrido as r
from tests.navegador.conftest import MODOS
from tests.navegador.visitante import Visitante

pytestmark = pytest.mark.browser
ACTUAL = "Tu clínica actual: UMF 901, turno matutino"
LINEA = ("Empezaste tu trámite", "Confirmaste tu correo", "Enviaste tus datos", "Tus documentos quedaron listos")


def ask_vigencia(v: Visitante) -> None:
    """A SI that names the clinic."""
    v.page.goto("/tramites/vigencia/")
    r.continue_as(v)
    v.wait_for(k.SI)
    v.read("Ya tienes clínica. Si te mudaste, puedes cambiarla.")
    k.read_dato(v, "Con derecho al servicio médico", "Sí")
    k.read_dato(v, "Clínica", "UMF 901, turno Matutino, consultorio 1")


def ask_alta(v: Visitante) -> None:
    """It leads to the change."""
    v.page.goto("/tramites/alta/")
    r.continue_as(v)
    v.see("Ya tienes clínica")
    v.press("Cambiar de clínica")
    v.see(c.INICIO_CAMBIO)
    v.read(ACTUAL)
    v.choose("Más cerca de mi escuela o trabajo")
    v.press("Continuar")


def resume(v: Visitante) -> None:
    """From home, where one's own page says what is left to do."""
    v.see(r.CP)
    v.page.goto("/")
    v.look()
    v.read("Hola, ", "Cambia de clínica.", "Guardamos lo que llevas. Falta terminarlo.")
    v.press("Continuar mi trámite")
    v.see(r.CP)
    v.read(ACTUAL)


def change(v: Visitante) -> None:
    c.write_domicilio(v)
    v.read(ACTUAL, "Tu turno actual")
    c.choose_clinica(v, c.NUEVA)
    v.see(c.REVISION_CAMBIO)
    v.read("Ahora", "UMF 901 (demostración)", "Después del cambio", "UMF 904 (demostración)")
    v.press("Cambiarme a la UMF 904")
    v.wait_for(c.CAMBIO)
    v.read("Antes: UMF 901, turno matutino", "DEMOSTRACIÓN · SIN VALIDEZ OFICIAL")
    k.count_documentos(v, 2)
    assert v.read_mail(r.DOCUMENTOS)


@pytest.mark.parametrize("modo", MODOS)
def test_con_clinica_from_the_file_to_the_new_carnet_and_back(visitar, modo):
    v = visitar(r.QUIENES[modo]["con_clinica"], **MODOS[modo])
    r.enter(v, r.go_to_expediente)
    v.see(k.EXPEDIENTE)
    v.read(k.TERMINADO, "Plantel Guadalajara", "Todavía no hay documentos.", "Aún no has empezado ninguno.")
    for numero, estado in enumerate(("", "Vigente desde el ", "UMF 901, turno matutino"), start=1):
        k.see_paso(v, numero, estado)
    ask_vigencia(v)
    ask_alta(v)
    resume(v)
    change(v)
    k.go_to_expediente(v)
    k.see_paso(v, 3, "UMF 904, turno nocturno")
    v.read(k.TERMINADO, "Cambia de clínica: concluida", "Consulta tu vigencia: concluida", *LINEA)
    k.count_documentos(v, 3)
    k.open_documentos(v)
    v.page.goto("/")
    v.read(k.TERMINADO)
    expect(v.page.get_by_role("link", name="Ver mis documentos")).to_be_visible()
