"""The address with everything that can be wrong or missing: each error in words, and a way round each."""

import pytest
from playwright.sync_api import expect

from tests.helpers.navegador import nss_walk

pytestmark = pytest.mark.browser


def test_a_postal_code_that_nobody_knows_then_one_of_the_catalogue(visitar, por_asignar):
    v = visitar(por_asignar, ancho=1280)
    nss_walk.enter(v)
    nss_walk.confirm_identity(v)
    v.see(nss_walk.CP)
    v.write("Código postal", "45545")
    v.press("Continuar")
    v.read("No encontramos el código postal 45545")
    v.look()
    v.choose("Mi código postal está bien")
    v.press("Continuar")
    v.see("¿En qué estado vives?")
    v.select("Estado", "Jalisco")
    v.press("Continuar")
    v.see(nss_walk.DOMICILIO)
    v.select("Municipio o alcaldía", "Zapopan")
    v.press("Continuar")
    v.read("Escribe tu calle", "Escribe tu colonia")
    v.look()
    v.write("Colonia", "Las Inventadas")
    v.write("Calle", "Avenida Inventada")
    v.write("Número exterior", "100")
    v.press("Continuar")
    v.see(nss_walk.REVISION)
    v.read("45545", "Avenida Inventada 100, Colonia Las Inventadas, Zapopan, Jalisco")
    v.page.locator("dl a").first.click()
    nss_walk.write_cp(v)
    v.see(nss_walk.DOMICILIO)
    v.read("Guadalajara", "Jalisco")
    v.choose("Mi colonia no aparece")
    expect(v.page.get_by_label("Nombre de tu colonia")).to_be_visible()
    v.page.get_by_role("radio").first.check()
    expect(v.page.get_by_label("Nombre de tu colonia")).to_be_hidden()
    v.press("Continuar")
    v.read("Avenida Inventada 100, Colonia Guadalajara Centro, Guadalajara, Jalisco")
    v.press("Asignar mi NSS")
    v.wait_for(nss_walk.LISTO)
    nss_walk.check_nss(v)
