"""The link and the code of a Confirmacion: how they are computed, and what happens when the student uses one.

Neither is stored. Both are derived from the secret key, the row, its Solicitud, its e-mail address and its CURP. So
nobody can compute the link or the code of one row from those of another row.
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
_ID, _MAC = 16, 16  # lengths in bytes
# In this time, the browser that used a link can use it again, for example after a double click or a lost response. The
# time is short, because on a shared computer the next person could open the session again.
REPETIR = timedelta(minutes=5)


class LigaNoSirve(Exception):
    """The link cannot be used any more. The page offers to mail another link for `solicitud`."""

    def __init__(self, solicitud: Solicitud) -> None:
        super().__init__()
        self.solicitud = solicitud


class LigaUsada(LigaNoSirve):
    """The link was used before, or another link of the Solicitud was used, or the e-mail address was corrected."""


class LigaVencida(LigaNoSirve):
    """The link is older than 24 hours."""


class CorreoNoAbre(LigaNoSirve):
    """The e-mail address of the link no longer gives access to the student's data.

    It gave access before, but since then the roster or the bound e-mail address of the student has changed.
    """


class CodigoEquivocado(Exception):
    """The typed code is not one of the valid codes of the Solicitud. `quedan` is the number of tries that are left."""

    def __init__(self, quedan: int) -> None:
        super().__init__()
        self.quedan = quedan


class CodigoAgotado(Exception):
    """The Solicitud has no code that can still be tried: all are used, expired, or were tried five times."""


def _parts(confirmacion: Confirmacion) -> tuple[str, ...]:
    return (
        str(confirmacion.pk),
        str(confirmacion.solicitud_id),
        confirmacion.correo,
        confirmacion.solicitud.curp,
    )


def make_token(confirmacion: Confirmacion) -> str:
    """Return the token in the URL of the link. It has 43 characters."""
    mac = derive("confirmacion.liga", *_parts(confirmacion))[:_MAC]
    return base64.urlsafe_b64encode(confirmacion.pk.bytes + mac).decode().rstrip("=")


def make_code(confirmacion: Confirmacion) -> str:
    """Return the six-digit code of the mail."""
    return derive_code("confirmacion.codigo", *_parts(confirmacion))


def find_by_token(token: str) -> Confirmacion | None:
    """Return the Confirmacion that the token belongs to, or None if this portal did not make the token."""
    try:
        raw = base64.b64decode(token + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(raw) != _ID + _MAC:
        return None
    confirmacion = Confirmacion.objects.select_related("solicitud").filter(pk=UUID(bytes=raw[:_ID])).first()
    # Compare the texts and not the decoded bytes, because several Base64 texts can decode to the same bytes.
    return confirmacion if confirmacion and is_same(token, make_token(confirmacion)) else None


def get_estado_liga(confirmacion: Confirmacion) -> Literal["buena", "usada", "vencida"]:
    """Return whether the link is valid («buena»), was used before, or has expired."""
    if confirmacion.usada:
        return "usada"
    return "buena" if confirmacion.vence > timezone.now() else "vencida"


def find_by_code(*, solicitud: Solicitud, codigo: str, navegador: str) -> Confirmacion:
    """Return the Confirmacion that has the typed code. Raises CodigoEquivocado or CodigoAgotado.

    The attempt is counted before the code is compared, so that guesses sent at the same moment count too.
    """
    confirmaciones = solicitud.confirmaciones.select_related("solicitud").filter(
        is_aviso=False, correo=solicitud.correo
    )
    for confirmacion in confirmaciones.filter(usada__isnull=False, navegador=navegador).exclude(navegador=""):
        if is_same(codigo, make_code(confirmacion)):
            return confirmacion  # a double click has sent the same code twice
    live = confirmaciones.filter(usada=None, vence__gt=timezone.now(), intentos__lt=MAX_INTENTOS)
    candidates = list(live)
    if not candidates or not live.update(intentos=F("intentos") + 1):
        raise CodigoAgotado
    for confirmacion in candidates:
        if is_same(codigo, make_code(confirmacion)) and has_correo(confirmacion):
            return confirmacion
    raise CodigoEquivocado(MAX_INTENTOS - 1 - min(confirmacion.intentos for confirmacion in candidates))


@transaction.atomic
def confirm(confirmacion: Confirmacion, *, navegador: str) -> Solicitud:
    """Use a link or a code once, which opens or closes the Solicitud.

    The Solicitud is opened if the e-mail address gives access to the student's data, and closed if not. `navegador` is
    a random value of this browser, never empty. The same browser may use the same link again for five minutes, with the
    same result. A Solicitud that was opened before does not change; then the caller only opens the session. Raises
    LigaUsada, LigaVencida or CorreoNoAbre.
    """
    solicitud = Solicitud.objects.select_for_update(no_key=True).get(pk=confirmacion.solicitud_id)
    now = timezone.now()
    mine = Confirmacion.objects.filter(pk=confirmacion.pk)
    if not mine.filter(usada=None, vence__gt=now).update(usada=now, navegador=navegador):
        _check_repetition(confirmacion, solicitud, navegador)
        return solicitud
    # Mark all links and codes of this e-mail address as used, whether or not the address gives access. If the codes
    # stayed valid in only one of these two cases, somebody could try a code in another tab, and so find out whether the
    # address gives access.
    solicitud.confirmaciones.filter(usada=None, correo=confirmacion.correo).update(usada=now)
    if solicitud.estado == Estado.INICIADA:
        _decide(solicitud, confirmacion)
    elif solicitud.asegurado and not opens(asegurado=solicitud.asegurado, correo=confirmacion.correo):
        raise CorreoNoAbre(solicitud)
    if solicitud.asegurado:
        restore_registrados(curp=solicitud.curp, correos=get_correos_registrados(solicitud.asegurado))
    return solicitud


def _check_repetition(confirmacion: Confirmacion, solicitud: Solicitud, navegador: str) -> None:
    """Raise LigaUsada or LigaVencida unless this browser used this link in the last five minutes.

    The link must also belong to the present e-mail address of the Solicitud. If a stranger started the Solicitud, and
    the owner of a registered mailbox confirmed it later, this e-mail address has changed. The stranger's browser may
    have used a link too, and must not get access by using that link again.
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
        raise LigaUsada(solicitud)  # the student has corrected the e-mail address after this link was mailed
    else:
        solicitud.motivo_cierre = Solicitud.MotivoCierre.CORREO
        solicitud.save(update_fields=["motivo_cierre", "actualizada"])
        audit("cerrar", objeto=solicitud.objeto, actor="alumno")
