"""Starts a Solicitud, and sends the link and the code that confirm its e-mail address."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from plataforma.bandeja.services import enqueue
from plataforma.correo.models import Correo
from plataforma.correo.services import queue_correo
from plataforma.seguridad.limites import Limite, LimiteAlcanzado, peek, take
from plataforma.seguridad.origen import Origen
from tramites.camino.confirmacion.limites import check_navegador, count_envio
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Confirmacion, Solicitud
from tramites.solicitud.services import create_solicitud

__all__ = [
    "AVISAR",
    "RETENIDA",
    "EsperaReenvio",
    "FaltaCaptcha",
    "YaConfirmado",
    "correct_correo",
    "get_reenviar_desde",
    "has_correo",
    "needs_captcha",
    "queue_confirmacion",
    "resend",
    "send_confirmacion",
    "start_solicitud",
]

# Kinds of messages of the outbox. `tramites.camino.handlers` handles them.
AVISAR: Final = "tramites.avisar"
RETENIDA: Final = "tramites.retenida"
VIGENCIA = timedelta(hours=24)
# Each correction can mail a third party. After these, each further one costs a captcha, as a new gate form does.
CORRECCIONES: Final = Limite("correcciones", 3, timedelta(days=30))
PAUSA, HORA, MAX_POR_HORA = timedelta(seconds=60), timedelta(hours=1), 5
NINGUNO = Origen()


class EsperaReenvio(Exception):
    """It is too early to ask for another mail (`get_reenviar_desde`)."""


class FaltaCaptcha(Exception):
    """The e-mail address of the Solicitud was corrected three times. The next correction needs a captcha."""


class YaConfirmado(Exception):
    """An e-mail address of the Solicitud is already confirmed."""


def start_solicitud(
    *, id: UUID, tipo: str, curp: str, correo: str, aviso_version: str, nss: str = "", origen: Origen = NINGUNO
) -> Solicitud:
    """Create a Solicitud, and mail a link to the typed e-mail address.

    The function does not look up the CURP. Otherwise the duration of the response would reveal whether the CURP belongs
    to a student. Raises LimiteAlcanzado, and creates nothing, if this browser has asked too often for this mailbox.
    """
    with transaction.atomic():
        solicitud, created = create_solicitud(
            id=id, tipo=tipo, curp=curp, correo=correo, aviso_version=aviso_version, nss=nss
        )
        if created:
            _send_to_typed(solicitud, origen)
    return solicitud


@transaction.atomic
def correct_correo(solicitud: Solicitud, *, correo: str, origen: Origen = NINGUNO, con_captcha: bool = False) -> None:
    """Replace a wrong e-mail address of a Solicitud, and mail a link to the new e-mail address.

    Links that were mailed to the wrong address stop working (`confirm`), unless the wrong address gives access to the
    student's data. If these links stopped working too, a stranger could start with a student's e-mail address, correct
    the address, and so disable the student's links. Raises LimiteAlcanzado if this browser has asked too often for this
    mailbox. Raises YaConfirmado if an e-mail address of the Solicitud is already confirmed. Raises FaltaCaptcha after
    three corrections, unless `con_captcha` says that the browser has just solved a captcha.
    """
    locked = Solicitud.objects.select_for_update(no_key=True).get(pk=solicitud.pk)
    if locked.estado != Estado.INICIADA or locked.is_cerrada:
        raise YaConfirmado
    if not con_captcha:
        _count_correccion(locked)
    locked.correo = correo
    locked.save(update_fields=["correo", "actualizada"])
    _send_to_typed(locked, origen)


def needs_captcha(solicitud: Solicitud) -> bool:
    """Return whether the next correction of the e-mail address needs a captcha."""
    return peek(CORRECCIONES, str(solicitud.pk)).quedan == 0


def _count_correccion(solicitud: Solicitud) -> None:
    try:
        take(CORRECCIONES, str(solicitud.pk))
    except LimiteAlcanzado:
        raise FaltaCaptcha from None


def _send_to_typed(solicitud: Solicitud, origen: Origen) -> None:
    """Mail a link to the typed e-mail address of a Solicitud.

    A Celery worker then checks whether this e-mail address gives access to the student's data. If it gives no access,
    the Celery worker also mails the registered e-mail addresses of the student.
    """
    check_navegador(solicitud.correo, origen)
    confirmacion = _send_within_limits(solicitud, origen)
    enqueue(kind=AVISAR, payload={"solicitud": str(solicitud.pk)}, dedup_key=f"{AVISAR}:{confirmacion.pk}")


def _send_within_limits(solicitud: Solicitud, origen: Origen) -> Confirmacion:
    """Create a link and a code, and mail them if no limit is reached.

    The limits count the mails to one mailbox and the mails from one network. If a limit is reached, a Celery worker
    decides whether to send the mail (`tramites.camino.confirmacion.limites`).
    """
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
    """Create a new link and code for `correo`, and queue their mail.

    Earlier links and codes stay valid until one is used, because the first mail often arrives late. `is_aviso` is true
    for a mail to a registered e-mail address, which says that somebody typed another e-mail address.

    If `retenida_hasta` is given, a limit is reached until that time, and no mail is queued. The row is created anyway,
    so that the pages do not show the difference.
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
    """Queue the mail of a Confirmacion, in the caller's transaction."""
    queue_correo(
        clave=_make_clave(confirmacion),
        plantilla="aviso_curp" if confirmacion.is_aviso else "confirmacion",
        para=confirmacion.correo,
        datos={"confirmacion": str(confirmacion.pk)},
        referencia="" if confirmacion.is_aviso else confirmacion.solicitud.objeto,
    )


def has_correo(confirmacion: Confirmacion) -> bool:
    """Return whether the mail of a Confirmacion was queued.

    Without the mail, nobody knows the code. A typed code that matches is then only a guess.
    """
    return confirmacion.retenida_hasta is None or Correo.objects.filter(clave=_make_clave(confirmacion)).exists()


def _make_clave(confirmacion: Confirmacion) -> str:
    return f"confirmacion:{confirmacion.pk}"


def get_reenviar_desde(solicitud: Solicitud) -> datetime | None:
    """Return the time from which the student may ask for another mail.

    The student must wait 60 seconds after each mail, and gets at most 5 mails in one hour. Only mails to the present
    e-mail address of the Solicitud count. The student need not wait after a mail whose link or code was used, because
    that mail has arrived: the student asks for a code to continue on another device.
    """
    now = timezone.now()
    sent = solicitud.confirmaciones.filter(correo=solicitud.correo, is_aviso=False, creada__gt=now - HORA)
    sent = sent.order_by("-creada")
    mails = list(sent.values_list("creada", "usada")[:MAX_POR_HORA])
    if not mails:
        return None
    (newest, usada), (oldest, _) = mails[0], mails[-1]
    pausa = timedelta() if usada else PAUSA
    desde = oldest + HORA if len(mails) == MAX_POR_HORA else newest + pausa
    return desde if desde > now else None


@transaction.atomic
def resend(solicitud: Solicitud) -> Confirmacion:
    """Send another link and code to the e-mail address of the Solicitud.

    Raises EsperaReenvio if it is too early. The mail does not count for the limit of the network, because
    `get_reenviar_desde` already limits the mails of each Solicitud.
    """
    solicitud = Solicitud.objects.select_for_update(no_key=True).get(pk=solicitud.pk)
    if get_reenviar_desde(solicitud):
        raise EsperaReenvio
    return _send_within_limits(solicitud, NINGUNO)
