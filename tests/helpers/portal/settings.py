"""The portal's settings for tests with faults: with the app that kills processes (tests/helpers/app/kills.py)."""

import sys

from imss_portal.settings import *  # noqa: F403
from imss_portal.settings import CELERY_BROKER_TRANSPORT_OPTIONS, DATABASES, INSTALLED_APPS
from tests.helpers.waiting import LIMITE, let_writers_wait

INSTALLED_APPS = [*INSTALLED_APPS, "tests.helpers.app"]
let_writers_wait(DATABASES)
if "gunicorn" in sys.modules:
    # The web must speak neither to Redis nor to the mail server. A page that does cannot answer while they hang,
    # because it waits longer than the student of a test (`Alumno`).
    EMAIL_TIMEOUT = 2 * LIMITE
    patience = {"socket_timeout": 2 * LIMITE, "socket_connect_timeout": 2 * LIMITE}
    CELERY_BROKER_TRANSPORT_OPTIONS = CELERY_BROKER_TRANSPORT_OPTIONS | patience
