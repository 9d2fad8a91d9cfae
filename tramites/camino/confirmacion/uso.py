"""Computes the link and the code of a Confirmacion, and confirms with them.

The database stores neither the link nor the code. Both are derived from the secret key and the data of the row. So
nobody can compute the link of one row from the link of another row.
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
from tramites.camino.apertura import open_solicitud, start_for_owner
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
    "is_ajena",
    "make_code",
    "make_token",
]

MAX_INTENTOS = 5
_ID, _MAC = 16, 16  # lengths in bytes
# During this time, the browser that used a link can use the same link again, for example after a double click. The time
# is short, because the next person at a shared computer could otherwise open the student's session.
REPETIR = timedelta(minutes=5)


class LigaNoSirve(Exception):
    """The link cannot be used any more. `solicitud` is the Solicitud that caused its mail."""

    def __init__(self, solicitud: Solicitud) -> None:
        super().__init__()
        self.solicitud = solicitud


class LigaUsada(LigaNoSirve):
    """This link, or another link of the Solicitud, was already used.

    The exception is also raised for a link to an e-mail address that the student has corrected later.
    """


class LigaVencida(LigaNoSirve):
    """The link is older than 24 hours."""


class CorreoNoAbre(LigaNoSirve):
    """The e-mail address of the link no longer gives access to the student's data.

    For example, the campus has changed the student's e-mail address on the roster.
    """


class CodigoEquivocado(Exception):
    """The typed code is not one of the valid codes of the Solicitud. `quedan` is the number of tries that are left."""

    def __init__(self, quedan: int) -> None:
        super().__init__()
        self.quedan = quedan


class CodigoAgotado(Exception):
    """The Solicitud has no code that the student can still try.

    Each code was used, has expired, or was tried five times.
    """


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
    """Return the Confirmacion that the token belongs to.

    Returns None if this portal did not make the token.
    """
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

    The attempt is counted before the code is compared, so that guesses sent at the same moment count too. A wrong code
    is audited.
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
    audit("código equivocado", objeto=solicitud.objeto, actor="alumno")
    raise CodigoEquivocado(MAX_INTENTOS - 1 - min(confirmacion.intentos for confirmacion in candidates))


@transaction.atomic
def confirm(confirmacion: Confirmacion, *, navegador: str) -> Solicitud:
    """Use a link or a code, which opens or closes the Solicitud.

    The Solicitud is opened if the e-mail address gives access to the student's data, and closed if not. `navegador` is
    a random value of this browser, never empty. The same browser may use the same link again for five minutes, with the
    same result. A Solicitud that was opened before does not change; then the caller only opens the session. If the link
    was mailed to another e-mail address than the Solicitud has (`is_ajena`), the student gets a Solicitud of their own
    (`start_for_owner`). Raises LigaUsada, LigaVencida or CorreoNoAbre.
    """
    solicitud = Solicitud.objects.select_for_update(no_key=True).get(pk=confirmacion.solicitud_id)
    now = timezone.now()
    mine = Confirmacion.objects.filter(pk=confirmacion.pk)
    if not mine.filter(usada=None, vence__gt=now).update(usada=now, navegador=navegador):
        return _find_repetition(confirmacion, solicitud, navegador)
    # Mark all links and codes of this e-mail address as used, whether or not the address gives access. If the codes
    # stayed valid in only one of these two cases, somebody could try a code in another tab, and so find out whether the
    # address gives access.
    solicitud.confirmaciones.filter(usada=None, correo=confirmacion.correo).update(usada=now)
    if is_ajena(confirmacion, solicitud):
        solicitud = _start_own(solicitud, confirmacion)
    elif solicitud.estado == Estado.INICIADA:
        _decide(solicitud, confirmacion)
    elif solicitud.asegurado and not opens(asegurado=solicitud.asegurado, correo=confirmacion.correo):
        raise CorreoNoAbre(solicitud)
    if solicitud.asegurado:
        restore_registrados(curp=solicitud.curp, correos=get_correos_registrados(solicitud.asegurado))
    return solicitud


def is_ajena(confirmacion: Confirmacion, solicitud: Solicitud) -> bool:
    """Return whether the link was mailed to another e-mail address than the Solicitud has now.

    It was mailed to a registered e-mail address because somebody typed another one, or the typed address was corrected
    afterwards. So somebody else than the owner of this mailbox may see the pages of the Solicitud.
    """
    return confirmacion.is_aviso or confirmacion.correo != solicitud.correo


def _find_repetition(confirmacion: Confirmacion, solicitud: Solicitud, navegador: str) -> Solicitud:
    """Return the result of a link that this browser used in the last five minutes.

    Raises LigaUsada or LigaVencida if another browser used the link, or if nobody did.
    """
    used = Confirmacion.objects.filter(pk=confirmacion.pk, usada__isnull=False)
    mine = used.filter(navegador=navegador, usada__gt=timezone.now() - REPETIR).first()
    if not navegador or mine is None:
        raise (LigaUsada if used.exists() else LigaVencida)(solicitud)
    if not is_ajena(confirmacion, solicitud):
        return solicitud
    own = Solicitud.objects.filter(
        curp=solicitud.curp, tipo=solicitud.tipo, correo=confirmacion.correo, creada__gte=mine.usada
    )
    if (propia := own.order_by("creada").first()) is None:
        raise LigaUsada(solicitud)
    return propia


def _start_own(solicitud: Solicitud, confirmacion: Confirmacion) -> Solicitud:
    asegurado = get_asegurado_by_curp(solicitud.curp)
    if asegurado is not None and opens(asegurado=asegurado, correo=confirmacion.correo):
        return start_for_owner(solicitud, asegurado=asegurado, correo=confirmacion.correo)
    raise (CorreoNoAbre if confirmacion.is_aviso else LigaUsada)(solicitud)


def _decide(solicitud: Solicitud, confirmacion: Confirmacion) -> None:
    asegurado = get_asegurado_by_curp(solicitud.curp)
    if asegurado is not None and opens(asegurado=asegurado, correo=confirmacion.correo):
        open_solicitud(solicitud, asegurado, confirmacion.correo)
    else:
        solicitud.motivo_cierre = Solicitud.MotivoCierre.CORREO
        solicitud.save(update_fields=["motivo_cierre", "actualizada"])
        audit("cerrar", objeto=solicitud.objeto, actor="alumno")
