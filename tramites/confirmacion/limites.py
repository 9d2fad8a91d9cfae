"""How many confirmation mails go out, and to whom they still go when that is used up.

Three demands pull apart. T7: a mailbox is not bombed, however its address is spelt. T3: nothing that a stranger can use
up stops mail to an address that the roster has, or that is bound. T1: the web request looks nothing up, and nobody
learns from an answer whether an address opens a CURP. So:

1. **The web counts, and never refuses mail by itself.** Each mail that is asked for counts for its mailbox (all
   spellings are one) and for the network. Beyond either limit the page is as always, and says for everybody alike that
   mail now goes only to whoever the school has registered, and until when.
2. **The worker decides about what was held back**, because only it may look: if the address opens that very CURP, the
   mail goes. A classroom behind one network is served to the last student, and a mailbox that strangers have used up
   with other CURPs still serves its owner.
3. **That way has a limit too, which locks nobody out**: a mail is left out only while that mailbox holds five links of
   this hour (ten of this day) for that very CURP, each of them good and none used. Whoever reads the mailbox goes on
   with any of them, and with the first one used the count begins again; a stranger cannot use one.
4. **The 429 page is for the browser that asks too often for one mailbox.** Nobody else shares that count.
5. A network alone never refuses anything: its limit only ends mail to addresses that open nothing.
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
    """Count a mailbox typed in this browser. Raises LimiteAlcanzado, which the 429 page answers."""
    if origen.navegador:
        take(NAVEGADOR, f"{origen.navegador}:{normalize_buzon(correo)}")


def count_envio(correo: str, origen: Origen) -> datetime | None:
    """Count a mail that is asked for. Returns None if it may go, else until when it is for the worker to decide."""
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
    """Count a held-back mail to an address that opens the CURP, and tell whether it goes."""
    valor = _pair(curp, correo)
    return _try_all((REGISTRADO_HORA, valor), (REGISTRADO_DIA, valor))


def restore_registrados(*, curp: str, correos: Iterable[str]) -> None:
    """Begin again for addresses that open the CURP: one of them has just been confirmed."""
    for correo in correos:
        for limite in (REGISTRADO_HORA, REGISTRADO_DIA):
            restore(limite, _pair(curp, correo))


def count_aviso(curp: str) -> bool:
    """Count a notice that somebody began from another address, and tell whether it goes."""
    return _try_all((AVISOS, curp))


def _pair(curp: str, correo: str) -> str:
    return f"{curp}:{correo.lower()}"


def _try_all(*pares: tuple[Limite, str]) -> bool:
    try:
        take_all(*pares)
    except LimiteAlcanzado:
        return False
    return True
