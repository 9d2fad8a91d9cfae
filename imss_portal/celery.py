"""The Celery application. Only `plataforma.bandeja` has tasks and only it sends any."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imss_portal.settings")

app = Celery("imss_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["plataforma.bandeja"])
