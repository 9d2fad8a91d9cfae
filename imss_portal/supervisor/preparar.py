"""What must be in place before the portal starts: safe to repeat, and quick when nothing is missing."""

import hashlib
import socket
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from plataforma.bandeja.services import forget_latidos


def check_port(port: int) -> None:
    """Raise CommandError with what to do if the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"El puerto {port} está ocupado. Usa otro: PORT=8001 script/run") from error


def prepare() -> None:
    """Bring database, catalogues, static files, seal and, in a demonstration, its data up to date."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("cargar_codigos_postales", stdout=StringIO())  # asks one EXISTS if there are any
    forget_latidos()
    _collect_static()
    if settings.MODO_DEMOSTRACION:
        for command in ("crear_sello", "demo"):
            call_command(command, stdout=StringIO())


def _collect_static() -> None:
    """Collect only when a file has changed: compressing them takes seconds."""
    stamp = Path(settings.STATIC_ROOT) / ".origen"
    digest = _digest_static()
    if stamp.exists() and stamp.read_text() == digest:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest)


def _digest_static() -> str:
    digest = hashlib.sha256(django.__version__.encode())  # the staff's pages bring files of their own
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                digest.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
