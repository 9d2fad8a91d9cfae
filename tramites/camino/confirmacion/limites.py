"""How many mails that somebody else can cause one mailbox gets, and which of them are sent after a limit is reached.

Three requirements of docs/amenazas.md conflict:
- T7: nobody can flood a mailbox, whatever the spelling of its e-mail address.
- T3: a stranger cannot use up a limit so that a student gets no mail. This is only about e-mail addresses that give
  access to the student's data.
- T1: the web request does not look up the CURP, and no response reveals whether an e-mail address gives access.

The solution has five rules:

1. **A mailbox has one budget for all these mails.** All spellings of an address are one mailbox. Confirmations, notices
   («Alguien empezó un trámite con tu CURP»), and the mails to a campus about wrong claim keys count for it.
2. **The web process only counts the mails. It never decides that a mail is not sent.** A confirmation counts for its
   mailbox and for the network. After one of these limits is reached, the page tells everybody that mails now go only to
   registered e-mail addresses, and until when.
3. **A worker decides about each mail that a limit has stopped, and about each notice**, because only a worker may read
   the roster. If the e-mail address gives access to the CURP's data, and its mailbox still has budget, the worker sends
   the mail. So the last student of a classroom that shares one network gets the mail.
4. **For such an address there is a small reserve for each CURP**, for when strangers have used up the budget of the
   mailbox. The reserve locks nobody out: when it is used up, the mailbox has at least two unused links of this hour
   (four of this day) that give access to this CURP's data. The owner can use any of these links, and then the reserve
   is full again. A stranger cannot use them.
5. **The page 429 is for a browser that asks too often for one mailbox.** Other browsers do not share this count.
6. The limit of a network alone never stops a mail to a registered e-mail address. It only stops the mails to other
   addresses.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from plataforma.seguridad.buzones import normalize_buzon
from plataforma.seguridad.limites import Limite, LimiteAlcanzado, restore, take, take_all
from plataforma.seguridad.origen import Origen

__all__ = ["check_navegador", "count_buzon", "count_envio", "count_registrado", "restore_registrados"]

HORA, DIA = timedelta(hours=1), timedelta(days=1)
NAVEGADOR: Final = Limite("correo_navegador", 5, HORA)
BUZON_HORA: Final = Limite("correo_buzon_hora", 5, HORA)
BUZON_DIA: Final = Limite("correo_buzon_dia", 10, DIA)
RED: Final = Limite("correo_red", 60, timedelta(minutes=10))
RESERVA_HORA: Final = Limite("correo_reserva_hora", 2, HORA)
RESERVA_DIA: Final = Limite("correo_reserva_dia", 4, DIA)


def check_navegador(correo: str, origen: Origen) -> None:
    """Count one request of this browser for a mail to this mailbox. Raises LimiteAlcanzado (the page 429)."""
    if origen.navegador:
        take(NAVEGADOR, f"{origen.navegador}:{normalize_buzon(correo)}")


def count_envio(correo: str, origen: Origen) -> datetime | None:
    """Count a mail for its mailbox and its network.

    Returns None if the mail may be sent. If the limit of the mailbox or of the network is reached, returns the time
    when the limit ends. A Celery worker then decides whether to send the mail.
    """
    buzon = normalize_buzon(correo)
    counted = [(BUZON_HORA, buzon), (BUZON_DIA, buzon)]
    if origen.red:
        counted.append((RED, origen.red))
    try:
        take_all(*counted)
    except LimiteAlcanzado as error:
        return error.hasta
    return None


def count_registrado(*, curp: str, correo: str) -> bool:
    """Count a mail to an e-mail address that gives access to the data of this CURP. Returns whether to send it.

    It counts for the budget of the mailbox, and for the reserve if the budget is used up.
    """
    valor = _pair(curp, correo)
    return count_buzon(correo) or _try_all((RESERVA_HORA, valor), (RESERVA_DIA, valor))


def count_buzon(correo: str) -> bool:
    """Count a mail for the budget of its mailbox. Returns whether to send it."""
    buzon = normalize_buzon(correo)
    return _try_all((BUZON_HORA, buzon), (BUZON_DIA, buzon))


def restore_registrados(*, curp: str, correos: Iterable[str]) -> None:
    """Fill the reserve of the registered e-mail addresses of a CURP again.

    This happens after the student has used a link or a code of one of these e-mail addresses.
    """
    for correo in correos:
        for limite in (RESERVA_HORA, RESERVA_DIA):
            restore(limite, _pair(curp, correo))


def _pair(curp: str, correo: str) -> str:
    return f"{curp}:{normalize_buzon(correo)}"


def _try_all(*pares: tuple[Limite, str]) -> bool:
    try:
        take_all(*pares)
    except LimiteAlcanzado:
        return False
    return True
