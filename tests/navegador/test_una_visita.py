"""NSS, vigencia, alta and change of clinic in one visit: the gate is answered once, and nothing is typed twice."""

from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.helpers.navegador import clinic_pages, cover_pages, nss_walk
from tests.helpers.navegador.visitor import Visitante, find_field
from tests.navegador.conftest import MODOS

pytestmark = pytest.mark.browser
TRAMITES = ("Obtén o localiza tu NSS", "Consulta tu vigencia", "Regístrate en tu clínica", "Cambia de clínica")
CP = "44100"
CONOCIDO = {
    nss_walk.CP: {"Código postal": CP},
    nss_walk.DOMICILIO: {
        "Nombre de tu colonia": "Las Inventadas",
        "Calle": "Privada Sol Inventado",
        "Número exterior": "S/N",
    },
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
    nss_walk.enter(v, nss_walk.go_from_home)
    v.wait_for(nss_walk.LISTO)
    nss_walk.check_nss(v)
    v.press("Consultar mi vigencia")


def get_vigencia(v: Visitante) -> None:
    """SI, with its constancia and the way to the alta."""
    nss_walk.continue_as(v)
    v.wait_for(cover_pages.SI)
    v.read("Ya puedes usar el servicio médico del IMSS.", "DEMOSTRACIÓN · SIN VALIDEZ OFICIAL")
    cover_pages.read_dato(v, "Con derecho al servicio médico", "Sí")
    cover_pages.read_dato(v, "CURP", v.persona["curp"])
    cover_pages.count_documentos(v, 1)
    v.press("Registrarme en mi clínica")


def get_clinica(v: Visitante) -> None:
    nss_walk.confirm_identity(v)
    clinic_pages.write_domicilio(v, CP)
    clinic_pages.skip_telefono(v)
    clinic_pages.take_turno(v, clinic_pages.CLINICA, "UMF 904", "Nocturno")
    v.see(clinic_pages.REVISION_ALTA)
    v.press("Registrarme en la UMF 904")
    v.wait_for(clinic_pages.ALTA)
    cover_pages.count_documentos(v, 4)


def change_clinica(v: Visitante) -> None:
    """The address stands there already."""
    v.page.goto("/tramites/cambio/")
    nss_walk.continue_as(v)
    v.see(clinic_pages.INICIO_CAMBIO)
    v.read("Tu clínica actual: UMF 904, turno nocturno")
    v.choose("Otro turno")
    v.press("Continuar")
    for titulo, conocido in CONOCIDO.items():
        v.see(titulo)
        for label, text in conocido.items():
            expect(find_field(v.page, label)).to_have_value(text)
        v.press("Continuar")
    clinic_pages.take_turno(v, clinic_pages.NUEVA, "UMF 904", "Vespertino")
    v.see(clinic_pages.REVISION_CAMBIO)
    v.press("Cambiarme a la UMF 904")
    v.wait_for(clinic_pages.CAMBIO)
    cover_pages.count_documentos(v, 3)


@pytest.mark.parametrize("modo", MODOS)
def test_nothing_is_typed_twice(visitar, portal, modo, monkeypatch):
    v = visitar(nss_walk.QUIENES[modo]["vigente"], **MODOS[modo])
    typed = record(v, monkeypatch)
    get_nss(v)
    get_vigencia(v)
    get_clinica(v)
    change_clinica(v)
    assert Counter(typed) == Counter(UNA_VEZ)
    mails = portal.buzon.list_correos(v.persona["correo"])
    assert len([mail for mail in mails if mail["Subject"].startswith(nss_walk.CONFIRMA)]) == 1
    cover_pages.go_to_expediente(v)
    v.read(cover_pages.TERMINADO, *(f"{titulo}: concluida" for titulo in TRAMITES))
    cover_pages.see_paso(v, 2, "Vigente desde el ")
    cover_pages.see_paso(v, 3, "UMF 904, turno vespertino")
    cover_pages.count_documentos(v, 10)
    cover_pages.leave(v)
