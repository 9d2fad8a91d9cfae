"""Limits for confirmation mails, and exceptions from these limits.

Three requirements of docs/amenazas.md conflict:
- T7: nobody can flood a mailbox, whatever the spelling of its e-mail address.
- T3: a stranger cannot use up a limit so that a student gets no mail. This is only about e-mail addresses that give
  access to the student's data.
- T1: the web request does not look up the CURP, and no response reveals whether an e-mail address gives access.

The solution has five rules:

1. **The web process only counts the mails. It never decides that a mail is not sent.** Each mail counts for its mailbox
   and for its network. All spellings of an e-mail address are one mailbox. After a limit is reached, the page tells
   everybody that mails now go only to registered e-mail addresses. The page also says until when.
2. **A Celery worker decides about each mail that a limit has stopped**, because only a Celery worker may read the
   roster. If the e-mail address gives access to the data of the CURP, the Celery worker sends the mail. For example,
   many students of a classroom share one network, and the last student still gets the mail. Strangers can use up the
   limit of a student's mailbox with other CURPs, and the student still gets the mail.
3. **The Celery worker also has a limit, but this limit locks nobody out.** It counts the unused links that were mailed
   for one CURP to one e-mail address. The Celery worker sends no further mail if there are five unused links of this
   hour (ten of this day). The owner of the mailbox can use any of these links, and then the count starts again. A
   stranger cannot use these links.
4. **The page 429 is for a browser that asks too often for one mailbox.** Other browsers have their own count.
5. **The limit of a network alone never stops a mail to a registered e-mail address.** It only stops mails to other
   e-mail addresses.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from plataforma.seguridad.buzones import normalize_buzon
from plataforma.seguridad.limites import Limite, LimiteAlcanzado, restore, take, take_all
from plataforma.seguridad.origen import Origen

__all__ = ["check_navegador", "count_aviso", "count_envio", "count_registrado", "restore_registrados"]

HORA, DIA = timedelta(hours=1), timedelta(days=1)
NAVEGADOR: Final = Limite("correo_navegador", 5, HORA)
BUZON_HORA: Final = Limite("correo_buzon_hora", 5, HORA)
BUZON_DIA: Final = Limite("correo_buzon_dia", 10, DIA)
RED: Final = Limite("correo_red", 60, timedelta(minutes=10))
REGISTRADO_HORA: Final = Limite("correo_registrado_hora", 5, HORA)
REGISTRADO_DIA: Final = Limite("correo_registrado_dia", 10, DIA)
AVISOS: Final = Limite("aviso_curp", 10, DIA)


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
    """Count a stopped mail to a registered e-mail address.

    A limit of `count_envio` has stopped the mail. Returns whether to send the mail anyway.
    """
    valor = _pair(curp, correo)
    return _try_all((REGISTRADO_HORA, valor), (REGISTRADO_DIA, valor))


def restore_registrados(*, curp: str, correos: Iterable[str]) -> None:
    """Reset the counts of `count_registrado` for these e-mail addresses of a CURP.

    This happens after the student has used a link or a code of one of these e-mail addresses.
    """
    for correo in correos:
        for limite in (REGISTRADO_HORA, REGISTRADO_DIA):
            restore(limite, _pair(curp, correo))


def count_aviso(curp: str) -> bool:
    """Count a mail «Alguien empezó un trámite con tu CURP». Returns whether to send it."""
    return _try_all((AVISOS, curp))


def _pair(curp: str, correo: str) -> str:
    return f"{curp}:{correo.lower()}"


def _try_all(*pares: tuple[Limite, str]) -> bool:
    try:
        take_all(*pares)
    except LimiteAlcanzado:
        return False
    return True
