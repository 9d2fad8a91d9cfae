"""What happens when a link or a code comes back."""

from datetime import timedelta
from typing import Literal

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from padron.asegurados.selectors import get_asegurado_by_curp, get_correos_registrados, opens
from plataforma.seguridad.auditoria import audit
from plataforma.seguridad.derivacion import is_same
from tramites.confirmacion.claves import make_code
from tramites.confirmacion.envio import has_correo
from tramites.confirmacion.limites import restore_registrados
from tramites.entrada.apertura import open_solicitud
from tramites.estados import Estado
from tramites.models import Confirmacion, Solicitud, objeto

__all__ = [
    "CodigoAgotado",
    "CodigoEquivocado",
    "CorreoNoAbre",
    "LigaNoSirve",
    "LigaUsada",
    "LigaVencida",
    "confirm",
    "find_by_code",
    "get_estado_liga",
]

MAX_INTENTOS = 5
# In which the browser that used a link may press the button again: a double click, an answer that was lost. Not longer:
# on a shared computer the next person would find the session open again.
REPETIR = timedelta(minutes=5)


class LigaNoSirve(Exception):
    """The link cannot confirm any more; another can be had for `solicitud`."""

    def __init__(self, solicitud: Solicitud) -> None:
        super().__init__()
        self.solicitud = solicitud


class LigaUsada(LigaNoSirve):
    """It, or another of the same Solicitud, was used before by a browser that is not this one."""


class LigaVencida(LigaNoSirve):
    """Its 24 hours are over."""


class CorreoNoAbre(LigaNoSirve):
    """The address opened the CURP once and does so no more: the roster or the binding was corrected since."""


class CodigoEquivocado(Exception):
    """No code that is still good reads like this one."""


class CodigoAgotado(Exception):
    """No code is left to try: all are used, expired, or were guessed at five times."""


def get_estado_liga(confirmacion: Confirmacion) -> Literal["buena", "usada", "vencida"]:
    """Say what pressing the button of this link would meet."""
    if confirmacion.usada:
        return "usada"
    return "buena" if confirmacion.vence > timezone.now() else "vencida"


def find_by_code(*, solicitud: Solicitud, codigo: str, navegador: str) -> Confirmacion:
    """Return the Confirmacion whose code was typed.

    The attempt is counted before anything is compared, so that guesses at the same moment count too.
    Raises CodigoEquivocado or CodigoAgotado.
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
    """Use a link or a code once, and let the procedure go on: open if the address may open the CURP, closed if not.

    `navegador` is a random value of this browser, never empty. The same browser may come with the same link again at
    once (a double click, an answer that was lost): it gets the same answer. A Solicitud that is past its beginning
    does not change: the link then only says whose session this is. Raises LigaUsada, LigaVencida or CorreoNoAbre.
    """
    solicitud = Solicitud.objects.select_for_update(no_key=True).get(pk=confirmacion.solicitud_id)
    now = timezone.now()
    mine = Confirmacion.objects.filter(pk=confirmacion.pk)
    if not mine.filter(usada=None, vence__gt=now).update(usada=now, navegador=navegador):
        _check_repetition(confirmacion, solicitud, navegador)
        return solicitud
    # Whether it opens or not: a tab that was not confirmed must not learn which from what its codes still do.
    solicitud.confirmaciones.filter(usada=None, correo=confirmacion.correo).update(usada=now)
    if solicitud.estado == Estado.INICIADA:
        _decide(solicitud, confirmacion)
    elif solicitud.asegurado and not opens(asegurado=solicitud.asegurado, correo=confirmacion.correo):
        raise CorreoNoAbre(solicitud)
    if solicitud.asegurado:
        restore_registrados(curp=solicitud.curp, correos=get_correos_registrados(solicitud.asegurado))
    return solicitud


def _check_repetition(confirmacion: Confirmacion, solicitud: Solicitud, navegador: str) -> None:
    """Raise unless this browser used this link just now, and the Solicitud still is of the link's address.

    The address counts because the registered mailbox takes over what a stranger began: the stranger's browser used a
    link too, and must not come back with it.
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
        audit("cerrar", objeto=objeto(solicitud.pk), actor="alumno")
