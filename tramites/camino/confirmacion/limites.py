"""How many confirmation mails are sent, and which mails are still sent after a limit is reached.

Three requirements of docs/amenazas.md conflict. T7: nobody can flood a mailbox, whatever the spelling of its address.
T3: if an e-mail address gives access to the student's data, no limit that a stranger can use up stops its mails. T1:
the web request does not look up the CURP, and no response reveals whether an e-mail address gives access. So:

1. **The web process only counts the mails. It never decides that a mail is not sent.** Each mail counts for its mailbox
   (all spellings of the address are one mailbox) and for the network. After one of these limits is reached, the page
   tells everybody that mails now go only to registered e-mail addresses, and until when.
2. **A worker decides about each mail that a limit has stopped**, because only a worker may read the roster. If the
   e-mail address gives access to the CURP's data, the worker sends the mail. So the last student of a classroom that
   shares one network gets the mail. The owner of a mailbox gets it too, even if strangers have used up the limit of the
   mailbox with other CURPs.
3. **The worker has a limit too, but this limit locks nobody out.** There is only one case in which the worker does not
   send the mail to such an address: the mailbox already has five unused links of this hour (ten of this day) for the
   same CURP. The owner can use any of these links, and then the count starts again. A stranger cannot use them.
4. **The page 429 is for a browser that asks too often for one mailbox.** Other browsers do not share this count.
5. The limit of a network alone never stops a mail to a registered e-mail address. It only stops the mails to other
   addresses.
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
    """Count a mail for its mailbox and its network. Returns None if the mail may be sent.

    If the limit of the mailbox or of the network is reached, returns the time when the limit ends. A worker then
    decides whether the mail is sent.
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
    """Count a stopped mail (`count_envio`) to a registered e-mail address. Returns whether to send the mail anyway."""
    valor = _pair(curp, correo)
    return _try_all((REGISTRADO_HORA, valor), (REGISTRADO_DIA, valor))


def restore_registrados(*, curp: str, correos: Iterable[str]) -> None:
    """Reset the counts of `count_registrado` for the registered e-mail addresses of a CURP.

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
