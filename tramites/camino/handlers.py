"""The work of `tramites` in the outbox: the sequel of an accepted Solicitud, and what else workers do.

Each handler is one short transaction. What is slow (PDF, SMTP) is a message of another package.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django.utils import timezone

from documentos.services import RENDER
from padron.asegurados.selectors import get_asegurado_by_curp, get_correos_registrados, opens
from plataforma.bandeja.handlers import Payload, register
from plataforma.bandeja.services import enqueue
from plataforma.correo.services import ENVIAR
from tramites.camino.confirmacion.envio import AVISAR, RETENIDA, queue_confirmacion, send_confirmacion
from tramites.camino.confirmacion.limites import count_aviso, count_registrado
from tramites.camino.seguimiento import list_waiting, reconsider
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.procedimientos.vigencia.avisos import REVISAR_AVISO, check_aviso, enqueue_avisos
from tramites.solicitud.documentos import conclude
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Confirmacion, Solicitud
from tramites.solicitud.services import CONCLUIR, PROCESAR, RECONSIDERAR, enqueue_reconsideracion

REVISAR: Final = "tramites.revisar"
REVISAR_AVISOS: Final = "tramites.revisar_avisos"
LOTE: Final = 500  # rows in one transaction: longer ones would make other writers wait on SQLite


@dataclass(frozen=True)
class Eslabon:
    """One kind of message in the sequel of an accepted Solicitud, what it does, and which kind follows."""

    kind: str
    does: str
    then: str | None


# All that happens after `submit_solicitud`, message by message. A finished message enqueues the next one in its own
# transaction, so a killed worker loses nothing.
SECUELA: Final = (
    Eslabon(PROCESAR, "does the procedure's work and issues its documents (`Procedimiento.procesar`)", then=RENDER),
    Eslabon(RENDER, "makes the file of one document (`documentos.handlers`)", then=CONCLUIR),
    Eslabon(CONCLUIR, "finishes the Solicitud once every document has its file, and queues the mail", then=ENVIAR),
    Eslabon(ENVIAR, "sends the mail with the documents (`plataforma.correo.handlers`)", then=None),
)


def _lock(payload: Payload) -> Solicitud:
    return Solicitud.objects.select_for_update(no_key=True).get(pk=str(payload["solicitud"]))


def procesar(payload: Payload, _: Any) -> None:
    """Do the procedure's work."""
    solicitud = _lock(payload)
    if solicitud.estado == Estado.POR_PROCESAR:
        PROCEDIMIENTOS[solicitud.tipo].procesar(solicitud)


def concluir(payload: Payload, _: Any) -> None:
    """Finish the Solicitud if this was its last document without a file."""
    conclude(_lock(payload))


def avisar(payload: Payload, _: Any) -> None:
    """Tell the registered mailboxes of a CURP that somebody started from another address.

    A worker does it, because the web request must do the same work for a CURP that is unknown.
    """
    solicitud = _lock(payload)
    asegurado = get_asegurado_by_curp(solicitud.curp)
    if asegurado is None or opens(asegurado=asegurado, correo=solicitud.correo):
        return
    registrados = get_correos_registrados(asegurado)
    if registrados and count_aviso(solicitud.curp):
        for correo in registrados:
            send_confirmacion(solicitud=solicitud, correo=correo, is_aviso=True)


def enviar_retenida(payload: Payload, _: Any) -> None:
    """Send a mail that the limits held back, if its address opens the CURP. Only a worker may look that up."""
    confirmacion = Confirmacion.objects.select_related("solicitud").get(pk=str(payload["confirmacion"]))
    curp, correo = confirmacion.solicitud.curp, confirmacion.correo
    asegurado = get_asegurado_by_curp(curp)
    if asegurado is None or not opens(asegurado=asegurado, correo=correo):
        return
    if count_registrado(curp=curp, correo=correo):
        queue_confirmacion(confirmacion)


def revisar(payload: Payload, _: Any) -> None:
    """Have all waiting Solicitudes checked, each in its own transaction. A full batch enqueues the next batch."""
    ronda, waiting = payload["ronda"], list_waiting(after=payload.get("desde"), at_most=LOTE)
    for pk in waiting:
        enqueue_reconsideracion(pk, ronda=str(ronda))
    if len(waiting) == LOTE:
        rest = {"ronda": ronda, "desde": waiting[-1]}
        enqueue(kind=REVISAR, payload=rest, dedup_key=f"{REVISAR}:{ronda}:{waiting[-1]}")


def reconsiderar(payload: Payload, _: Any) -> None:
    """Let one waiting Solicitud continue if what stopped it is gone."""
    reconsider(_lock(payload))


def revisar_avisos(payload: Payload, _: Any) -> None:
    """Have all waiting notices «Avísame cuando esté vigente» checked, each in its own transaction, batch by batch."""
    ronda = str(payload.get("ronda") or payload["fecha"])
    last = enqueue_avisos(ronda=ronda, after=int(payload.get("desde", 0)), limit=LOTE)
    if last:
        rest: Payload = {"ronda": ronda, "desde": last}
        enqueue(kind=REVISAR_AVISOS, payload=rest, dedup_key=f"{REVISAR_AVISOS}:{ronda}:{last}")


def revisar_aviso(payload: Payload, _: Any) -> None:
    """Tell the student of one notice, if the cover has begun."""
    check_aviso(int(payload["aviso"]), hoy=timezone.localdate())


def on_padron_corregido(**_: object) -> None:
    """After a roster was loaded, have waiting Solicitudes and notices checked. Runs in the roster's transaction."""
    ronda = str(uuid4())
    for kind in (REVISAR, REVISAR_AVISOS):
        enqueue(kind=kind, payload={"ronda": ronda}, dedup_key=f"{kind}:{ronda}")


HANDLERS: Final[Mapping[str, Callable[[Payload, Any], None]]] = {
    PROCESAR: procesar,
    CONCLUIR: concluir,
    AVISAR: avisar,
    RETENIDA: enviar_retenida,
    REVISAR: revisar,
    RECONSIDERAR: reconsiderar,
    REVISAR_AVISOS: revisar_avisos,
    REVISAR_AVISO: revisar_aviso,
}
NOCTURNOS: Final = frozenset({REVISAR_AVISOS})  # the outbox also enqueues these once a night

for _kind, _handler in HANDLERS.items():
    register(_kind, queue="tramites", commit=_handler, nightly=_kind in NOCTURNOS)
