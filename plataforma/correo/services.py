"""Accepting a mail, in the transaction of what it tells."""

from collections.abc import Collection, Iterable
from datetime import datetime

from plataforma.bandeja.services import demand_transaction, enqueue
from plataforma.correo.adjuntos import Adjunto
from plataforma.correo.models import Correo
from plataforma.correo.plantillas import Datos, get_plantilla

__all__ = ["ENVIAR", "forget_correos", "forget_datos", "get_dedup_key", "queue_correo"]

ENVIAR = "correo.enviar"


def queue_correo(
    *,
    clave: str,
    plantilla: str,
    para: str,
    datos: Datos,
    referencia: str,
    adjuntos: Iterable[Adjunto] = (),
) -> Correo:
    """Write the mail and the work of sending it; the same `clave` again answers with the mail that exists.

    `referencia` is opaque: whoever queues the mail finds it again by it. Raises KeyError for an unknown `plantilla`,
    RuntimeError outside a transaction.
    """
    demand_transaction("queue_correo")  # before the row: it would stay, and its key with it, and nobody would send it
    get_plantilla(plantilla)
    correo, created = Correo.objects.get_or_create(
        clave=clave,
        defaults={
            "plantilla": plantilla,
            "para": para,
            "datos": datos,
            "adjuntos": [list(adjunto) for adjunto in adjuntos],
            "referencia": referencia,
        },
    )
    if created:
        enqueue(kind=ENVIAR, payload={"correo": str(correo.pk)}, dedup_key=get_dedup_key(correo))
    return correo


def get_dedup_key(correo: Correo) -> str:
    """Return the key of the work of sending a mail."""
    return f"{ENVIAR}:{correo.pk}"


def forget_datos(*, before: datetime, limit: int) -> int:
    """Take the data out of up to `limit` mails that were settled before that moment; template and state stay.

    A mail that is still to be sent keeps what it needs. Returns how many.
    """
    settled = Correo.objects.filter(creado__lt=before, datos__isnull=False).exclude(estado=Correo.Estado.EN_COLA)
    return Correo.objects.filter(pk__in=list(settled.values_list("pk", flat=True)[:limit])).update(
        datos=None, adjuntos=[]
    )


def forget_correos(*, referencias: Collection[str]) -> int:
    """Delete the mails that belong to what is deleted itself. Returns how many."""
    deleted, _ = Correo.objects.filter(referencia__in=referencias).delete()
    return deleted
