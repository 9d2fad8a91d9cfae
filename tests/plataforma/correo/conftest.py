from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import transaction

from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.trabajo import work_on
from plataforma.correo.models import Correo
from plataforma.correo.services import queue_correo
from tests.helpers.plataforma.smtp_server import Servidor, serve
from tests.helpers.waiting import LIMITE


@pytest.fixture
def smtp(settings: LazySettings) -> Iterator[Servidor]:
    """A server that takes everything, and the portal told to use it."""
    with serve() as (servidor, port):
        use_smtp(settings, port)
        yield servidor


def use_smtp(settings: LazySettings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = LIMITE


@pytest.fixture
def buzon(settings: LazySettings, tmp_path: Path) -> Path:
    """The mailbox of the demonstration, empty."""
    settings.EMAIL_BACKEND = "plataforma.correo.buzon.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "buzon")
    return tmp_path / "buzon"


def queue(clave: str = "c1", **options: Any) -> Correo:
    """Accept a mail, as a service would."""
    datos = options.pop("datos", {"nombre": "Ana & Luz", "folio": "RE-0001"})
    with transaction.atomic():
        return queue_correo(
            clave=clave, plantilla="apoyo", para="ana@example.com", datos=datos, referencia="solicitud:1", **options
        )


def deliver(correo: Correo) -> Mensaje:
    """Let a worker do it once; returns the message, and brings `correo` up to date."""
    mensaje = Mensaje.objects.get(dedup_key=f"correo.enviar:{correo.pk}")
    work_on(mensaje.pk)
    mensaje.refresh_from_db()
    correo.refresh_from_db()
    return mensaje
