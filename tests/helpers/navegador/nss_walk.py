"""The steps of the NSS path, as a person takes them who reads the screen."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from padron.identificadores import nss as nss_rules
from tests.helpers.navegador.visitor import Visitante
from tests.helpers.portal.twins import GEMELAS, NOMBRADAS
from tests.navegador.conftest import MODOS

Paso = Callable[[Visitante], None]
# What one way uses up, the other would not find: by keyboard goes the twin.
QUIENES = dict(zip(MODOS, (NOMBRADAS, GEMELAS), strict=True))
IDENTIDAD, CP, DOMICILIO, REVISION = (
    "¿Son tus datos?",
    "¿Cuál es tu código postal?",
    "¿Cuál es tu domicilio?",
    "Revisa tus datos",
)
VIVO_AHI = "Sí, vivo ahí mientras estudio"
CONFIRMASTE = "Ya confirmaste tu correo"
CORREO, ESPERA, LISTO = "Revisa tu correo", "Estamos procesando tu solicitud", "Listo: este es tu NSS"
CERRADO, INCIDENCIA = "No podemos continuar con este correo", "No pudimos terminar tu trámite en línea"
CONFIRMA, DOCUMENTOS, AVISO = "Confirma tu correo", "Tus documentos están listos", "Avisamos a tu plantel"
ESCRITO = "Privada Sol Inventado S/N, Colonia Las Inventadas, Guadalajara, Jalisco"
CODIGO = re.compile(r"código: (\d{6})")
LIGA = re.compile(r"http://\S+/confirmar/\S+/")


def go_to_gate(v: Visitante) -> None:
    """By the address of the gate, as from a bookmark."""
    v.page.goto("/tramites/nss/empezar/")
    v.see("Tus datos")


def go_to_expediente(v: Visitante) -> None:
    """Without a session it asks who one is."""
    v.page.goto("/expediente/")
    v.see("Tus datos")


def go_from_home(v: Visitante) -> None:
    v.page.goto("/")
    v.look()
    v.press("Obtener o localizar mi NSS")
    v.look()
    v.press("Empezar")
    v.see("Tus datos")


def fill_gate(v: Visitante) -> None:
    """That of the vigencia asks for the NSS too."""
    v.write("CURP", v.persona["curp"])
    if "/vigencia/" in v.page.url:
        v.write("NSS", v.persona["nss"])
    v.write("Correo electrónico", v.persona["correo"])
    v.write("Confirma tu correo", v.persona["correo"])
    v.write("Escribe las letras de la imagen", "PRUEBA")
    v.choose("He leído el aviso de privacidad")
    v.press("Continuar")
    v.see(CORREO)


def read_liga(v: Visitante) -> str:
    found = LIGA.search(v.read_mail(CONFIRMA))
    assert found
    return found[0]


def read_codigo(v: Visitante) -> str:
    """The code of the newest mail."""
    found = CODIGO.search(v.read_mail(CONFIRMA))
    assert found
    return found[1]


def continue_as(v: Visitante) -> None:
    """Pass the gate of another procedure as who one is; test_puerta.py looks at it."""
    v.press("Empezar")
    v.press(v.page.get_by_role("button", name=re.compile("^Continuar como ")).inner_text())


def open_liga(v: Visitante) -> None:
    """Open the link of the newest mail and press its button."""
    v.page.goto(read_liga(v))
    v.see("Tu correo está listo para confirmar")
    v.press("Continuar mi trámite")


def enter(v: Visitante, begin: Paso = go_to_gate) -> None:
    """Gate, mail, link."""
    begin(v)
    v.forget_mails()  # of whoever shares the mailbox
    fill_gate(v)
    open_liga(v)


def confirm_identity(v: Visitante) -> None:
    v.see(IDENTIDAD)
    v.read(v.persona["curp"])
    v.press("Sí, son mis datos")


def write_cp(v: Visitante, cp: str = "44100", estado: str = "Jalisco") -> None:
    """Type a postal code. Students of a campus in another state are asked whether they live there."""
    v.see(CP)
    v.write("Código postal", cp)
    v.press("Continuar")
    expect(v.page.get_by_role("heading", level=1, name=DOMICILIO).or_(v.page.get_by_label(VIVO_AHI))).to_be_visible()
    if v.page.get_by_label(VIVO_AHI).count():
        v.read(f"tu código postal es de {estado}. ¿Vives ahí mientras estudias?")
        v.look()
        v.choose(VIVO_AHI)
        v.press("Continuar")


def write_domicilio(v: Visitante) -> None:
    v.see(DOMICILIO)
    v.read("44100", "Guadalajara", "Jalisco")
    fill_domicilio(v)


def fill_domicilio(v: Visitante) -> None:
    """Type an invented postal address whose colonia is not in the catalogue."""
    v.choose("Mi colonia no aparece")
    v.write("Nombre de tu colonia", "Las Inventadas")
    v.write("Calle", "Privada Sol Inventado")
    v.write("Número exterior", "S/N")
    v.press("Continuar")


def submit(v: Visitante) -> None:
    v.see(REVISION)
    v.read(ESCRITO)
    v.press("Asignar mi NSS")


PREGUNTAS = (confirm_identity, write_cp, write_domicilio)
ASIGNAR: tuple[Paso, ...] = (*PREGUNTAS, submit)


def check_nss(v: Visitante) -> None:
    """The result has the number, its mark, and two documents."""
    number = v.page.locator(".nss__numero")
    known = v.persona["nss"]
    expect(number).to_contain_text(nss_rules.agrupado(known) if known else re.compile(r"\b\d\d \d\d \d\d \d{4} \d"))
    v.read("DEMOSTRACIÓN · SIN VALIDEZ OFICIAL")
    expect(v.page.locator(".documentos tbody").get_by_role("link")).to_have_count(2)
