"""The sweep: tells the workers what is due. Any number of them, at any time, doubles nothing."""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from plataforma.bandeja.handlers import QUEUES
from plataforma.bandeja.models import Mensaje

logger = logging.getLogger(__name__)

Publish = Callable[[int, str], None]


def sweep(publish: Publish) -> int:
    """Stamp what is due and publish it with `publish(mensaje_id, queue)`. Returns how many were published.

    A stamped message is published again only when a lease's time has passed: it may have been lost with Redis.
    If the broker does not take one, the other queues are not tried: a broker that hangs costs its timeout once.
    """
    published = 0
    for queue in QUEUES:
        ids = _stamp(queue)
        taken = _publish_all(publish, queue, ids)
        published += taken
        if taken < len(ids):
            break
    return published


def _due() -> QuerySet[Mensaje]:
    forgotten = Now() - timedelta(seconds=settings.BANDEJA_LEASE)
    return Mensaje.objects.filter(
        Q(lease_until=None) | Q(lease_until__lt=Now()),
        Q(published_at=None) | Q(published_at__lt=forgotten),
        state=Mensaje.Estado.PENDIENTE,
        available_at__lte=Now(),
    )


def _stamp(queue: str) -> list[int]:
    if not _due().filter(queue=queue).exists():
        return []  # nearly always: no transaction, no lock
    with transaction.atomic():
        rows = _due().filter(queue=queue).order_by("available_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        ids = list(rows.values_list("pk", flat=True)[: _room(queue)])
        Mensaje.objects.filter(pk__in=ids).update(published_at=Now())
    return ids


def _room(queue: str) -> int:
    """Return how many more messages may lie in Redis: a long backlog waits in the database, in order."""
    since = Now() - timedelta(seconds=settings.BANDEJA_LEASE)
    waiting = Mensaje.objects.filter(
        queue=queue, state=Mensaje.Estado.PENDIENTE, published_at__gte=since, lease_until=None
    )
    in_flight: int = settings.BANDEJA_IN_FLIGHT
    return max(0, in_flight - waiting.count())


def _publish_all(publish: Publish, queue: str, ids: Iterable[int]) -> int:
    published = 0
    remaining = list(ids)
    try:
        while remaining:
            publish(remaining[0], queue)
            remaining.pop(0)
            published += 1
    except Exception as error:
        # The broker is away. The next sweep tries again at once instead of after a lease.
        logger.warning("broker: %s; %d messages wait", type(error).__name__, len(remaining))
        Mensaje.objects.filter(pk__in=remaining).update(published_at=None)
    return published
