"""Accepting work. A web request only ever calls `enqueue`: it writes a row and speaks to nobody."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from plataforma.bandeja.handlers import Payload, get_handler, list_nightly
from plataforma.bandeja.models import Latido, Mensaje

__all__ = [
    "demand_transaction",
    "enqueue",
    "enqueue_nightly",
    "forget_latidos",
    "forget_mensajes",
    "note_latido",
    "replay",
]


def demand_transaction(what: str) -> None:
    """Raise RuntimeError outside a transaction: the work and its cause would not stand or fall together."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{what} outside a transaction")


def enqueue(*, kind: str, payload: Payload, dedup_key: str, delay: timedelta = timedelta()) -> None:
    """Accept a piece of work, in the transaction of the change that causes it.

    `payload` holds identifiers only. A second call with the same `dedup_key` does nothing, as long as
    the first one's row is kept (30 days after it was done).
    Raises RuntimeError outside a transaction.
    """
    demand_transaction(f"enqueue({kind!r})")
    mensaje = Mensaje(kind=kind, queue=get_handler(kind).queue, payload=payload, dedup_key=dedup_key)
    if delay:
        mensaje.available_at = Now() + delay
    Mensaje.objects.bulk_create([mensaje], ignore_conflicts=True)


def enqueue_nightly() -> None:
    """Accept the work of this night, each kind once."""
    fecha = timezone.localdate().isoformat()
    with transaction.atomic():
        for kind in list_nightly():
            enqueue(kind=kind, payload={"fecha": fecha, "tanda": 0}, dedup_key=f"{kind}:{fecha}:0")


def replay(mensaje: Mensaje) -> bool:
    """Give a dead message a fresh set of attempts. Returns False if it was not dead any more."""
    changed = Mensaje.objects.filter(pk=mensaje.pk, state=Mensaje.Estado.MUERTO).update(
        state=Mensaje.Estado.PENDIENTE, attempts=0, available_at=Now(), published_at=None, lease_until=None, token=None
    )
    return changed == 1


def note_latido(nombre: str) -> None:
    """Write down that the beat and a worker of the queue `nombre` are alive now."""
    Latido.objects.update_or_create(nombre=nombre, defaults={"momento": Now()})


def forget_latidos() -> None:
    """Forget the signs of life of an earlier run: only what is heard from now on counts."""
    Latido.objects.all().delete()


def forget_mensajes(*, before: datetime, limit: int) -> int:
    """Delete up to `limit` messages that were done before that moment; others stay. Returns how many."""
    done = Mensaje.objects.filter(state=Mensaje.Estado.HECHO, done_at__lt=before).order_by("pk")
    deleted, _ = Mensaje.objects.filter(pk__in=list(done.values_list("pk", flat=True)[:limit])).delete()
    return deleted
