"""The checks of what stands around the portal: mail server, Redis, file store, clock, disk."""

import os
import shutil
import smtplib
import ssl
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.models import Max
from django.utils import timezone

from imss_portal.celery import app
from imss_portal.revision.base import Revision
from plataforma.seguridad.models import Auditoria

__all__ = ["ALREDEDOR", "ESPACIO"]

ESPACIO_MINIMO: Final = 1024**3  # bytes: some 10 000 documents
RELOJ: Final = timedelta(seconds=60)  # how far clocks may differ


def _find_correo() -> Iterator[str]:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") or "EMAIL_URL" in settings.FALTAS_DEL_ENTORNO:
        return  # a demonstration writes its mails into a folder
    servidor = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    mail = get_connection()
    try:
        mail.open()
    except smtplib.SMTPAuthenticationError:
        yield f"El servidor de correo {servidor} no acepta el usuario o la contraseña de EMAIL_URL."
    except smtplib.SMTPNotSupportedError:
        yield f"El servidor de correo {servidor} no acepta contraseña o cifrado como dice EMAIL_URL."
    except ssl.SSLError:
        yield f"El servidor de correo {servidor} no tiene un certificado de confianza, o EMAIL_URL no usa su cifrado."
    except (OSError, smtplib.SMTPException) as error:
        yield f"El servidor de correo {servidor} no contesta ({type(error).__name__}). Revisa EMAIL_URL."
    finally:
        mail.close()


def _find_redis() -> Iterator[str]:
    if "REDIS_URL" not in os.environ:  # `manage.py portal` starts one
        if shutil.which("redis-server") is None:
            yield "Falta redis-server. Instálalo: apt-get install redis-server"
        return
    redis = app.connection_for_write()
    try:
        redis.connect()
    except Exception as error:  # which exceptions there are depends on the transport of REDIS_URL
        yield f"Redis no contesta ({type(error).__name__}). Revisa REDIS_URL y que el servidor esté encendido."
    finally:
        redis.release()


def _find_archivos() -> Iterator[str]:
    content, name = token_hex(16).encode(), f"revision/{token_hex(8)}"
    try:
        name = default_storage.save(name, ContentFile(content))
        with default_storage.open(name) as file:
            same = file.read() == content
        default_storage.delete(name)
    except OSError as error:
        yield f"El portal no puede escribir en {settings.MEDIA_ROOT}: {error.strerror}."
        return
    if not same:
        yield f"En {settings.MEDIA_ROOT} no se lee lo que se escribe. Revisa el disco."


def _find_reloj() -> Iterator[str]:
    """Compare this clock with the database's, and with the newest row that any process wrote."""
    try:
        base, ultimo = _get_hora_de_la_base(), Auditoria.objects.aggregate(ultimo=Max("momento"))["ultimo"]
    except DatabaseError:
        return  # no database, or no tables yet
    ahora = timezone.now()
    if abs(ahora - base) > RELOJ:
        yield "El reloj de esta máquina no coincide con el de la base de datos. Pon los dos en hora (NTP)."
    if ultimo and ultimo - ahora > RELOJ:
        yield f"El reloj está atrasado: ya hay un registro del {timezone.localtime(ultimo):%d/%m/%Y a las %H:%M}."


def _get_hora_de_la_base() -> datetime:
    if connection.vendor == "sqlite":  # it has no clock of its own
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        hora: datetime = cursor.fetchone()[0]
    return hora


def _find_espacio() -> Iterator[str]:
    for folder in dict.fromkeys((settings.VAR_DIR, Path(settings.MEDIA_ROOT))):
        if folder.exists() and (free := shutil.disk_usage(folder).free) < ESPACIO_MINIMO:
            yield f"Quedan {free // 1024**2} MB libres en {folder}. Deja al menos {ESPACIO_MINIMO // 1024**2} MB."


ESPACIO: Final = Revision("espacio en disco", _find_espacio)
ALREDEDOR: Final = (
    Revision("correo", _find_correo),
    Revision("Redis", _find_redis),
    Revision("archivos", _find_archivos),
    Revision("reloj", _find_reloj),
    ESPACIO,
)
