"""What is known about the work and those who do it."""

from datetime import timedelta

from django.db.models.functions import Now

from plataforma.bandeja.handlers import QUEUES
from plataforma.bandeja.models import Latido, Mensaje

LATIDO_MAX_AGE = timedelta(seconds=30)


def get_silent_queues() -> list[str]:
    """Return the queues whose workers, or whose beat, have not been heard for 30 s."""
    heard = Latido.objects.filter(momento__gte=Now() - LATIDO_MAX_AGE).values_list("nombre", flat=True)
    return sorted(set(QUEUES) - set(heard))


def count_dead() -> int:
    """Return how many messages wait for somebody to look at them."""
    return Mensaje.objects.filter(state=Mensaje.Estado.MUERTO).count()
