"""Mails students when their vigencia (medical cover) has begun.

The student must ask for this mail with the button «Avísame cuando esté vigente».
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from padron.asegurados.selectors import choose_correo, get_vigencia
from plataforma.bandeja.services import enqueue
from plataforma.correo.services import queue_correo
from tramites.procedimientos.vigencia.models import AvisoVigencia
from tramites.solicitud.models import Solicitud, make_objeto

__all__ = ["REVISAR_AVISO", "ask_aviso", "check_aviso", "enqueue_check", "list_avisos"]

REVISAR_AVISO = "tramites.revisar_aviso"


def ask_aviso(solicitud: Solicitud) -> AvisoVigencia:
    """Store that the student of a Solicitud wants a mail when the vigencia begins.

    If the student already has an open request, update the e-mail address and the Solicitud of this request.
    """
    valores = {"correo": solicitud.correo, "solicitud": solicitud}
    aviso, _ = AvisoVigencia.objects.update_or_create(
        asegurado=solicitud.get_asegurado(), enviado=None, defaults=valores
    )
    return aviso


def list_avisos(*, after: int = 0, at_most: int) -> list[int]:
    """Return up to `at_most` ids of open requests for a mail, sorted. Only ids greater than `after` are returned."""
    waiting = AvisoVigencia.objects.filter(enviado=None, pk__gt=after)
    return list(waiting.order_by("pk").values_list("pk", flat=True)[:at_most])


def enqueue_check(pk: int, *, ronda: str) -> None:
    """Queue a check of one open request. `ronda` identifies the event that causes the check, such as a new roster."""
    enqueue(kind=REVISAR_AVISO, payload={"aviso": pk}, dedup_key=f"{REVISAR_AVISO}:{pk}:{ronda}")


@transaction.atomic
def check_aviso(pk: int, *, hoy: date) -> bool:
    """Queue the mail of one request, if the student is vigente today.

    The mail of a request is queued only once. Returns whether this call queued the mail.
    """
    aviso = AvisoVigencia.objects.select_for_update(of=("self",)).select_related("asegurado").get(pk=pk)
    if aviso.enviado or not get_vigencia(aviso.asegurado, hoy=hoy).is_vigente:
        return False
    aviso.enviado = timezone.now()
    aviso.save(update_fields=["enviado"])
    queue_correo(
        clave=f"vigente:{aviso.pk}",
        plantilla="vigente",
        para=choose_correo(asegurado=aviso.asegurado, correo=aviso.correo),
        datos={"solicitud": str(aviso.solicitud_id)},
        referencia=make_objeto(aviso.solicitud_id),
    )
    return True
