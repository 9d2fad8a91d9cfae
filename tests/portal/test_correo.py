"""The whole portal with a mail server that is down, hangs, puts it off, or refuses an address for good."""

import re
from collections import Counter

import pytest

from tests.helpers.portal.balance import demand_balance
from tests.helpers.portal.live_portal import PortalVivo
from tests.helpers.portal.mailbox import Cartero
from tests.helpers.portal.student import Alumno
from tests.helpers.waiting import wait_until

pytestmark = pytest.mark.real
ERRORES = """
from plataforma.bandeja.models import Mensaje
print([mensaje.last_error for mensaje in Mensaje.objects.filter(state="pending")])
"""
EN_COLA, ENVIADO = "Tu correo sale en unos momentos.", "Correo enviado a las"


@pytest.fixture
def portal(portal_de_prisa: PortalVivo) -> PortalVivo:
    return portal_de_prisa


def begin(portal: PortalVivo, number: int) -> list[Alumno]:
    alumnos = [Alumno(portal, persona) for persona in portal.take_localizados(number)]
    for alumno in alumnos:
        assert EN_COLA in alumno.begin()
    return alumnos


def wait_for_attempt(portal: PortalVivo, words: str) -> None:
    """Wait until sending a mail has failed with this error, because the pages asked next must know of the failure."""
    wait_until(lambda: words in portal.shell(ERRORES), what=f"an attempt has failed with {words}")


def finish(portal: PortalVivo, alumnos: list[Alumno], *, correos: int = 2) -> None:
    """From «enviado» to the documents: each mail came once."""
    for alumno in alumnos:
        alumno.wait_for_page(ENVIADO)
        alumno.confirm()
    for alumno in alumnos:
        alumno.wait_for_result()
    demand_balance(portal)
    for alumno in alumnos:
        mails = portal.buzon.list_correos(alumno.correo)
        assert set(Counter(mail["Message-ID"] for mail in mails).values()) == {1}
        assert len(mails) == correos
        assert len(list(mails[-1].iter_attachments())) == 2


def test_F7_the_mail_server_is_down_for_a_while(portal: PortalVivo, cartero: Cartero) -> None:
    with cartero.away():
        alumnos = begin(portal, 3)
        wait_for_attempt(portal, "ConnectionRefusedError")
        for alumno in alumnos:
            assert EN_COLA in alumno.get(alumno.url)
    finish(portal, alumnos)


def test_F8_the_mail_server_hangs(portal: PortalVivo, cartero: Cartero) -> None:
    """Pages answer although the server does not: a web process that asked it would wait longer (`ajustes`)."""
    with cartero.hanging():
        alumnos = begin(portal, 3)
        wait_for_attempt(portal, "SMTPServerDisconnected")
        for alumno in alumnos:
            assert EN_COLA in alumno.get(alumno.url)
    finish(portal, alumnos)


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_F9_the_mail_server_puts_it_off(portal: PortalVivo, cartero: Cartero, stage: str) -> None:
    cartero.responde[stage] = "451 4.7.1 Greylisted, come back"
    try:
        alumnos = begin(portal, 1)
        wait_for_attempt(portal, "SMTP")
        assert EN_COLA in alumnos[0].get(alumnos[0].url)
    finally:
        cartero.responde.clear()
    finish(portal, alumnos)


def test_F10_refused_for_good_the_student_reads_why_and_corrects_the_address(
    portal: PortalVivo, cartero: Cartero
) -> None:
    alumno = Alumno(portal, portal.take_localizados(1)[0])
    right, alumno.correo = alumno.correo, "no.existe@example.com"
    cartero.rechaza[alumno.correo] = "550 5.1.1 No existe ese buzon"
    alumno.begin()
    page = alumno.wait_for_page("El servidor rechazó el correo.")
    assert "550 5.1.1 No existe ese buzon" in page
    link = re.search(r'<a class="boton" href="([^"]+)">Corregir mi correo', page)
    assert link
    page = alumno.get(link[1])
    alumno.correo = right
    page = alumno.post(link[1], page, correo=right, correo2=right)
    assert right in page
    assert EN_COLA in page or ENVIADO in page
    finish(portal, [alumno], correos=3)  # one more told the registered mailbox of the wrong address
    assert portal.buzon.list_correos("no.existe@example.com") == []
