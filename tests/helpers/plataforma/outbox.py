"""Short words for what the outbox's tests do all the time."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

from django.db import connections, transaction
from django.db.models.functions import Now

from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.services import enqueue
from tests.helpers.app.models import Efecto
from tests.helpers.message_time import publish_again
from tests.helpers.waiting import LIMITE, wait_until

T = TypeVar("T")
REPETIR = 10  # seconds


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


def wait_for_work(condition: Callable[[], T], *, what: str) -> T:
    """Wait as `wait_until` does, while workers may be killed.

    Redis may give a message to a dead worker, because it has not yet seen that the connection is closed. The sweep
    publishes such a message again after a lease. Leases are long here, so this function does not wait for their end.
    """
    repeat_at = time.monotonic() + REPETIR

    def look() -> T:
        nonlocal repeat_at
        if time.monotonic() > repeat_at:
            publish_again()
            repeat_at = time.monotonic() + REPETIR
        return condition()

    return wait_until(look, what=what)


def make_due(**which: object) -> None:
    Mensaje.objects.filter(**which).update(available_at=Now())


def at_once(number: int, work: Callable[[], T]) -> list[T]:
    """Do `work` in so many threads, each with its own connection, all starting together."""
    barrier = Barrier(number, timeout=LIMITE)

    def run(_: int) -> T:
        try:
            Mensaje.objects.exists()  # the connection is made before the race begins
            barrier.wait()
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))
