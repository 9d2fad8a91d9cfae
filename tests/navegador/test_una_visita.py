"""NSS, vigencia, alta and change of clinic in one visit: the gate is answered once, and nothing is typed twice."""

from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.navegador import clinica as c
from tests.navegador import cobertura as k
from tests.navegador import recorrido as r
from tests.navegador.conftest import MODOS
from tests.navegador.visitante import Visitante, find_field

pytestmark = pytest.mark.browser
TRAMITES = ("Obtén o localiza tu NSS", "Consulta tu vigencia", "Regístrate en tu clínica", "Cambia de clínica")
CP = "44100"
CONOCIDO = {
    r.CP: {"Código postal": CP},
    r.DOMICILIO: {"Nombre de tu colonia": "Las Inventadas", "Calle": "Privada Sol Inventado", "Número exterior": "S/N"},
}
UNA_VEZ = (
    *("CURP", "Correo electrónico", "Confirma tu correo", "Escribe las letras de la imagen"),
    *("Código postal", "Nombre de tu colonia", "Calle", "Número exterior"),
)


def record(v: Visitante, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The labels of all fields that this person will type into."""
    typed: list[str] = []
    write = v.write

    def write_down(label: str, text: str) -> None:
        typed.append(label)
        write(label, text)

    monkeypatch.setattr(v, "write", write_down)
    return typed


def get_nss(v: Visitante) -> None:
    r.enter(v, r.go_from_home)
    v.wait_for(r.LISTO)
    r.check_nss(v)
    v.press("Consultar mi vigencia")


def get_vigencia(v: Visitante) -> None:
    """SI, with its constancia and the way to the alta."""
    r.continue_as(v)
    v.wait_for(k.SI)
    v.read("Ya puedes usar el servicio médico del IMSS.", "DEMOSTRACIÓN · SIN VALIDEZ OFICIAL")
    k.read_dato(v, "Con derecho al servicio médico", "Sí")
    k.read_dato(v, "CURP", v.persona["curp"])
    k.count_documentos(v, 1)
    v.press("Registrarme en mi clínica")


def get_clinica(v: Visitante) -> None:
    r.confirm_identity(v)
    c.write_domicilio(v, CP)
    c.skip_telefono(v)
    c.take_turno(v, c.CLINICA, "UMF 904", "Nocturno")
    v.see(c.REVISION_ALTA)
    v.press("Registrarme en la UMF 904")
    v.wait_for(c.ALTA)
    k.count_documentos(v, 4)


def change_clinica(v: Visitante) -> None:
    """The address stands there already."""
    v.page.goto("/tramites/cambio/")
    r.continue_as(v)
    v.see(c.INICIO_CAMBIO)
    v.read("Tu clínica actual: UMF 904, turno nocturno")
    v.choose("Otro turno")
    v.press("Continuar")
    for titulo, conocido in CONOCIDO.items():
        v.see(titulo)
        for label, text in conocido.items():
            expect(find_field(v.page, label)).to_have_value(text)
        v.press("Continuar")
    c.take_turno(v, c.NUEVA, "UMF 904", "Vespertino")
    v.see(c.REVISION_CAMBIO)
    v.press("Cambiarme a la UMF 904")
    v.wait_for(c.CAMBIO)
    k.count_documentos(v, 2)


@pytest.mark.parametrize("modo", MODOS)
def test_nothing_is_typed_twice(visitar, portal, modo, monkeypatch):
    v = visitar(r.QUIENES[modo]["vigente"], **MODOS[modo])
    typed = record(v, monkeypatch)
    get_nss(v)
    get_vigencia(v)
    get_clinica(v)
    change_clinica(v)
    assert Counter(typed) == Counter(UNA_VEZ)
    mails = portal.buzon.list_correos(v.persona["correo"])
    assert len([mail for mail in mails if mail["Subject"].startswith(r.CONFIRMA)]) == 1
    k.go_to_expediente(v)
    v.read(k.TERMINADO, *(f"{titulo}: concluida" for titulo in TRAMITES))
    k.see_paso(v, 2, "Vigente desde el ")
    k.see_paso(v, 3, "UMF 904, turno vespertino")
    k.count_documentos(v, 9)
    k.leave(v)
