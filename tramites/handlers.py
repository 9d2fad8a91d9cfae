"""The work of the procedures. Each part is one short transaction: what is slow is another room's message."""

from typing import Final
from uuid import uuid4

from padron.asegurados.selectors import get_asegurado_by_curp, get_correos_registrados, opens
from plataforma.bandeja.handlers import Payload, register
from plataforma.bandeja.services import enqueue
from tramites.confirmacion.envio import queue_confirmacion, send_confirmacion
from tramites.confirmacion.limites import count_aviso, count_registrado
from tramites.estados import Estado
from tramites.models import Confirmacion, Solicitud
from tramites.procedimientos import get_procedimiento
from tramites.seguimiento.documentos import get_claves
from tramites.seguimiento.reconsideracion import list_waiting, reconsider
from tramites.services import (
    AVISAR,
    CONCLUIR,
    PROCESAR,
    RECONSIDERAR,
    RETENIDA,
    conclude,
    enqueue_reconsideracion,
)

REVISAR: Final = "tramites.revisar"
LOTE: Final = 500  # written in one transaction, which holds up all others on SQLite


def _lock(payload: Payload) -> Solicitud:
    return Solicitud.objects.select_for_update(no_key=True).get(pk=str(payload["solicitud"]))


def avisar(payload: Payload, _: None) -> None:
    """Tell the registered mailbox of a CURP, where there is one, that somebody began from another address.

    Here and not in the web request, which must do the same whether or not the CURP is known.
    """
    solicitud = _lock(payload)
    asegurado = get_asegurado_by_curp(solicitud.curp)
    if asegurado is None or opens(asegurado=asegurado, correo=solicitud.correo):
        return
    registrados = get_correos_registrados(asegurado)
    if registrados and count_aviso(solicitud.curp):
        for correo in registrados:
            send_confirmacion(solicitud=solicitud, correo=correo, is_aviso=True)


def enviar_retenida(payload: Payload, _: None) -> None:
    """Send a mail that the limits held back, if its address opens the CURP: that is looked up here only."""
    confirmacion = Confirmacion.objects.select_related("solicitud").get(pk=str(payload["confirmacion"]))
    curp, correo = confirmacion.solicitud.curp, confirmacion.correo
    asegurado = get_asegurado_by_curp(curp)
    if asegurado is None or not opens(asegurado=asegurado, correo=correo):
        return
    if count_registrado(curp=curp, correo=correo):
        queue_confirmacion(confirmacion)


def procesar(payload: Payload, _: None) -> None:
    """Do what the procedure does with accepted work."""
    solicitud = _lock(payload)
    if solicitud.estado == Estado.POR_PROCESAR:
        get_procedimiento(solicitud.tipo).procesar(solicitud)


def concluir(payload: Payload, _: None) -> None:
    """End the Solicitud if this was the last of its documents."""
    solicitud = _lock(payload)
    conclude(solicitud, claves=get_claves(solicitud))


def revisar(payload: Payload, _: None) -> None:
    """Have all that waits for a correction looked at, each in a transaction of its own; a batch at a time."""
    ronda, waiting = payload["ronda"], list_waiting(after=payload.get("desde"), at_most=LOTE)
    for pk in waiting:
        enqueue_reconsideracion(pk, ronda=str(ronda))
    if len(waiting) == LOTE:
        rest = {"ronda": ronda, "desde": waiting[-1]}
        enqueue(kind=REVISAR, payload=rest, dedup_key=f"{REVISAR}:{ronda}:{waiting[-1]}")


def reconsiderar(payload: Payload, _: None) -> None:
    """Let a Solicitud go on if what held it up is gone."""
    reconsider(_lock(payload))


def on_padron_corregido(**_: object) -> None:
    """Have the waiting procedures looked at, in the transaction of the correction."""
    ronda = str(uuid4())
    enqueue(kind=REVISAR, payload={"ronda": ronda}, dedup_key=f"{REVISAR}:{ronda}")


register(REVISAR, queue="tramites", commit=revisar)
register(RECONSIDERAR, queue="tramites", commit=reconsiderar)
register(AVISAR, queue="tramites", commit=avisar)
register(RETENIDA, queue="tramites", commit=enviar_retenida)
register(PROCESAR, queue="tramites", commit=procesar)
register(CONCLUIR, queue="tramites", commit=concluir)
