"""The work of the procedures. Each part is one short transaction: what is slow is another room's message."""

from datetime import timedelta

from django.utils import timezone

from padron.asegurados.selectors import get_asegurado_by_curp, get_correos_registrados, opens
from plataforma.bandeja.handlers import Payload, register
from tramites.confirmacion.envio import send_confirmacion
from tramites.estados import Estado
from tramites.models import Confirmacion, Solicitud
from tramites.procedimientos import get_procedimiento
from tramites.services import AVISAR, CONCLUIR, PROCESAR, conclude

MAX_AVISOS_AL_DIA = 10


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
    if _count_avisos(solicitud.curp) >= MAX_AVISOS_AL_DIA:
        return
    for correo in get_correos_registrados(asegurado):
        send_confirmacion(solicitud=solicitud, correo=correo, is_aviso=True)


def _count_avisos(curp: str) -> int:
    since = timezone.now() - timedelta(days=1)
    return Confirmacion.objects.filter(is_aviso=True, solicitud__curp=curp, creada__gte=since).count()


def procesar(payload: Payload, _: None) -> None:
    """Do what the procedure does with accepted work."""
    solicitud = _lock(payload)
    if solicitud.estado == Estado.POR_PROCESAR:
        get_procedimiento(solicitud.tipo).procesar(solicitud)


def concluir(payload: Payload, _: None) -> None:
    """End the Solicitud if this was the last of its documents."""
    solicitud = _lock(payload)
    conclude(solicitud, esperados=len(get_procedimiento(solicitud.tipo).documentos))


register(AVISAR, queue="tramites", commit=avisar)
register(PROCESAR, queue="tramites", commit=procesar)
register(CONCLUIR, queue="tramites", commit=concluir)
