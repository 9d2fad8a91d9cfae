"""The portal's settings with the app that pulls plugs at marked points (tests/apoyo/caidas.py)."""

from imss_portal.settings import *  # noqa: F403
from imss_portal.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.apoyo"]
