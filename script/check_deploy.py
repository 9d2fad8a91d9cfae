"""Runs Django's `check --deploy` with the settings of a production: every warning fails."""

import base64
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

PRODUCTION = {
    "MODO_DEMOSTRACION": "0",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "CLAVE_CIFRADO": base64.b64encode(os.urandom(64)).decode(),
    "SITE_URL": "https://portal.example.org",
    "SELLO_PKCS12": "/etc/ruta/sello.p12",
    "EMAIL_URL": "smtp+tls://portal:secret@smtp.example.org:587",
}

with tempfile.TemporaryDirectory() as var_dir:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    environment = {**os.environ, **PRODUCTION, "VAR_DIR": var_dir}
    sys.exit(subprocess.run(command, env=environment, cwd=Path(__file__).parent.parent, check=False).returncode)
