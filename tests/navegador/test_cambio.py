"""The change of clinic, whole: on a telephone without scripts, and by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.navegador import clinica as c
from tests.navegador import recorrido as r
from tests.navegador.conftest import MODOS

pytestmark = pytest.mark.browser
ACTUAL = "Tu clínica actual: UMF 901, turno matutino"


@pytest.mark.parametrize("modo", MODOS)
def test_from_the_reason_to_the_new_carnet(visitar, portal, modo):
    v = visitar(c.take_vigente(portal, clinica="DEMOS000901"), **MODOS[modo])
    c.enter(v, "cambio")
    v.see("Cambia de clínica")
    v.read(ACTUAL)
    v.choose("Más cerca de mi escuela o trabajo")
    v.press("Continuar")
    v.read(ACTUAL)
    c.write_domicilio(v)
    v.read(ACTUAL, "Tu turno actual")
    c.choose_clinica(v, c.NUEVA)
    v.see(c.REVISION_CAMBIO)
    v.read("Ahora", "UMF 901 (demostración)", "Después del cambio", "UMF 904 (demostración)")
    v.press("Cambiarme a la UMF 904")
    v.wait_for(c.CAMBIO)
    v.read("Antes: UMF 901, turno matutino", "DEMOSTRACIÓN · SIN VALIDEZ OFICIAL")
    expect(v.page.get_by_role("link", name="Descargar")).to_have_count(2)
    assert v.read_mail(r.DOCUMENTOS)
