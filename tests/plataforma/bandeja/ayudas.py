"""Short words for what the outbox's tests do all the time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

from django.db import connections, transaction
from django.db.models.functions import Now

from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.services import enqueue
from tests.apoyo.models import Efecto

T = TypeVar("T")


def accept(clave: str = "a", *, kind: str = "apoyo.efecto", delay: timedelta = timedelta(), **payload: str) -> Mensaje:
    """Enqueue one message, as a web request would."""
    with transaction.atomic():
        enqueue(kind=kind, payload={"clave": clave, **payload}, dedup_key=clave, delay=delay)
    return Mensaje.objects.get(dedup_key=clave)


def accept_many(number: int, *, kind: str = "apoyo.efecto", prefijo: str = "m") -> list[str]:
    claves = [f"{prefijo}-{i:03d}" for i in range(number)]
    with transaction.atomic():
        for clave in claves:
            enqueue(kind=kind, payload={"clave": clave}, dedup_key=clave)
    return claves


def effects(prefijo: str = "") -> list[str]:
    """Return what was done, each as often as it was done."""
    return sorted(Efecto.objects.filter(clave__startswith=prefijo).values_list("clave", flat=True))


def let_time_pass(seconds: float, **which: object) -> None:
    """Move what the rows remember into the past: the database's own clock cannot be turned."""
    for mensaje in Mensaje.objects.filter(**which):
        for column in ("available_at", "published_at", "lease_until"):
            if (moment := getattr(mensaje, column)) is not None:
                setattr(mensaje, column, moment - timedelta(seconds=seconds))
        mensaje.save()


def make_due(**which: object) -> None:
    Mensaje.objects.filter(**which).update(available_at=Now())


def at_once(number: int, work: Callable[[], T]) -> list[T]:
    """Do `work` in so many threads, each with its own connection, all starting together."""
    barrier = Barrier(number, timeout=10)

    def run(_: int) -> T:
        try:
            Mensaje.objects.exists()  # the connection is made before the race begins
            barrier.wait()
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))
