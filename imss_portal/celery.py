"""The Celery application. Only `plataforma.bandeja` has tasks and only it sends any."""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imss_portal.settings")

app = Celery("imss_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["plataforma.bandeja"])


@setup_logging.connect
def use_the_portals_log(loglevel: int, **kwargs: Any) -> None:
    """Let workers and beat write what the web writes: with a receiver here, Celery makes no handlers of its own."""
    logging.config.dictConfig(settings.LOGGING)
    logging.getLogger().setLevel(loglevel)
