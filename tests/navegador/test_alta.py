"""The alta, whole: on a telephone without scripts, and by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.navegador import clinica as c
from tests.navegador import recorrido as r
from tests.navegador.conftest import MODOS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("modo", MODOS)
def test_from_the_procedure_s_page_to_the_documents(visitar, portal, modo):
    v = visitar(c.take_vigente(portal), **MODOS[modo])
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
    v.page.goto("/tramites/cambio/")  # whoever has a clinic changes it, and types nothing twice
    v.press("Empezar")
    v.page.get_by_role("button", name="Continuar como").click()
    v.see("Cambia de clínica")
    v.read("Tu clínica actual: UMF 904, turno nocturno")
    v.choose("Otro turno")
    v.press("Continuar")
    v.see(r.CP)
    expect(v.page.get_by_label("Código postal")).to_have_value(c.CP_LLENO)


def test_who_has_a_clinic_is_led_to_its_change(visitar, portal):
    v = visitar(c.take_vigente(portal, clinica="DEMOS000901"))
    c.enter(v, "alta")
    v.see("Ya tienes clínica")
    v.press("Cambiar de clínica")
    v.see("Cambia de clínica")


def test_who_has_no_clinic_is_led_to_the_alta(visitar, portal):
    v = visitar(c.take_vigente(portal))
    c.enter(v, "cambio")
    v.see("Todavía no tienes clínica")
    v.press("Registrarme en una clínica")
    v.see(r.IDENTIDAD)
