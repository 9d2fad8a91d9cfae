"""The first path, whole, in a real browser against the real portal: home, gate, mail, waiting, result, PDF, QR."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from padron.identificadores import nss as nss_rules
from tests.navegador import recorrido as r

pytestmark = pytest.mark.browser


def read_qr(pdf: Path) -> str:
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-f", "1", "-l", "1", pdf, pdf.with_suffix("")], check=True)
    pictures = list(pdf.parent.glob(f"{pdf.stem}*.png"))
    read = subprocess.run(["zbarimg", "-q", "--raw", *pictures], check=True, capture_output=True, text=True)
    return read.stdout.strip()


def download_document(page: Page, folder: Path) -> Path:
    address = page.get_by_role("link", name="Descargar").first.get_attribute("href")
    assert address
    answer = page.request.get(address)
    assert answer.ok
    assert answer.headers["content-type"] == "application/pdf"
    pdf = folder / "documento.pdf"
    pdf.write_bytes(answer.body())
    return pdf


@pytest.mark.parametrize("tamano", ["telefono", "escritorio"])
def test_from_home_to_the_document_and_its_verification(new_page, localizado, tmp_path, tamano):
    page = new_page(tamano)
    page.goto("/")
    r.check_accessible(page)
    r.go_to_gate(page)
    r.check_accessible(page)
    r.fill_gate(page, curp=localizado["curp"], correo=localizado["correo"])
    r.check_accessible(page)
    mail = r.read_mail(page, asunto="Confirma tu correo", para=localizado["correo"])
    r.check_accessible(page)
    page.goto(r.find_liga(mail))
    assert page.url.endswith("/confirmar/")
    r.check_accessible(page)
    page.get_by_role("button", name="Continuar mi trámite").click()
    r.wait_for_result(page)
    r.check_accessible(page)
    expect(page.locator("body")).to_contain_text(nss_rules.agrupado(localizado["nss"]))
    expect(page.locator("body")).to_contain_text("DEMOSTRACIÓN · SIN VALIDEZ OFICIAL")
    pdf = download_document(page, tmp_path)
    page.goto(read_qr(pdf))
    expect(page.locator("body")).to_contain_text("Documento válido")
    expect(page.locator("body")).not_to_contain_text(localizado["curp"])
    r.check_accessible(page)
    assert ".pdf" in r.read_mail(page, asunto="Tus documentos están listos", para=localizado["correo"])


def test_without_scripts(new_page, localizado):
    page = new_page(java_script_enabled=False)
    r.go_to_gate(page)
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_text("Escribe tu CURP").first).to_be_visible()
    r.fill_gate(page, curp=localizado["curp"].lower(), correo=localizado["correo"])
    r.confirm(page, r.find_liga(r.read_mail(page, asunto="Confirma tu correo", para=localizado["correo"])))
    r.refresh_until_result(page)
    expect(page.locator("body")).to_contain_text(nss_rules.agrupado(localizado["nss"]))


def test_link_in_another_browser_leaves_the_first_without_session(new_page, localizado):
    first, second = new_page("escritorio"), new_page("telefono")
    r.go_to_gate(first)
    r.fill_gate(first, curp=localizado["curp"], correo=localizado["correo"])
    mail_page = first.url
    mail = r.read_mail(second, asunto="Confirma tu correo", para=localizado["correo"])
    r.confirm(second, r.find_liga(mail))
    r.wait_for_result(second)
    first.goto(mail_page)
    expect(first.locator("body")).to_contain_text("Ya confirmaste en otro dispositivo")
    r.check_accessible(first)
    first.goto(second.url)
    expect(first.get_by_role("heading", level=1)).to_have_text("Entra con tu correo")
    r.check_accessible(first)


def test_code_in_the_first_tab(new_page, personas):
    persona = personas["dos_correos"]
    page = new_page()
    r.go_to_gate(page)
    r.fill_gate(page, curp=persona["curp"], correo=persona["correo"])
    address = page.url
    codigo = r.find_codigo(r.read_mail(page, asunto="Confirma tu correo", para=persona["correo"]))
    page.goto(address)
    page.get_by_label("Código de 6 números").fill("000000" if codigo != "000000" else "111111")
    page.get_by_role("button", name="Continuar con el código").click()
    expect(page.get_by_text("Ese código no coincide").first).to_be_visible()
    r.check_accessible(page)
    page.get_by_label("Código de 6 números").fill(f"{codigo[:3]} {codigo[3:]}")
    page.get_by_role("button", name="Continuar con el código").click()
    r.wait_for_result(page)


def test_by_keyboard_alone(new_page, localizado):
    page = new_page("escritorio")
    page.goto("/")
    r.press_on(page, "Obtener o localizar mi NSS")
    r.press_on(page, "Empezar")
    for text in (localizado["curp"], localizado["correo"], localizado["correo"], "PRUEBA"):
        r.tab_to_field(page)
        page.keyboard.type(text)
    r.tab_to_field(page)
    page.keyboard.press("Space")
    r.press_on(page, "Continuar")
    expect(page.get_by_role("heading", level=1)).to_have_text("Revisa tu correo")
    page.goto(r.find_liga(r.read_mail(page, asunto="Confirma tu correo", para=localizado["correo"])))
    r.press_on(page, "Continuar mi trámite")
    r.wait_for_result(page)
