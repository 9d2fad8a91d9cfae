"""The demonstration's mailbox: every mail that was sent, and only in a demonstration."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from plataforma.correo.buzon import get_html, list_recibidos
from tests.helpers.plataforma.outbox import at_once
from tests.helpers.production_settings import PRODUCCION
from tests.plataforma.correo.conftest import deliver, queue


def send(asunto: str, *, adjunto: str = "") -> None:
    mail = EmailMultiAlternatives(asunto, f"Texto de {asunto}: http://127.0.0.1:8000/x/", to=["ana@example.com"])
    mail.attach_alternative(f"<html><head><title>-</title></head><body>{asunto}</body></html>", "text/html")
    if adjunto:
        mail.attach(adjunto, b"%PDF", "application/pdf")
    mail.send()


def test_nothing_was_sent_yet(buzon: Path) -> None:
    assert list_recibidos() == []
    assert get_html("nada.log") is None


def test_newest_first_with_all_that_the_page_shows(buzon: Path) -> None:
    for number in range(3):
        send(f"número {number}", adjunto="Constancia.pdf" if number == 2 else "")
        os.utime(max(buzon.iterdir(), key=lambda path: path.stat().st_ctime_ns), ns=(number, number))
    assert [recibido.asunto for recibido in list_recibidos()] == ["número 2", "número 1", "número 0"]
    newest = list_recibidos(limit=1)[0]
    assert (newest.para, newest.adjuntos) == ("ana@example.com", ("Constancia.pdf",))
    assert newest.texto.strip() == "Texto de número 2: http://127.0.0.1:8000/x/"
    assert newest.fecha is not None
    assert "número 2" in (get_html(newest.archivo) or "")


@pytest.mark.django_db(transaction=True)
def test_mails_of_one_moment_are_all_there(buzon: Path) -> None:
    """Django's file backend put mails of one second, from workers that are copies of each other, into one file."""
    at_once(4, lambda: [send(f"n{number}") for number in range(5)])
    assert len(list_recibidos()) == 20
    assert not list(buzon.glob("*.part"))


@pytest.mark.parametrize("archivo", ["../settings.py", "/etc/passwd", "", "*.log", ".."])
def test_T4_no_other_file_is_shown(buzon: Path, archivo: str) -> None:
    send("uno")
    (buzon.parent / "settings.py").write_text("secreto")
    assert get_html(archivo) is None


@pytest.mark.parametrize("folder", ["", None])
def test_a_demonstration_that_sends_real_mail_has_no_mailbox(settings: LazySettings, folder: str | None) -> None:
    if folder is None:
        del settings.EMAIL_FILE_PATH
    else:
        settings.EMAIL_FILE_PATH = folder  # what a smtp:// address leaves there
    assert list_recibidos() == []


@pytest.mark.django_db
def test_the_page_shows_each_mail_with_links_that_work(buzon: Path, client: Client) -> None:
    deliver(queue())
    response = client.get("/buzon/")
    page = response.content.decode()
    (recibido,) = list_recibidos()
    assert "Tu folio es RE-0001" in page
    assert 'href="http://127.0.0.1:8000/confirmar/re-0001/"' in page
    assert "Ana &amp; Luz" in page
    assert f'src="/buzon/{recibido.archivo}/"' in page
    assert response.headers["Cache-Control"] == "no-store"
    policy = response.headers["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_T19_the_html_of_a_mail_is_shown_in_a_sandbox(buzon: Path, client: Client) -> None:
    deliver(queue())
    response = client.get(f"/buzon/{list_recibidos()[0].archivo}/")
    policy = {line.split()[0]: line.split()[1:] for line in response.headers["Content-Security-Policy"].split("; ")}
    assert policy["default-src"] == ["'none'"]
    assert policy["style-src"] == ["'unsafe-inline'"]
    assert policy["frame-ancestors"] == ["'self'"]
    assert set(policy["sandbox"]) == {"allow-popups", "allow-popups-to-escape-sandbox"}
    assert "'unsafe-inline'" not in policy["script-src"]
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert response.headers["Cache-Control"] == "no-store"
    assert 'target="_blank"' in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/buzon/nada.log/", "/buzon/..%2Fsettings.py/"])
def test_an_unknown_mail_is_not_found(buzon: Path, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/buzon/", "/buzon/nada.log/"])
def test_the_mailbox_is_only_read(buzon: Path, client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


PRODUCTION = """
import django
django.setup()
from django.urls import Resolver404, resolve
for path in ("/buzon/", "/buzon/x.log/"):
    try:
        print(resolve(path))
    except Resolver404:
        print("404")
"""


@pytest.mark.real
def test_in_production_there_is_no_such_address(tmp_path: Path) -> None:
    environment = {**PRODUCCION, "VAR_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", PRODUCTION], env=environment, capture_output=True, text=True)
    assert done.stdout.split() == ["404", "404"], done.stderr
