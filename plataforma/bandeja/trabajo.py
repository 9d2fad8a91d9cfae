"""Doing the work of one message: claim, prepare, commit; and letting go when it fails.

The database clock decides about leases, so that a worker whose clock is wrong takes nothing from another. The fencing
token decides who may commit: a worker that was too slow finds another token in the row and its work is dropped.
"""

import logging
import random
import traceback
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from plataforma.bandeja import signals
from plataforma.bandeja.handlers import get_handler
from plataforma.bandeja.models import Mensaje

logger = logging.getLogger(__name__)
PENDIENTE, HECHO, MUERTO = Mensaje.Estado.PENDIENTE, Mensaje.Estado.HECHO, Mensaje.Estado.MUERTO


class LeaseLost(Exception):
    """Another worker holds the message now; what this one did counts for nothing."""


def work_on(mensaje_id: int) -> bool:
    """Do the message if it is due and free. Returns True if it was done here."""
    token = _claim(mensaje_id)
    if token is None:
        return False
    mensaje = Mensaje.objects.get(pk=mensaje_id)
    if mensaje.attempts > settings.BANDEJA_ATTEMPTS:
        # The last attempt did not live to say what was wrong: it killed its worker.
        _bury(mensaje, token, "the worker died")
        return False
    try:
        _run(mensaje, token)
    except LeaseLost:
        logger.warning("message %s: lease lost", mensaje_id)
        return False
    except Exception as error:
        _release(mensaje, token, error)
        return False
    signals.committed.send(Mensaje, mensaje_id=mensaje_id, kind=mensaje.kind)
    return True


def _claim(mensaje_id: int) -> UUID | None:
    """Take the message by one conditional UPDATE; the attempt counts before anything can go wrong."""
    token = uuid4()
    free = Q(lease_until=None) | Q(lease_until__lt=Now())
    claimed = Mensaje.objects.filter(free, pk=mensaje_id, state=PENDIENTE, available_at__lte=Now()).update(
        attempts=F("attempts") + 1, token=token, lease_until=Now() + timedelta(seconds=settings.BANDEJA_LEASE)
    )
    return token if claimed else None


def _run(mensaje: Mensaje, token: UUID) -> None:
    signals.claimed.send(Mensaje, mensaje_id=mensaje.pk, kind=mensaje.kind)
    handler = get_handler(mensaje.kind)
    result = handler.prepare(mensaje.payload)
    signals.prepared.send(Mensaje, mensaje_id=mensaje.pk, kind=mensaje.kind)
    with transaction.atomic():
        # The row's lock is taken first: whoever takes the lease over waits for this transaction, or makes it fail.
        done = Mensaje.objects.filter(pk=mensaje.pk, token=token, state=PENDIENTE).update(
            state=HECHO, done_at=Now(), lease_until=None, last_error=""
        )
        if not done:
            raise LeaseLost
        handler.commit(mensaje.payload, result)
        signals.committing.send(Mensaje, mensaje_id=mensaje.pk, kind=mensaje.kind)


def _release(mensaje: Mensaje, token: UUID, error: Exception) -> None:
    """Let the message be tried again after a while, or no more."""
    logger.error("message %s (%s): %s", mensaje.pk, mensaje.kind, describe(error))
    if mensaje.attempts >= settings.BANDEJA_ATTEMPTS:
        _bury(mensaje, token, describe(error))
        return
    Mensaje.objects.filter(pk=mensaje.pk, token=token, state=PENDIENTE).update(
        available_at=Now() + backoff(mensaje.attempts), published_at=None, lease_until=None, last_error=describe(error)
    )


def _bury(mensaje: Mensaje, token: UUID, reason: str) -> None:
    logger.critical("message %s (%s) is dead: %s", mensaje.pk, mensaje.kind, reason)
    Mensaje.objects.filter(pk=mensaje.pk, token=token, state=PENDIENTE).update(
        state=MUERTO, lease_until=None, last_error=reason
    )


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after `attempts` failures: doubled each time, with jitter, between the two settings."""
    shortest, longest = settings.BANDEJA_BACKOFF
    wait = min(longest, shortest * 2 ** min(attempts - 1, 60))  # a float ends at 2 ** 1024
    return timedelta(seconds=wait * random.uniform(0.8, 1.2))  # noqa: S311 (jitter, not a secret)


def describe(error: Exception) -> str:
    """Say what failed and where, without the error's own text: it may hold somebody's data."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"
