"""The only code that speaks to Celery."""

from celery import shared_task
from celery.signals import worker_init
from django.conf import settings

from plataforma.bandeja import barrido, handlers, services, trabajo


@worker_init.connect
def warm_up(**_: object) -> None:
    """Be as fast with the first message as with any other. Celery logs what fails here, and the worker goes on.

    Before its processes are forked: they share what was loaded, and one that takes a dead one's place has it too.
    """
    handlers.warm_up(settings.BANDEJA_COLAS)


def _publish(mensaje_id: int, queue: str) -> None:
    # One try: the sweep comes again in a second, and a hanging broker must not hold the worker.
    process.apply_async(args=(mensaje_id,), queue=queue, retry=False)


@shared_task(name="bandeja.process")
def process(mensaje_id: int) -> None:
    """Do one message, then publish what follows from it without waiting for the next beat."""
    if trabajo.work_on(mensaje_id):
        barrido.sweep(_publish)


@shared_task(name="bandeja.sweep")
def sweep() -> None:
    """Publish what is due."""
    barrido.sweep(_publish)


@shared_task(name="bandeja.latido")
def latido(queue: str) -> None:
    """Note that the beat and this queue's workers are alive."""
    services.note_latido(queue)


@shared_task(name="bandeja.nightly")
def nightly() -> None:
    """Enqueue the work of the night; several beats enqueue it once."""
    services.enqueue_nightly()
