"""A closed Solicitud is opened with a claim key of the campus or with a student code, and wrong tries are counted.

Source: docs/reglas.md, «E-mail»; docs/amenazas.md, T2 and T3. A CURP has three limits a day:

1. Five wrong tries with one confirmed e-mail address. Only the owner of that address can use up this limit.
2. Five wrong tries over all addresses stop the student codes of this CURP, because codes are short and in sequence.
   They never stop a key: a right key is accepted whatever others have tried.
3. After twenty wrong tries over all addresses, the campus gets a mail.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from padron.asegurados.models import Asegurado
from padron.asegurados.selectors import get_asegurado_by_curp, get_inscripcion_vigente, opens_with_codigo
from padron.asegurados.services import ClaveEquivocada, CorreoOcupado, bind_correo, use_clave
from plataforma.bandeja.handlers import Payload
from plataforma.bandeja.services import enqueue
from plataforma.correo.services import queue_correo
from plataforma.seguridad.auditoria import audit
from plataforma.seguridad.derivacion import derive_token
from plataforma.seguridad.limites import Limite, LimiteAlcanzado, peek, restore, take
from tramites.camino.apertura import open_solicitud
from tramites.camino.confirmacion.limites import count_buzon
from tramites.solicitud.models import Solicitud

__all__ = ["AVISAR_CLAVES", "ClaveNoAbre", "open_with_clave", "queue_aviso_claves"]

AVISAR_CLAVES: Final = "tramites.avisar_claves"
DIA: Final = timedelta(days=1)
CLAVE: Final = Limite("clave_registro", 5, DIA)  # for a CURP and a confirmed e-mail address
CODIGO: Final = Limite("codigo_alumno", 5, DIA)  # for a CURP, over all e-mail addresses
CLAVES: Final = Limite("clave_registro_todas", 20, DIA)  # for a CURP, over all e-mail addresses


class ClaveNoAbre(Exception):
    """The typed text gives no access. The exception does not say why.

    `quedan` is how many tries are left. If none is left, `hasta` is the time from which the student can try again.
    """

    def __init__(self, quedan: int, hasta: datetime | None) -> None:
        super().__init__()
        self.quedan = quedan
        self.hasta = hasta


def open_with_clave(solicitud: Solicitud, *, clave: str) -> Solicitud:
    """Open a closed Solicitud with a claim key or a student code, and bind its e-mail address to the CURP.

    Returns the updated Solicitud. Raises ClaveNoAbre. Raises CorreoOcupado if the key is right, but the mailbox belongs
    to other students; then the key stays unused.
    """
    valor = _pair(solicitud)
    # Count the try before the key is compared and outside the transaction: simultaneous tries count, and a rollback
    # does not undo the count.
    try:
        take(CLAVE, valor)
    except LimiteAlcanzado as error:
        raise ClaveNoAbre(0, error.hasta) from None
    with_codigo = _try_take(CODIGO, solicitud.curp)
    try:
        opened = _open(solicitud, clave, with_codigo=with_codigo)
    except ClaveEquivocada:
        _note_wrong(solicitud)
        saldo = peek(CLAVE, valor)
        raise ClaveNoAbre(saldo.quedan, saldo.hasta) from None
    except CorreoOcupado:
        restore(CLAVE, valor)  # the key is right
        raise
    restore(CLAVE, valor)
    return opened


@transaction.atomic
def _open(solicitud: Solicitud, clave: str, *, with_codigo: bool) -> Solicitud:
    locked = Solicitud.objects.select_for_update(no_key=True).get(pk=solicitud.pk)
    asegurado = get_asegurado_by_curp(locked.curp)
    if not locked.is_cerrada or asegurado is None:
        raise ClaveEquivocada
    try:
        retired = use_clave(asegurado=asegurado, clave=clave, correo=locked.correo)
    except ClaveEquivocada:
        if not with_codigo:
            raise
        _bind_with_codigo(locked, asegurado, clave)
    else:
        _tell_change(locked, asegurado, retired)
    open_solicitud(locked, asegurado, locked.correo)
    return locked


def _bind_with_codigo(solicitud: Solicitud, asegurado: Asegurado, codigo: str) -> None:
    """Bind the e-mail address if `codigo` is the student code and the code gives access. Raises ClaveEquivocada."""
    if not opens_with_codigo(asegurado=asegurado, codigo=codigo):
        raise ClaveEquivocada
    try:
        bind_correo(asegurado=asegurado, correo=solicitud.correo)
    except CorreoOcupado:
        raise ClaveEquivocada from None


@transaction.atomic
def _note_wrong(solicitud: Solicitud) -> None:
    """Audit a wrong try, and count it for the CURP. At the twentieth try, queue the mail to the campus.

    The web request does not look up the campus. So it takes the same time for a CURP that no roster has.
    """
    audit("clave o código equivocado", objeto=solicitud.objeto, actor="alumno")
    _try_take(CLAVES, solicitud.curp)
    saldo = peek(CLAVES, solicitud.curp)
    if not saldo.quedan and saldo.hasta:
        marca = derive_token("claves", solicitud.curp, saldo.hasta.isoformat())
        payload: Payload = {"solicitud": str(solicitud.pk), "ronda": marca}
        enqueue(kind=AVISAR_CLAVES, payload=payload, dedup_key=f"{AVISAR_CLAVES}:{marca}")


def queue_aviso_claves(solicitud: Solicitud, *, ronda: str) -> None:
    """Mail the contact of the student's campus that somebody tries wrong keys, and audit the mail.

    `ronda` identifies the day of the tries. If no roster has the CURP, there is nobody to tell. If the mailbox of the
    campus has no budget left (`tramites.camino.confirmacion.limites`), only the audit row is written.
    """
    asegurado = get_asegurado_by_curp(solicitud.curp)
    inscripcion = get_inscripcion_vigente(asegurado) if asegurado else None
    if asegurado is None or inscripcion is None:
        return
    valores = {"plantel": inscripcion.plantel.clave, "intentos": CLAVES.veces}
    audit("avisar de claves equivocadas", objeto=f"asegurado:{asegurado.titular}", actor="sistema", valores=valores)
    if not count_buzon(inscripcion.plantel.correo):
        return
    queue_correo(
        clave=f"claves:{ronda}",
        plantilla="claves_equivocadas",
        para=inscripcion.plantel.correo,
        datos={"inscripcion": inscripcion.pk, "intentos": CLAVES.veces},
        referencia="",
    )


def _tell_change(solicitud: Solicitud, asegurado: Asegurado, retired: list[str]) -> None:
    """Mail the new e-mail address, and each address that gave access until now, that the address has changed."""
    inscripcion = get_inscripcion_vigente(asegurado)
    for correo in (solicitud.correo, *retired):
        queue_correo(
            clave=f"correo_cambiado:{solicitud.pk}:{derive_token('correo_cambiado', correo)}",
            plantilla="correo_cambiado",
            para=correo,
            datos={"inscripcion": inscripcion.pk if inscripcion else None, "nuevo": correo == solicitud.correo},
            referencia="",
        )


def _try_take(limite: Limite, valor: str) -> bool:
    try:
        take(limite, valor)
    except LimiteAlcanzado:
        return False
    return True


def _pair(solicitud: Solicitud) -> str:
    return f"{solicitud.curp}:{solicitud.correo}"
