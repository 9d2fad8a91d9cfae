"""Letting procedures continue that waited for a correction: a roster was loaded, or an incident was solved.

Nothing is decided here. It only checks whether what stopped a Solicitud is gone, and then calls the functions that
brought the Solicitud there.
"""

from padron.asegurados.models import FallaDato
from padron.asegurados.selectors import get_asegurado_by_curp, get_fallas_abiertas, opens
from tramites.camino.apertura import open_solicitud
from tramites.camino.destinos import DESTINOS
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import SERIE_AGOTADA, Incidencia
from tramites.solicitud.incidencias.services import get_avisos, get_pendientes, open_fallas, solve_incidencia
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import queue_correo_to_alumno, transition

__all__ = ["list_waiting", "reconsider"]

ACTOR = "sistema"


def list_waiting(*, after: object = None, at_most: int) -> list[str]:
    """Return the ids of up to `at_most` waiting Solicitudes, in order, beginning behind the id `after`."""
    waiting = Solicitud.objects.waiting()
    if after:
        waiting = waiting.filter(pk__gt=after)
    return [str(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True)[:at_most]]


def reconsider(solicitud: Solicitud) -> bool:
    """Let a Solicitud, whose row the caller has locked, continue if nothing stops it any more. Returns whether it does.

    If something else stops it at once (it is opened, and the record has a fault), it does not continue, and only the
    mail about the incident is sent.
    """
    moved = _reconsider(solicitud) and solicitud.estado != Estado.CON_INCIDENCIA
    if moved:
        queue_correo_to_alumno(solicitud, "sigue", clave=f"sigue:{solicitud.pk}:{solicitud.transiciones.count()}")
    return moved


def _reconsider(solicitud: Solicitud) -> bool:
    if solicitud.is_cerrada:
        return _reopen(solicitud)
    if solicitud.estado == Estado.EN_ESPERA:
        return DESTINOS[solicitud.tipo].reanudar(solicitud)
    if solicitud.estado == Estado.CON_INCIDENCIA:
        return _release(solicitud)
    return False


def _reopen(solicitud: Solicitud) -> bool:
    """Open a closed Solicitud if its confirmed address opens the CURP now."""
    asegurado = get_asegurado_by_curp(solicitud.curp)
    confirmed = solicitud.confirmaciones.filter(correo=solicitud.correo, usada__isnull=False).exclude(navegador="")
    if asegurado is None or not confirmed.exists() or not opens(asegurado=asegurado, correo=solicitud.correo):
        return False
    for aviso in get_avisos(solicitud):
        solve_incidencia(aviso, actor=ACTOR)
    open_solicitud(solicitud, asegurado, solicitud.correo)
    return True


def _release(solicitud: Solicitud) -> bool:
    """Continue once all incidents are solved. A new fault that the roster brought is reported to the campus too."""
    open_faults = {falla.causa for falla in get_fallas_abiertas(solicitud.get_asegurado())}
    for incidencia in get_pendientes(solicitud):
        if _is_gone(incidencia, open_faults):
            solve_incidencia(incidencia, actor=ACTOR)
    if open_faults:
        open_fallas(solicitud, skip_refused=True)
    if open_faults or get_pendientes(solicitud).exists():
        return False
    transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
    DESTINOS[solicitud.tipo].al_confirmar(solicitud)
    return True


def _is_gone(incidencia: Incidencia, open_faults: set[str]) -> bool:
    """Return whether the record alone proves that the incident is solved."""
    if incidencia.causa == SERIE_AGOTADA:  # the campus has obtained an NSS meanwhile
        return incidencia.asegurado is not None and incidencia.asegurado.nss is not None
    return incidencia.causa in FallaDato.Causa.values and incidencia.causa not in open_faults
