"""Each person whom the demonstration names for the alta, from a procedure's page to the documents of their clinic."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.helpers.navegador import clinic_pages, nss_walk
from tests.helpers.portal.twins import list_nombradas
from tests.navegador.conftest import MODOS

pytestmark = pytest.mark.browser


@dataclass(frozen=True, kw_only=True)
class Alta:
    """The page that somebody comes by, where they were born, and which clinic they take."""

    tramite: str = "alta"
    nacio: str
    clinica: str
    turno: str


ALTAS = {
    "foraneo": Alta(nacio="Chiapas", clinica="UMF 903", turno="Matutino"),
    "menor_vigente": Alta(tramite="cambio", nacio="Jalisco", clinica="UMF 904", turno="Vespertino"),
}
# Who looks at everything on the way has a test of their own; whose SI leads to the alta, in test_una_visita.py.
DESPACIO, EN_UNA_VISITA = "clinica_llena", "vigente"


@pytest.mark.parametrize("modo", MODOS)
@pytest.mark.parametrize("nombre", [n for n in list_nombradas("alta") if n not in {DESPACIO, EN_UNA_VISITA}])
def test_near_where_somebody_lives_while_they_study(visitar, nombre, modo):
    alta = ALTAS[nombre]
    v = visitar(nss_walk.QUIENES[modo][nombre], **MODOS[modo])
    clinic_pages.enter(v, alta.tramite)
    if alta.tramite == "cambio":  # who has no clinic has nothing to change
        v.see("Todavía no tienes clínica")
        v.press("Registrarme en una clínica")
    v.see(nss_walk.IDENTIDAD)
    v.read(alta.nacio)
    nss_walk.confirm_identity(v)
    v.read("¿Estudias lejos de casa? Usa el domicilio donde vives mientras estudias.")
    clinic_pages.write_domicilio(v, "44100")
    clinic_pages.skip_telefono(v)
    clinic_pages.take_turno(v, clinic_pages.CLINICA, alta.clinica, alta.turno)
    v.see(clinic_pages.REVISION_ALTA)
    v.read(f"{alta.clinica} (demostración)", alta.turno, nss_walk.ESCRITO)
    v.press(f"Registrarme en la {alta.clinica}")
    v.wait_for(clinic_pages.ALTA)
    v.read(alta.clinica, f"Turno {alta.turno.lower()}")
    expect(v.page.locator(".documentos tbody").get_by_role("link")).to_have_count(4)


@pytest.mark.parametrize("modo", MODOS)
def test_the_nearest_clinic_is_full(visitar, modo):
    v = visitar(nss_walk.QUIENES[modo][DESPACIO], **MODOS[modo])
    clinic_pages.enter(v, "alta")
    nss_walk.confirm_identity(v)
    clinic_pages.write_domicilio(v)
    clinic_pages.write_telefono(v)
    v.see(clinic_pages.CLINICA)
    clinic_pages.see_map(v)
    clinic_pages.choose_clinica(v, clinic_pages.CLINICA)
    v.see(clinic_pages.REVISION_ALTA)
    v.read("UMF 904 (demostración)", "Nocturno, de 20:00 a 23:00", "3312345678", "Privada Sol Inventado S/N")
    v.press("Registrarme en la UMF 904")
    v.wait_for(clinic_pages.ALTA)
    v.read("UMF 904", "Turno nocturno", "DEMOSTRACIÓN · SIN VALIDEZ OFICIAL", "Servicios Escolares", "PrevenIMSS")
    expect(v.page.locator(".documentos tbody").get_by_role("link")).to_have_count(4)
    assert v.read_mail(nss_walk.DOCUMENTOS)
