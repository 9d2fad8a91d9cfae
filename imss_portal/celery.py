"""The Celery application. Only `plataforma.bandeja` has tasks and only it sends any."""

import logging.config
import os
import sys
from typing import Any, Self

from celery import Celery
from celery.app.amqp import AMQP
from celery.signals import setup_logging, worker_init
from django.conf import settings
from kombu import Connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imss_portal.settings")


class Conexion(Connection):
    """A connection that comes back soon after Redis does.

    Kombu waits two seconds longer after each failure, up to 30, and Celery has no setting for it: after ten minutes
    without Redis, workers and beat would find it half a minute late.
    """

    def ensure_connection(self, *args: Any, **kwargs: Any) -> Self:
        """Connect, trying as long as the caller wants, with short waits."""
        waits = {"interval_start": 1, "interval_step": 1, "interval_max": 4}
        return super().ensure_connection(*args, **waits | kwargs)


class Mensajeria(AMQP):
    """Celery's messages, over our connection."""

    Connection = Conexion


app = Celery("imss_portal", amqp=Mensajeria)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["plataforma.bandeja"])


@setup_logging.connect
def use_the_portals_log(loglevel: int, **kwargs: Any) -> None:
    """Let workers and beat write what the web writes: with a receiver here, Celery makes no handlers of its own."""
    logging.config.dictConfig(settings.LOGGING)
    logging.getLogger().setLevel(loglevel)


@worker_init.connect
def check_before_work(**kwargs: Any) -> None:
    """End the worker before it takes any work, if a quick check finds a fault."""
    from imss_portal.revision.arranque import ArranqueNegado, demand_arranque

    try:
        demand_arranque()
    except ArranqueNegado:
        sys.exit(1)  # after any other exception Celery would go on
