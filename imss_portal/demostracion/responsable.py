"""Somebody of the invented staff, so that the other side of the portal can be seen."""

import secrets
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.auth.models import User

USUARIO: Final = "responsable"


def get_archivo() -> Path:
    """Return the file that holds the password, readable by who started the portal only."""
    return Path(settings.VAR_DIR) / "admin.txt"


def create_responsable() -> None:
    """Make the user, with a password of their own, where there is none; one whose file was lost gets a new one."""
    archivo = get_archivo()
    user = User.objects.filter(username=USUARIO).first()
    if user is not None and archivo.exists():
        return
    clave = secrets.token_urlsafe(12)
    if user is None:
        user = User(username=USUARIO, first_name="Rosa Elena", last_name="Imaginaria")
        user.is_staff = user.is_superuser = True
    user.set_password(clave)
    user.save()
    archivo.touch(mode=0o600)
    archivo.write_text(f"{clave}\n")
