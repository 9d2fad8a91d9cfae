"""The quick checks: settings, database, encryption key, seal. No process of the portal starts before they pass."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from documentos.sello import SelloInservible, check_sello
from imss_portal.revision.base import Falta, Revision, find_faltas
from plataforma.seguridad.llave import is_llave_de_la_base

__all__ = ["AL_ARRANCAR", "ArranqueNegado", "demand_arranque"]

logger = logging.getLogger(__name__)
OTRA_CLAVE: Final = (
    "CLAVE_CIFRADO no es la clave de esta base de datos. Pon la clave con la que se cifró. "
    "Si estabas cambiando de clave, termina con manage.py rotar_clave."
)


class ArranqueNegado(Exception):
    """The portal must not start. `faltas` says why."""

    def __init__(self, faltas: list[Falta]) -> None:
        super().__init__("\n".join(falta.frase for falta in faltas))
        self.faltas = faltas


def demand_arranque() -> None:
    """Raise ArranqueNegado, and log each sentence, if a quick check finds a fault.

    A database that does not answer is no reason: it may be restarting, and the processes wait for it (F12).
    """
    try:
        faltas = [falta for falta in find_faltas(AL_ARRANCAR) if falta.nombre != BASE]
    finally:
        connections.close_all()  # the caller forks: two processes must not share a connection
    for falta in faltas:
        logger.critical(falta.frase)
    if faltas:
        raise ArranqueNegado(faltas)


def _find_ajustes() -> list[str]:
    return list(settings.FALTAS_DEL_ENTORNO.values())


def _find_base() -> Iterator[str]:
    try:
        connection.ensure_connection()
    except DatabaseError:
        yield "La base de datos no contesta. Revisa DATABASE_URL y que el servidor esté encendido."


def _find_llave() -> Iterator[str]:
    if "CLAVE_CIFRADO" in settings.FALTAS_DEL_ENTORNO:
        return  # the settings have another key now, which says nothing
    try:
        if not is_llave_de_la_base():
            yield OTRA_CLAVE
    except DatabaseError:
        return  # `_find_base` says it


def _find_sello() -> Iterator[str]:
    if settings.MODO_DEMOSTRACION and not Path(settings.SELLO_PKCS12).exists():
        return  # `manage.py portal` makes it
    if "SELLO_PKCS12" in settings.FALTAS_DEL_ENTORNO:
        return
    try:
        check_sello(ahora=timezone.now())
    except SelloInservible as error:
        yield str(error)


BASE: Final = "base de datos"
AL_ARRANCAR: Final = (
    Revision("ajustes", _find_ajustes),
    Revision(BASE, _find_base),
    Revision("clave de cifrado", _find_llave),
    Revision("sello", _find_sello),
)
