"""A document in the hand: the mail that brings it, the PDF, and what its QR code leads to."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.helpers.navegador import nss_walk

pytestmark = pytest.mark.browser


def download(page: Page, path: Path) -> Path:
    """Get the first document of the result with the session of the page."""
    address = page.locator(".documentos tbody").get_by_role("link").first.get_attribute("href")
    assert address
    answer = page.request.get(address)
    assert answer.ok
    assert answer.headers["content-type"] == "application/pdf"
    path.write_bytes(answer.body())
    return path


def read_qr(pdf: Path) -> str:
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-f", "1", "-l", "1", pdf, pdf.with_suffix("")], check=True)
    pictures = list(pdf.parent.glob(f"{pdf.stem}*.png"))
    read = subprocess.run(["zbarimg", "-q", "--raw", *pictures], check=True, capture_output=True, text=True)
    return read.stdout.strip()


def test_from_the_result_to_the_verification(visitar, localizado, tmp_path):
    v = visitar(localizado)
    nss_walk.enter(v)
    v.wait_for(nss_walk.LISTO)
    pdf = download(v.page, tmp_path / "documento.pdf")
    v.page.goto(read_qr(pdf))
    v.look()
    v.read("Documento válido")
    v.do_not_read(localizado["curp"])
    v.read_mail(nss_walk.DOCUMENTOS)
    v.page.goto("/buzon/")
    v.look()
    mail = v.page.locator("article", has_text=nss_walk.DOCUMENTOS).filter(has_text=localizado["correo"])
    assert ".pdf" in mail.first.inner_text()
    v.page.get_by_role("link", name="/confirmar/").first.click()  # its links work
    assert v.page.url.startswith(v.portal.url)
