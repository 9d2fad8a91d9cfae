"""Accepting work. A web request only ever calls `enqueue`: it writes a row and speaks to nobody."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models.functions import Now

from plataforma.bandeja.handlers import Payload, get_handler
from plataforma.bandeja.models import Latido, Mensaje

__all__ = ["demand_transaction", "enqueue", "forget_latidos", "forget_mensajes", "note_latido", "replay"]


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


def forget_mensajes(*, before: datetime) -> int:
    """Delete what was done before that moment; pending and dead messages stay. Returns how many."""
    deleted, _ = Mensaje.objects.filter(state=Mensaje.Estado.HECHO, done_at__lt=before).delete()
    return deleted
