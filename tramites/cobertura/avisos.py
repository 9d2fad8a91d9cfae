"""«Avísame cuando esté vigente»: one mail, the day on which the cover begins."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from padron.asegurados.selectors import get_vigencia
from plataforma.bandeja.services import enqueue
from plataforma.correo.services import queue_correo
from tramites.models import AvisoVigencia, Solicitud, objeto

__all__ = ["REVISAR_AVISO", "ask_aviso", "check_aviso", "enqueue_avisos"]

REVISAR_AVISO = "tramites.revisar_aviso"


def ask_aviso(solicitud: Solicitud) -> AvisoVigencia:
    """Note that the student of an open Solicitud wants to be told; asked twice is one notice, to the newest address."""
    valores = {"correo": solicitud.correo, "solicitud": solicitud}
    aviso, _ = AvisoVigencia.objects.update_or_create(
        asegurado=solicitud.get_asegurado(), enviado=None, defaults=valores
    )
    return aviso


def enqueue_avisos(*, ronda: str, after: int = 0, limit: int) -> int:
    """Have up to `limit` notices that wait looked at, from `after` on. Returns the last one's number, 0 at the end.

    `ronda` names the occasion, so that each is looked at once in it.
    """
    waiting = AvisoVigencia.objects.filter(enviado=None, pk__gt=after).order_by("pk").values_list("pk", flat=True)
    ids = list(waiting[:limit])
    for pk in ids:
        enqueue(kind=REVISAR_AVISO, payload={"aviso": pk}, dedup_key=f"{REVISAR_AVISO}:{pk}:{ronda}")
    return ids[-1] if len(ids) == limit else 0


@transaction.atomic
def check_aviso(pk: int, *, hoy: date) -> bool:
    """Write the mail of a notice whose student is covered today, once. Returns whether it did."""
    aviso = AvisoVigencia.objects.select_for_update(of=("self",)).select_related("asegurado").get(pk=pk)
    if aviso.enviado or not get_vigencia(aviso.asegurado, hoy=hoy).is_vigente:
        return False
    aviso.enviado = timezone.now()
    aviso.save(update_fields=["enviado"])
    queue_correo(
        clave=f"vigente:{aviso.pk}",
        plantilla="vigente",
        para=aviso.correo,
        datos={"solicitud": str(aviso.solicitud_id)},
        referencia=objeto(aviso.solicitud_id),
    )
    return True
