"""Beginning a procedure, and sending the link and the code that go on with it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from plataforma.bandeja.services import enqueue
from plataforma.correo.models import Correo
from plataforma.correo.services import queue_correo
from plataforma.seguridad.origen import Origen
from tramites.confirmacion.limites import check_navegador, count_envio
from tramites.estados import Estado
from tramites.models import Confirmacion, Solicitud, objeto
from tramites.services import AVISAR, RETENIDA, create_solicitud

__all__ = [
    "EsperaReenvio",
    "YaConfirmado",
    "correct_correo",
    "get_reenviar_desde",
    "has_correo",
    "queue_confirmacion",
    "resend",
    "send_confirmacion",
    "start_solicitud",
]

VIGENCIA = timedelta(hours=24)
PAUSA, HORA, MAX_POR_HORA = timedelta(seconds=60), timedelta(hours=1), 5
NINGUNO = Origen()


class EsperaReenvio(Exception):
    """Another mail may be asked for later only (`get_reenviar_desde`)."""


class YaConfirmado(Exception):
    """The address was confirmed before."""


def start_solicitud(
    *, id: UUID, tipo: str, curp: str, correo: str, aviso_version: str, nss: str = "", origen: Origen = NINGUNO
) -> Solicitud:
    """Begin a procedure: the typed address gets its mail, whatever is known of the CURP.

    Nothing is looked up here, so that neither the answer nor the time it takes tells who is a student.
    Raises LimiteAlcanzado, and begins nothing, if this browser has asked too often for this mailbox.
    """
    with transaction.atomic():
        solicitud, created = create_solicitud(
            id=id, tipo=tipo, curp=curp, correo=correo, aviso_version=aviso_version, nss=nss
        )
        if created:
            _send_to_typed(solicitud, origen)
    return solicitud


@transaction.atomic
def correct_correo(solicitud: Solicitud, *, correo: str, origen: Origen = NINGUNO) -> None:
    """Send the link to another address, because the one that was typed is wrong.

    What went there is worth nothing now (`confirm`), unless that address opens the CURP: a stranger who begins with a
    student's address and corrects it must not take the student's links away.
    Raises YaConfirmado once an address was confirmed: from then on it is changed by staff. Raises LimiteAlcanzado.
    """
    locked = Solicitud.objects.select_for_update(no_key=True).get(pk=solicitud.pk)
    if locked.estado != Estado.INICIADA or locked.is_cerrada:
        raise YaConfirmado
    locked.correo = correo
    locked.save(update_fields=["correo", "actualizada"])
    _send_to_typed(locked, origen)


def _send_to_typed(solicitud: Solicitud, origen: Origen) -> None:
    """Mail the address that was typed, and have the registered mailbox told if that is another one."""
    check_navegador(solicitud.correo, origen)
    confirmacion = _send_within_limits(solicitud, origen)
    enqueue(kind=AVISAR, payload={"solicitud": str(solicitud.pk)}, dedup_key=f"{AVISAR}:{confirmacion.pk}")


def _send_within_limits(solicitud: Solicitud, origen: Origen) -> Confirmacion:
    """Write link, code and mail; beyond the limits leave it to the worker whether the mail goes."""
    hasta = count_envio(solicitud.correo, origen)
    confirmacion = send_confirmacion(solicitud=solicitud, correo=solicitud.correo, retenida_hasta=hasta)
    if hasta:
        enqueue(
            kind=RETENIDA, payload={"confirmacion": str(confirmacion.pk)}, dedup_key=f"{RETENIDA}:{confirmacion.pk}"
        )
    return confirmacion


def send_confirmacion(
    *, solicitud: Solicitud, correo: str, is_aviso: bool = False, retenida_hasta: datetime | None = None
) -> Confirmacion:
    """Write a new link and code for `correo` and the mail that carries them, in the caller's transaction.

    Earlier ones stay good until one is used: first mails often come late. With `is_aviso` the mail goes to the
    registered mailbox of the CURP and says that somebody began from another address. With `retenida_hasta` the limits
    hold the mail back: the row is there all the same, so that nobody can tell.
    """
    confirmacion = Confirmacion.objects.create(
        solicitud=solicitud,
        correo=correo,
        is_aviso=is_aviso,
        vence=timezone.now() + VIGENCIA,
        retenida_hasta=retenida_hasta,
    )
    if retenida_hasta is None:
        queue_confirmacion(confirmacion)
    return confirmacion


def queue_confirmacion(confirmacion: Confirmacion) -> None:
    """Write the mail of a Confirmacion, in the caller's transaction."""
    queue_correo(
        clave=_make_clave(confirmacion),
        plantilla="aviso_curp" if confirmacion.is_aviso else "confirmacion",
        para=confirmacion.correo,
        datos={"confirmacion": str(confirmacion.pk)},
        referencia="" if confirmacion.is_aviso else objeto(confirmacion.solicitud_id),
    )


def has_correo(confirmacion: Confirmacion) -> bool:
    """Tell whether the mail of a Confirmacion was written: a code that nobody was sent can only be a guess."""
    return confirmacion.retenida_hasta is None or Correo.objects.filter(clave=_make_clave(confirmacion)).exists()


def _make_clave(confirmacion: Confirmacion) -> str:
    return f"confirmacion:{confirmacion.pk}"


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
    """Send another link and code to the address of the Solicitud. Raises EsperaReenvio if it is too early.

    It counts for the mailbox, not for the network: how often is limited for each Solicitud, above.
    """
    solicitud = Solicitud.objects.select_for_update(no_key=True).get(pk=solicitud.pk)
    if get_reenviar_desde(solicitud):
        raise EsperaReenvio
    return _send_within_limits(solicitud, NINGUNO)
