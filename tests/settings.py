"""Settings of the tests: the portal's own, in demonstration mode, with what makes a test fast and lonely."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["MODO_DEMOSTRACION"] = "1"
os.environ["CAPTCHA_PRUEBA"] = "1"  # also for the portals that tests start
if "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="ruta-tests-")  # for the processes of this one too
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")  # nothing listens: what leaks out of a unit test fails

from imss_portal.settings import *  # noqa: F403
from imss_portal.settings import DATABASES, INSTALLED_APPS, STATIC_ROOT, STORAGES
from tests.helpers.waiting import let_writers_wait

INSTALLED_APPS = [*INSTALLED_APPS, "tests.helpers.app"]
let_writers_wait(DATABASES)
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a folder that is not there
SECURE_SSL_REDIRECT = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # staff passwords of tests only
