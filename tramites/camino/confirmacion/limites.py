"""How many confirmation mails are sent, and to whom they are still sent when a limit is reached.

Three demands conflict. T7: nobody can flood a mailbox, however its address is spelt. T3: no limit that a stranger can
use up stops mail to an address that opens a CURP. T1: the web request looks nothing up, and no answer tells whether an
address opens a CURP. So:

1. **The web process counts, and never refuses mail by itself.** Each mail counts for its mailbox (all spellings are
   one) and for the network. Beyond either limit the page says, to everybody alike, that mail now goes to registered
   addresses only, and until when.
2. **The worker decides about the mails that were held back**, because only the worker may look at the roster. If the
   address opens that CURP, the mail goes. So the last student of a classroom behind one network is served, and an owner
   gets mail although strangers used the mailbox with other CURPs.
3. **The worker's way has a limit too, and it locks nobody out.** A mail is left out only while the mailbox holds five
   unused links of this hour (ten of this day) for the same CURP. The owner can use any of them, and then the count
   starts again. A stranger cannot use one.
4. **The page 429 is for a browser that asks too often for one mailbox.** No other browser shares that count.
5. A network's limit never refuses anything alone. It only ends mail to addresses that open nothing.
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
    """Count a mailbox that was typed in this browser. Raises LimiteAlcanzado, which the page 429 answers."""
    if origen.navegador:
        take(NAVEGADOR, f"{origen.navegador}:{normalize_buzon(correo)}")


def count_envio(correo: str, origen: Origen) -> datetime | None:
    """Count a mail. Returns None if it may be sent; otherwise until when the worker decides about mails like it."""
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
    """Count a held-back mail to an address that opens the CURP. Returns whether to send it."""
    valor = _pair(curp, correo)
    return _try_all((REGISTRADO_HORA, valor), (REGISTRADO_DIA, valor))


def restore_registrados(*, curp: str, correos: Iterable[str]) -> None:
    """Start the counts again for addresses that open the CURP, because one of them was confirmed now."""
    for correo in correos:
        for limite in (REGISTRADO_HORA, REGISTRADO_DIA):
            restore(limite, _pair(curp, correo))


def count_aviso(curp: str) -> bool:
    """Count a notice «Alguien empezó un trámite con tu CURP». Returns whether to send it."""
    return _try_all((AVISOS, curp))


def _pair(curp: str, correo: str) -> str:
    return f"{curp}:{correo.lower()}"


def _try_all(*pares: tuple[Limite, str]) -> bool:
    try:
        take_all(*pares)
    except LimiteAlcanzado:
        return False
    return True
