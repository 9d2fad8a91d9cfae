"""The link and the code of a Confirmacion: how they are derived, and what happens when one comes back.

Neither is stored. Both are bound to the row, its Solicitud, its address and its CURP, so the link or code of one row
says nothing about another.
"""

import base64
import binascii
from datetime import timedelta
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from padron.asegurados.selectors import get_asegurado_by_curp, get_correos_registrados, opens
from plataforma.seguridad.auditoria import audit
from plataforma.seguridad.derivacion import derive, derive_code, is_same
from tramites.camino.apertura import open_solicitud
from tramites.camino.confirmacion.envio import has_correo
from tramites.camino.confirmacion.limites import restore_registrados
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Confirmacion, Solicitud

__all__ = [
    "CodigoAgotado",
    "CodigoEquivocado",
    "CorreoNoAbre",
    "LigaNoSirve",
    "LigaUsada",
    "LigaVencida",
    "confirm",
    "find_by_code",
    "find_by_token",
    "get_estado_liga",
    "make_code",
    "make_token",
]

MAX_INTENTOS = 5
_ID, _MAC = 16, 16  # bytes
# How long the browser that used a link may press the button again, after a double click or a lost answer. No longer:
# on a shared computer the next person could open the session again.
REPETIR = timedelta(minutes=5)


class LigaNoSirve(Exception):
    """The link can no longer confirm. The page offers another one for `solicitud`."""

    def __init__(self, solicitud: Solicitud) -> None:
        super().__init__()
        self.solicitud = solicitud


class LigaUsada(LigaNoSirve):
    """Another browser used this link, or another link of the same Solicitud, before."""


class LigaVencida(LigaNoSirve):
    """The link is older than 24 hours."""


class CorreoNoAbre(LigaNoSirve):
    """The address opened the CURP before and no longer does: the roster or the binding was corrected."""


class CodigoEquivocado(Exception):
    """No valid code is equal to the typed one."""


class CodigoAgotado(Exception):
    """No code can be tried: all are used, expired, or were guessed at five times."""


def _parts(confirmacion: Confirmacion) -> tuple[str, ...]:
    return (
        str(confirmacion.pk),
        str(confirmacion.solicitud_id),
        confirmacion.correo,
        confirmacion.solicitud.curp,
    )


def make_token(confirmacion: Confirmacion) -> str:
    """Return the token of the link, 43 characters."""
    mac = derive("confirmacion.liga", *_parts(confirmacion))[:_MAC]
    return base64.urlsafe_b64encode(confirmacion.pk.bytes + mac).decode().rstrip("=")


def make_code(confirmacion: Confirmacion) -> str:
    """Return the code of the mail, six digits."""
    return derive_code("confirmacion.codigo", *_parts(confirmacion))


def find_by_token(token: str) -> Confirmacion | None:
    """Return the row that the token belongs to, or None if this portal did not make the token."""
    try:
        raw = base64.b64decode(token + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(raw) != _ID + _MAC:
        return None
    confirmacion = Confirmacion.objects.select_related("solicitud").filter(pk=UUID(bytes=raw[:_ID])).first()
    # The text is compared and not the bytes, because Base64 can write one value in several ways.
    return confirmacion if confirmacion and is_same(token, make_token(confirmacion)) else None


def get_estado_liga(confirmacion: Confirmacion) -> Literal["buena", "usada", "vencida"]:
    """Return whether the link can still be used."""
    if confirmacion.usada:
        return "usada"
    return "buena" if confirmacion.vence > timezone.now() else "vencida"


def find_by_code(*, solicitud: Solicitud, codigo: str, navegador: str) -> Confirmacion:
    """Return the Confirmacion whose code was typed. Raises CodigoEquivocado or CodigoAgotado.

    The attempt is counted before the code is compared, so that simultaneous guesses count too.
    """
    confirmaciones = solicitud.confirmaciones.select_related("solicitud").filter(
        is_aviso=False, correo=solicitud.correo
    )
    for confirmacion in confirmaciones.filter(usada__isnull=False, navegador=navegador).exclude(navegador=""):
        if is_same(codigo, make_code(confirmacion)):
            return confirmacion  # the second click of a double click
    live = confirmaciones.filter(usada=None, vence__gt=timezone.now(), intentos__lt=MAX_INTENTOS)
    candidates = list(live)
    if not candidates or not live.update(intentos=F("intentos") + 1):
        raise CodigoAgotado
    for confirmacion in candidates:
        if is_same(codigo, make_code(confirmacion)) and has_correo(confirmacion):
            return confirmacion
    raise CodigoEquivocado


@transaction.atomic
def confirm(confirmacion: Confirmacion, *, navegador: str) -> Solicitud:
    """Use a link or a code once. The Solicitud is opened if the address opens its CURP, and closed if not.

    `navegador` is a random value of this browser, never empty. The same browser may use the same link again for five
    minutes and gets the same answer. A Solicitud that was opened before does not change; the link then only opens the
    session. Raises LigaUsada, LigaVencida or CorreoNoAbre.
    """
    solicitud = Solicitud.objects.select_for_update(no_key=True).get(pk=confirmacion.solicitud_id)
    now = timezone.now()
    mine = Confirmacion.objects.filter(pk=confirmacion.pk)
    if not mine.filter(usada=None, vence__gt=now).update(usada=now, navegador=navegador):
        _check_repetition(confirmacion, solicitud, navegador)
        return solicitud
    # In both cases: otherwise another tab could learn from its codes whether the address opens the CURP.
    solicitud.confirmaciones.filter(usada=None, correo=confirmacion.correo).update(usada=now)
    if solicitud.estado == Estado.INICIADA:
        _decide(solicitud, confirmacion)
    elif solicitud.asegurado and not opens(asegurado=solicitud.asegurado, correo=confirmacion.correo):
        raise CorreoNoAbre(solicitud)
    if solicitud.asegurado:
        restore_registrados(curp=solicitud.curp, correos=get_correos_registrados(solicitud.asegurado))
    return solicitud


def _check_repetition(confirmacion: Confirmacion, solicitud: Solicitud, navegador: str) -> None:
    """Raise unless this browser used this link just now, and the Solicitud still has the address of the link.

    The address changes when the registered mailbox takes over a Solicitud that a stranger began. The stranger's browser
    used a link too, and must not come back with it.
    """
    used = Confirmacion.objects.filter(pk=confirmacion.pk, usada__isnull=False)
    mine = used.filter(navegador=navegador, correo=solicitud.correo, usada__gt=timezone.now() - REPETIR)
    if not navegador or not mine.exists():
        raise (LigaUsada if used.exists() else LigaVencida)(solicitud)


def _decide(solicitud: Solicitud, confirmacion: Confirmacion) -> None:
    asegurado = get_asegurado_by_curp(solicitud.curp)
    if asegurado is not None and opens(asegurado=asegurado, correo=confirmacion.correo):
        open_solicitud(solicitud, asegurado, confirmacion.correo)
    elif confirmacion.correo != solicitud.correo and not confirmacion.is_aviso:
        raise LigaUsada(solicitud)  # the address was corrected since
    else:
        solicitud.motivo_cierre = Solicitud.MotivoCierre.CORREO
        solicitud.save(update_fields=["motivo_cierre", "actualizada"])
        audit("cerrar", objeto=solicitud.objeto, actor="alumno")
