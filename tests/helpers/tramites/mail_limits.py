"""Test helpers for the limits on mails: many browsers, many spellings of one mailbox, a limit that is used up."""

from datetime import UTC, datetime

from django.core import mail
from django.test import Client

from tests.helpers.tramites.student import (
    Respuesta,
    begin,
    confirm_by_link,
    run_outbox,
    unknown_curp,
)
from tramites.solicitud.models import Solicitud

AHORA = datetime(2026, 11, 20, 21, 9, 30, tzinfo=UTC)  # 15:09:30 in Mexico City
BUZON = "victima@gmail.com"


def begin_from(address: str, curp: str, correo: str) -> Solicitud:
    """Send the first form of a procedure from a new browser with the IP address `address`."""
    return begin(Client(REMOTE_ADDR=address), curp, correo)


def spell_buzon(n: int) -> str:
    """Return another spelling of the mailbox BUZON. For example, spelling 3 is «v.i.ctima+3@googlemail.com»."""
    dots = "".join(letter + ("." if n >> i & 1 and i < 6 else "") for i, letter in enumerate("victima"))
    return f"{dots}+{n}@{'googlemail.com' if n % 2 else 'Gmail.com'}"


def confirm_in_new_browser(link: str) -> Solicitud:
    """Open a link in a new browser, and press the confirm button.

    Returns the Solicitud that the browser is redirected to.
    """
    client = Client()
    answer: Respuesta = confirm_by_link(client, link)
    assert answer.status_code == 302
    return Solicitud.objects.get(pk=answer.url.split("/")[3])


def use_up_limit(correo: str) -> None:
    """Use up the limit of the mailbox `correo`: five strangers type `correo` with an unknown CURP."""
    for n in range(5):
        begin_from(f"203.0.113.{n}", unknown_curp(), correo)
    run_outbox()
    mail.outbox.clear()
