"""The browser is closed at any step; the link, opened on another device, goes on where it stood."""

import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from playwright.sync_api import expect

from tests.helpers.navegador import nss_walk
from tests.helpers.navegador.visitor import Visitante
from tests.helpers.portal.live_portal import PortalVivo
from tests.helpers.portal.process_tree import DOCUMENTOS, find, send
from tests.helpers.waiting import LIMITE
from tramites.solicitud.acceso import mask_correo

pytestmark = pytest.mark.browser
# As if two minutes had passed: another mail may be asked for 60 s after the last.
DESPUES = "UPDATE tramites_confirmacion SET creada = datetime(creada, '-2 minutes')"
VENCIDAS = "UPDATE tramites_confirmacion SET vence = datetime('now', '-1 minute') WHERE correo = ?"
INVENTADA = "/confirmar/kX3vQz8LrT0aYw5NcEoUgJ1hPbMd7SiFq2ZxRn4VtKl/"


def turn_clock(portal: PortalVivo, sql: str, *values: str) -> None:
    """Change times in the portal's own database; by way of its shell each would take a second."""
    with closing(sqlite3.connect(portal.var_dir / "portal.sqlite3", timeout=LIMITE)) as database, database:
        assert database.execute(sql, values).rowcount > 0


@contextmanager
def documents_held_up(portal: PortalVivo) -> Iterator[None]:
    """The number is given, and its documents are not made meanwhile."""
    workers = find(portal.pid, DOCUMENTOS)
    assert workers
    send(signal.SIGSTOP, workers)
    try:
        yield
    finally:
        send(signal.SIGCONT, workers)


def ask_for_another(v: Visitante, titulo: str) -> None:
    """The page that offers another link, once somebody may ask for one; the mail; its link."""
    v.see(titulo)
    v.do_not_read(v.persona["curp"])
    turn_clock(v.portal, DESPUES)
    v.forget_mails()
    v.press(f"Enviarme otra liga a {mask_correo(v.persona['correo'])}")
    v.see(nss_walk.CORREO)
    nss_walk.open_liga(v)


def finish(v: Visitante, hechos: int) -> None:
    """Answer what is left."""
    for paso in nss_walk.ASIGNAR[hechos:]:
        paso(v)
    v.wait_for(nss_walk.LISTO)
    nss_walk.check_nss(v)


def test_closed_after_the_gate(visitar, por_asignar):
    first = visitar(por_asignar, ancho=1280)
    nss_walk.go_to_gate(first)
    nss_walk.fill_gate(first)
    first.leave()
    second = visitar(por_asignar, guiones=False)
    nss_walk.open_liga(second)
    finish(second, 0)


@pytest.mark.parametrize("hechos", [1, 2, 3], ids=["identidad", "codigo postal", "domicilio"])
def test_closed_after_an_answer(visitar, por_asignar, hechos):
    """The link of the mail was used: its page gives another one."""
    first = visitar(por_asignar, ancho=1280)
    nss_walk.enter(first)
    for paso in nss_walk.ASIGNAR[:hechos]:
        paso(first)
    first.see((nss_walk.CP, nss_walk.DOMICILIO, nss_walk.REVISION)[hechos - 1])
    first.leave()
    second = visitar(por_asignar)
    second.page.goto(nss_walk.read_liga(second))
    ask_for_another(second, "Esta liga ya se usó")
    finish(second, hechos)


def test_closed_on_the_waiting_page(visitar, portal, por_asignar):
    first = visitar(por_asignar, guiones=False)
    nss_walk.enter(first)
    with documents_held_up(portal):
        for paso in nss_walk.ASIGNAR:
            paso(first)
        first.see(nss_walk.ESPERA)
        address = first.page.url
        first.leave()
        second = visitar(por_asignar, ancho=1280)
        second.page.goto(address)
        ask_for_another(second, "Entra con tu correo")
        second.see(nss_walk.ESPERA)
        expect(second.page.get_by_role("progressbar")).to_be_visible()
    second.wait_for(nss_walk.LISTO)
    nss_walk.check_nss(second)


def test_the_mail_with_the_documents_leads_back_to_them(visitar, portal, localizado):
    first = visitar(localizado, guiones=False)
    nss_walk.enter(first)
    first.wait_for(nss_walk.LISTO)
    mail = first.read_mail(nss_walk.DOCUMENTOS)
    first.leave()
    second = visitar(localizado)
    second.page.goto(next(word for word in mail.split() if word.startswith(portal.url)))
    ask_for_another(second, "Entra con tu correo")
    second.see(nss_walk.LISTO)
    nss_walk.check_nss(second)


def test_an_expired_link_gives_another_one(visitar, portal, por_asignar):
    v = visitar(por_asignar)
    nss_walk.go_to_gate(v)
    nss_walk.fill_gate(v)
    liga = nss_walk.read_liga(v)
    turn_clock(portal, VENCIDAS, por_asignar["correo"])
    v.page.goto(liga)
    ask_for_another(v, "Esta liga ya venció")
    v.see(nss_walk.IDENTIDAD)


def test_somebody_elses_address_and_a_made_up_link_open_nothing(visitar, localizado, por_asignar):
    owner, other = visitar(por_asignar), visitar(localizado)
    nss_walk.enter(owner)
    owner.see(nss_walk.IDENTIDAD)
    nss_walk.enter(other)
    other.wait_for(nss_walk.LISTO)
    other.page.goto(owner.page.url)
    other.see("Entra con tu correo")
    other.do_not_read(por_asignar["curp"], por_asignar["correo"])
    other.page.goto(INVENTADA)
    other.see("No encontramos esta página")
