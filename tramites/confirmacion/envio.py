"""Beginning a procedure, and sending the link and the code that go on with it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from plataforma.bandeja.services import enqueue
from plataforma.correo.services import queue_correo
from tramites.estados import Estado
from tramites.models import Confirmacion, Solicitud, objeto
from tramites.services import AVISAR, create_solicitud

__all__ = [
    "EsperaReenvio",
    "YaConfirmado",
    "correct_correo",
    "get_reenviar_desde",
    "resend",
    "send_confirmacion",
    "start_solicitud",
]

VIGENCIA = timedelta(hours=24)
PAUSA, HORA, MAX_POR_HORA = timedelta(seconds=60), timedelta(hours=1), 5


class EsperaReenvio(Exception):
    """Another mail may be asked for later only (`get_reenviar_desde`)."""


class YaConfirmado(Exception):
    """The address was confirmed before."""


def start_solicitud(*, id: UUID, tipo: str, curp: str, correo: str, aviso_version: str) -> Solicitud:
    """Begin a procedure: the typed address gets its mail, whatever is known of the CURP.

    Nothing is looked up here, so that neither the answer nor the time it takes tells who is a student.
    """
    with transaction.atomic():
        solicitud, created = create_solicitud(id=id, tipo=tipo, curp=curp, correo=correo, aviso_version=aviso_version)
        if created:
            _send_to_typed(solicitud)
    return solicitud


@transaction.atomic
def correct_correo(solicitud: Solicitud, *, correo: str) -> None:
    """Send the link to another address, because the one that was typed is wrong; what went there is worth nothing now.

    Raises YaConfirmado once an address was confirmed: from then on it is changed by staff.
    """
    locked = Solicitud.objects.select_for_update(no_key=True).get(pk=solicitud.pk)
    if locked.estado != Estado.INICIADA or locked.is_cerrada:
        raise YaConfirmado
    locked.confirmaciones.filter(usada=None, is_aviso=False).update(usada=timezone.now())
    locked.correo = correo
    locked.save(update_fields=["correo", "actualizada"])
    _send_to_typed(locked)


def _send_to_typed(solicitud: Solicitud) -> None:
    """Mail the address that was typed, and have the registered mailbox told if that is another one."""
    confirmacion = send_confirmacion(solicitud=solicitud, correo=solicitud.correo)
    enqueue(kind=AVISAR, payload={"solicitud": str(solicitud.pk)}, dedup_key=f"{AVISAR}:{confirmacion.pk}")


def send_confirmacion(*, solicitud: Solicitud, correo: str, is_aviso: bool = False) -> Confirmacion:
    """Write a new link and code for `correo` and the mail that carries them, in the caller's transaction.

    Earlier ones stay good until one is used: first mails often come late. With `is_aviso` the mail goes to the
    registered mailbox of the CURP and says that somebody began from another address.
    """
    confirmacion = Confirmacion.objects.create(
        solicitud=solicitud, correo=correo, is_aviso=is_aviso, vence=timezone.now() + VIGENCIA
    )
    queue_correo(
        clave=f"confirmacion:{confirmacion.pk}",
        plantilla="aviso_curp" if is_aviso else "confirmacion",
        para=correo,
        datos={"confirmacion": str(confirmacion.pk)},
        referencia="" if is_aviso else objeto(solicitud.pk),
    )
    return confirmacion


def get_reenviar_desde(solicitud: Solicitud) -> datetime | None:
    """Return from when on another mail may be asked for; None if now: 60 s after the last, at most 5 an hour.

    What a stranger had sent to another address does not count.
    """
    now = timezone.now()
    sent = solicitud.confirmaciones.filter(correo=solicitud.correo, is_aviso=False, creada__gt=now - HORA)
    sent = sent.order_by("-creada")
    times = list(sent.values_list("creada", flat=True)[:MAX_POR_HORA])
    if not times:
        return None
    desde = times[-1] + HORA if len(times) == MAX_POR_HORA else times[0] + PAUSA
    return desde if desde > now else None


@transaction.atomic
def resend(solicitud: Solicitud) -> Confirmacion:
    """Send another link and code to the address of the Solicitud. Raises EsperaReenvio if it is too early."""
    solicitud = Solicitud.objects.select_for_update(no_key=True).get(pk=solicitud.pk)
    if get_reenviar_desde(solicitud):
        raise EsperaReenvio
    return send_confirmacion(solicitud=solicitud, correo=solicitud.correo)
