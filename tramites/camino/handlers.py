"""Handlers for the messages of the outbox of `tramites`. Celery workers call them.

For example, a handler processes a Solicitud that a student has submitted. Each handler is one short transaction. Slow
work (PDF, SMTP) is done by the handlers of other packages.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django.utils import timezone

from documentos.services import RENDER
from padron.asegurados.selectors import get_asegurado_by_curp, get_correos_registrados, opens
from plataforma.bandeja.handlers import Payload, register
from plataforma.bandeja.services import enqueue
from plataforma.correo.services import ENVIAR
from tramites.camino.claves import AVISAR_CLAVES, queue_aviso_claves
from tramites.camino.confirmacion.envio import AVISAR, RETENIDA, queue_confirmacion, send_confirmacion
from tramites.camino.confirmacion.limites import count_registrado
from tramites.camino.seguimiento import list_waiting, reconsider
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.procedimientos.vigencia.avisos import REVISAR_AVISO, check_aviso, enqueue_check, list_avisos
from tramites.solicitud.documentos import conclude
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Confirmacion, Solicitud
from tramites.solicitud.services import CONCLUIR, PROCESAR, RECONSIDERAR, enqueue_reconsideracion

REVISAR: Final = "tramites.revisar"
REVISAR_AVISOS: Final = "tramites.revisar_avisos"
LOTE: Final = 500  # rows in one transaction; with more rows, SQLite would block other writers too long


@dataclass(frozen=True)
class Eslabon:
    """One message in the table SECUELA.

    `kind` is the kind of this message, and `does` says what the message does. `then` is the kind of the next message.
    """

    kind: str
    does: str
    then: str | None


# The messages of the outbox that follow `submit_solicitud`, in order. One transaction marks a message as done and
# enqueues the next message. So no message is lost if a Celery worker is killed.
SECUELA: Final = (
    Eslabon(PROCESAR, "does the procedure's work and issues its documents (`Procedimiento.procesar`)", then=RENDER),
    Eslabon(RENDER, "makes the file of one document (`documentos.handlers`)", then=CONCLUIR),
    Eslabon(CONCLUIR, "finishes the Solicitud after every document has its file, and queues the mail", then=ENVIAR),
    Eslabon(ENVIAR, "sends the mail with the documents (`plataforma.correo.handlers`)", then=None),
)


def _lock(payload: Payload) -> Solicitud:
    return Solicitud.objects.select_for_update(no_key=True).get(pk=str(payload["solicitud"]))


def procesar(payload: Payload, _: Any) -> None:
    """Do the work of the procedure for a submitted Solicitud."""
    solicitud = _lock(payload)
    if solicitud.estado == Estado.POR_PROCESAR:
        PROCEDIMIENTOS[solicitud.tipo].procesar(solicitud)


def concluir(payload: Payload, _: Any) -> None:
    """Finish the Solicitud if all its documents have their files now."""
    conclude(_lock(payload))


def avisar(payload: Payload, _: Any) -> None:
    """Tell the student that somebody typed the student's CURP with another e-mail address.

    The mail goes to the registered e-mail addresses of the CURP. A Celery worker sends the mail, because the duration
    of a web request would reveal whether the CURP is known.
    """
    solicitud = _lock(payload)
    asegurado = get_asegurado_by_curp(solicitud.curp)
    if asegurado is None or opens(asegurado=asegurado, correo=solicitud.correo):
        return
    for correo in get_correos_registrados(asegurado):
        if count_registrado(curp=solicitud.curp, correo=correo):
            send_confirmacion(solicitud=solicitud, correo=correo, is_aviso=True)


def enviar_retenida(payload: Payload, _: Any) -> None:
    """Send a mail that a limit has stopped, if its e-mail address gives access.

    Only a Celery worker checks this, because the duration of a web request would reveal the result. The mail is not
    sent if a limit of `count_registrado` is reached.
    """
    confirmacion = Confirmacion.objects.select_related("solicitud").get(pk=str(payload["confirmacion"]))
    curp, correo = confirmacion.solicitud.curp, confirmacion.correo
    asegurado = get_asegurado_by_curp(curp)
    if asegurado is None or not opens(asegurado=asegurado, correo=correo):
        return
    if count_registrado(curp=curp, correo=correo):
        queue_confirmacion(confirmacion)


def avisar_claves(payload: Payload, _: Any) -> None:
    """Mail the campus of a CURP that somebody has typed twenty wrong claim keys."""
    queue_aviso_claves(Solicitud.objects.get(pk=str(payload["solicitud"])), ronda=str(payload["ronda"]))


def revisar(payload: Payload, _: Any) -> None:
    """Queue a check of every waiting Solicitud. Each check has its own transaction.

    One message handles one batch. If the batch is full, the handler enqueues another message for the next batch.
    """
    ronda, waiting = str(payload["ronda"]), list_waiting(after=payload.get("desde"), at_most=LOTE)
    for pk in waiting:
        enqueue_reconsideracion(pk, ronda=ronda)
    _enqueue_rest(REVISAR, ronda, waiting)


def _enqueue_rest(kind: str, ronda: str, batch: Sequence[str | int]) -> None:
    """Queue the next batch of a message of this kind, if the present batch was full."""
    if len(batch) == LOTE:
        enqueue(kind=kind, payload={"ronda": ronda, "desde": batch[-1]}, dedup_key=f"{kind}:{ronda}:{batch[-1]}")


def reconsiderar(payload: Payload, _: Any) -> None:
    """Continue one waiting Solicitud if nothing stops it any more."""
    reconsider(_lock(payload))


def revisar_avisos(payload: Payload, _: Any) -> None:
    """Queue a check of every open AvisoVigencia, batch by batch.

    An AvisoVigencia is a student's request for a mail when the vigencia begins. Each check has its own transaction.
    """
    ronda = str(payload.get("ronda") or payload["fecha"])
    waiting = list_avisos(after=int(payload.get("desde", 0)), at_most=LOTE)
    for pk in waiting:
        enqueue_check(pk, ronda=ronda)
    _enqueue_rest(REVISAR_AVISOS, ronda, waiting)


def revisar_aviso(payload: Payload, _: Any) -> None:
    """Queue the mail of one AvisoVigencia, if the student's vigencia has begun."""
    check_aviso(int(payload["aviso"]), hoy=timezone.localdate())


def on_padron_corregido(**_: object) -> None:
    """Queue checks of all waiting Solicitudes and of all open AvisoVigencia.

    This function runs after a roster was loaded or staff have corrected a record, in the same transaction.
    """
    ronda = str(uuid4())
    for kind in (REVISAR, REVISAR_AVISOS):
        enqueue(kind=kind, payload={"ronda": ronda}, dedup_key=f"{kind}:{ronda}")


HANDLERS: Final[Mapping[str, Callable[[Payload, Any], None]]] = {
    PROCESAR: procesar,
    CONCLUIR: concluir,
    AVISAR: avisar,
    AVISAR_CLAVES: avisar_claves,
    RETENIDA: enviar_retenida,
    REVISAR: revisar,
    RECONSIDERAR: reconsiderar,
    REVISAR_AVISOS: revisar_avisos,
    REVISAR_AVISO: revisar_aviso,
}
NOCTURNOS: Final = frozenset({REVISAR_AVISOS})  # kinds of messages that the outbox also enqueues once every night

for _kind, _handler in HANDLERS.items():
    register(_kind, queue="tramites", commit=_handler, nightly=_kind in NOCTURNOS)
