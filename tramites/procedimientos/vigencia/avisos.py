"""«Avísame cuando esté vigente»: one mail, on the day when the cover begins."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from padron.asegurados.selectors import get_vigencia
from plataforma.bandeja.services import enqueue
from plataforma.correo.services import queue_correo
from tramites.procedimientos.vigencia.models import AvisoVigencia
from tramites.solicitud.models import Solicitud, make_objeto

__all__ = ["REVISAR_AVISO", "ask_aviso", "check_aviso", "enqueue_avisos"]

REVISAR_AVISO = "tramites.revisar_aviso"


def ask_aviso(solicitud: Solicitud) -> AvisoVigencia:
    """Note that the student of an open Solicitud wants to be told. Asking twice changes the address to the newest."""
    valores = {"correo": solicitud.correo, "solicitud": solicitud}
    aviso, _ = AvisoVigencia.objects.update_or_create(
        asegurado=solicitud.get_asegurado(), enviado=None, defaults=valores
    )
    return aviso


def enqueue_avisos(*, ronda: str, after: int = 0, limit: int) -> int:
    """Have up to `limit` waiting notices checked, with primary keys above `after`.

    `ronda` names the occasion, so that each notice is checked once for it. Returns the last primary key if there may be
    more, and 0 at the end.
    """
    waiting = AvisoVigencia.objects.filter(enviado=None, pk__gt=after).order_by("pk").values_list("pk", flat=True)
    ids = list(waiting[:limit])
    for pk in ids:
        enqueue(kind=REVISAR_AVISO, payload={"aviso": pk}, dedup_key=f"{REVISAR_AVISO}:{pk}:{ronda}")
    return ids[-1] if len(ids) == limit else 0


@transaction.atomic
def check_aviso(pk: int, *, hoy: date) -> bool:
    """Queue the mail of a notice if its student is covered today and was not told yet. Returns whether it did."""
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
        referencia=make_objeto(aviso.solicitud_id),
    )
    return True
