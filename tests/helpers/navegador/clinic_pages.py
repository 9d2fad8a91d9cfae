"""The steps of alta and cambio, as a person takes them who reads the screen."""

import re

from playwright.sync_api import Locator, expect

from tests.helpers.navegador import nss_walk
from tests.helpers.navegador.visitor import PARADAS, Teclado, Visitante

CP_LLENO = "44160"  # in the nearest clinic, UMF 902, the afternoon is full
TELEFONO, CLINICA, NUEVA = "¿Cuál es tu teléfono?", "Elige tu clínica", "Elige tu nueva clínica"
REVISION_ALTA, REVISION_CAMBIO = "Revisa tu registro", "Revisa tu cambio"
ALTA, CAMBIO, INICIO_CAMBIO = "Listo: ya tienes clínica", "Listo: cambiaste de clínica", "Cambia de clínica"


def enter(v: Visitante, tipo: str) -> None:
    """The procedure's page, gate, mail, link."""
    v.page.goto(f"/tramites/{tipo}/")
    v.look()
    v.press("Empezar")
    v.see("Tus datos")
    v.forget_mails()  # of another visit
    nss_walk.fill_gate(v)
    nss_walk.open_liga(v)


def write_domicilio(v: Visitante, cp: str = CP_LLENO) -> None:
    v.see(nss_walk.CP)
    v.write("Código postal", cp)
    v.press("Continuar")
    v.see(nss_walk.DOMICILIO)
    nss_walk.fill_domicilio(v)


def write_telefono(v: Visitante) -> None:
    v.see(TELEFONO)
    v.write("Celular", "33 12")
    v.press("Continuar")
    v.read("Tu teléfono debe tener 10 números; escribiste 4")
    v.look()
    v.write("Celular", "+52 33 1234 5678")
    v.press("Continuar")


def skip_telefono(v: Visitante) -> None:
    v.see(TELEFONO)
    v.press("Continuar")


def find_turno(v: Visitante, clinica: str, turno: str) -> Locator:
    return v.page.get_by_role("group", name=re.compile(rf"^{clinica}\b")).get_by_role(
        "radio", name=re.compile(f"^{turno}")
    )


def choose_turno(v: Visitante, clinica: str, turno: str) -> None:
    """Take a shift: with the pointer, or with Tab and arrows."""
    radio = find_turno(v, clinica, turno)
    if isinstance(v, Teclado):
        _arrow_to(v, radio)
    else:
        radio.check()
    expect(radio).to_be_checked()


def _arrow_to(v: Visitante, radio: Locator) -> None:
    for _ in range(PARADAS):
        v.page.keyboard.press("Tab")
        if v.page.evaluate("document.activeElement.matches('[name=lugar]')"):
            break
    v.page.keyboard.press("Space")
    for _ in range(PARADAS):
        if radio.evaluate("radio => radio === document.activeElement"):
            return
        v.page.keyboard.press("ArrowDown")


def take_turno(v: Visitante, titulo: str, clinica: str, turno: str) -> None:
    """Take the one that the student knows beforehand."""
    v.see(titulo)
    choose_turno(v, clinica, turno)
    v.press("Continuar")


def choose_clinica(v: Visitante, titulo: str) -> None:
    """Look at all that the step offers; then UMF 904 at night."""
    v.see(titulo)
    v.read("Distancia aproximada, en línea recta desde el centro de tu código postal.", "a 0.5 km aprox.")
    expect(find_turno(v, "UMF 902, a 0.5 km aprox. Vespertino: sin lugares", "Vespertino")).to_be_disabled()
    v.read("Sin lugares")
    v.press("Continuar")
    v.read("Elige una clínica y un turno")
    v.look()
    choose_turno(v, "UMF 904", "Nocturno")
    v.read("No hay más clínicas a menos de 50 km.")
    v.press("Ver en un mapa")
    v.see(f"Clínicas cercanas al código postal {CP_LLENO}")
    v.press("Elegir mi clínica")
    expect(find_turno(v, "UMF 904", "Nocturno")).to_be_checked()
    v.press("Continuar")


def see_map(v: Visitante) -> None:
    """From the clinic step to the map, to a clinic's page, and back."""
    v.press("Ver en un mapa")
    v.see(f"Clínicas cercanas al código postal {CP_LLENO}")
    marks = v.page.locator(".mapa__marca")
    expect(marks).to_have_count(5 if v.guiones else 0)
    if v.guiones:
        marks.nth(1).focus()
        v.page.keyboard.press("Enter")
        link = v.page.locator(".leaflet-popup").get_by_role("link")
        expect(link).to_be_focused()
        v.look()
        v.page.keyboard.press("Escape")
        expect(link).to_have_count(0)
    v.page.get_by_role("link", name=re.compile("^Horario y cómo llegar")).first.click()
    v.see("UMF 902 (demostración)")
    v.read("Cómo llegar", "Lunes a viernes")
    expect(v.page.get_by_role("link", name=re.compile("mapas de mi teléfono"))).to_have_attribute(
        "href", re.compile("^geo:")
    )
    v.press("‹ Atrás")
    v.see(f"Clínicas cercanas al código postal {CP_LLENO}")
    v.page.get_by_role("link", name="Elegir mi clínica", exact=True).click()
    v.see(CLINICA)
