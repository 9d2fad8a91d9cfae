"""Each person whom the demonstration names for the alta, from a procedure's page to the documents of their clinic."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.navegador import clinica as c
from tests.navegador import recorrido as r
from tests.navegador.conftest import MODOS
from tests.portal.gemelas import list_nombradas

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
    v = visitar(r.QUIENES[modo][nombre], **MODOS[modo])
    c.enter(v, alta.tramite)
    if alta.tramite == "cambio":  # who has no clinic has nothing to change
        v.see("Todavía no tienes clínica")
        v.press("Registrarme en una clínica")
    v.see(r.IDENTIDAD)
    v.read(alta.nacio)
    r.confirm_identity(v)
    v.read("¿Estudias lejos de casa? Usa el domicilio donde vives mientras estudias.")
    c.write_domicilio(v, "44100")
    c.skip_telefono(v)
    c.take_turno(v, c.CLINICA, alta.clinica, alta.turno)
    v.see(c.REVISION_ALTA)
    v.read(f"{alta.clinica} (demostración)", alta.turno, r.ESCRITO)
    v.press(f"Registrarme en la {alta.clinica}")
    v.wait_for(c.ALTA)
    v.read(alta.clinica, f"Turno {alta.turno.lower()}")
    expect(v.page.get_by_role("link", name="Descargar")).to_have_count(4)


@pytest.mark.parametrize("modo", MODOS)
def test_the_nearest_clinic_is_full(visitar, modo):
    v = visitar(r.QUIENES[modo][DESPACIO], **MODOS[modo])
    c.enter(v, "alta")
    r.confirm_identity(v)
    c.write_domicilio(v)
    c.write_telefono(v)
    v.see(c.CLINICA)
    c.see_map(v)
    c.choose_clinica(v, c.CLINICA)
    v.see(c.REVISION_ALTA)
    v.read("UMF 904 (demostración)", "Nocturno, de 20:00 a 23:00", "3312345678", "Privada Sol Inventado S/N")
    v.press("Registrarme en la UMF 904")
    v.wait_for(c.ALTA)
    v.read("UMF 904", "Turno nocturno", "DEMOSTRACIÓN · SIN VALIDEZ OFICIAL", "Servicios Escolares", "PrevenIMSS")
    expect(v.page.get_by_role("link", name="Descargar")).to_have_count(4)
    assert v.read_mail(r.DOCUMENTOS)
