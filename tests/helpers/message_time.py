"""Time that passes for messages: the clock of the database cannot be changed, so the times of the rows are."""

from datetime import timedelta

from django.db.models import F

from plataforma.bandeja.models import Mensaje

HORA = 3600  # seconds: longer than any lease in the tests


def let_time_pass(seconds: float, **which: object) -> None:
    """Move the times of these messages into the past.

    One UPDATE, so that a worker may claim or finish the same messages meanwhile.
    """
    ago = timedelta(seconds=seconds)
    columns = ("available_at", "published_at", "lease_until")
    Mensaje.objects.filter(**which).update(**{column: F(column) - ago for column in columns})


def publish_again() -> None:
    """Let the sweep take all messages for lost that no worker holds."""
    free = Mensaje.objects.filter(state=Mensaje.Estado.PENDIENTE, lease_until=None)
    free.update(published_at=F("published_at") - timedelta(seconds=HORA))


def end_leases(**which: object) -> None:
    """End the leases of these messages: their worker is dead, or Redis has lost them.

    A living worker may lose its lease too. It then drops its work, and another one does the message.
    """
    let_time_pass(HORA, state=Mensaje.Estado.PENDIENTE, **which)
