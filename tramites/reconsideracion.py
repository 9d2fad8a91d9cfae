"""Letting procedures go on that waited for a correction: a roster was loaded, an incident was solved.

Nothing here decides anew: it only looks whether what held a Solicitud up is gone, and then hands it to the same
functions that took it there.
"""

from padron.asegurados.models import FallaDato
from padron.asegurados.selectors import get_asegurado_by_curp, get_fallas_abiertas, opens
from plataforma.correo.services import queue_correo
from tramites.apertura import open_solicitud
from tramites.estados import Estado
from tramites.incidencias.selectors import get_pendientes
from tramites.incidencias.services import solve_incidencia
from tramites.models import Solicitud, objeto
from tramites.procedimientos import get_procedimiento
from tramites.services import transition

__all__ = ["list_waiting", "reconsider"]

ACTOR = "sistema"


def list_waiting() -> list[str]:
    """Return the ids of the Solicitudes that wait for somebody else than the student."""
    held = Solicitud.objects.filter(estado__in=(Estado.CON_INCIDENCIA, Estado.EN_ESPERA))
    closed = Solicitud.objects.filter(estado=Estado.INICIADA).exclude(motivo_cierre="")
    return [str(pk) for pk in held.union(closed).values_list("pk", flat=True)]


def reconsider(solicitud: Solicitud) -> bool:
    """Let a Solicitud, whose row the caller holds, go on if nothing holds it up any more. Returns whether it does."""
    moved = _reconsider(solicitud)
    if moved:
        queue_correo(
            clave=f"sigue:{solicitud.pk}:{solicitud.transiciones.count()}",
            plantilla="sigue",
            para=solicitud.correo,
            datos={"solicitud": str(solicitud.pk)},
            referencia=objeto(solicitud.pk),
        )
    return moved


def _reconsider(solicitud: Solicitud) -> bool:
    if solicitud.is_cerrada:
        return _reopen(solicitud)
    if solicitud.estado == Estado.EN_ESPERA:
        return get_procedimiento(solicitud.tipo).reanudar(solicitud)
    if solicitud.estado == Estado.CON_INCIDENCIA:
        return _release(solicitud)
    return False


def _reopen(solicitud: Solicitud) -> bool:
    """Open a closed Solicitud whose address, confirmed by its owner, opens the CURP now."""
    asegurado = get_asegurado_by_curp(solicitud.curp)
    confirmed = solicitud.confirmaciones.filter(correo=solicitud.correo, usada__isnull=False).exclude(navegador="")
    if asegurado is None or not confirmed.exists() or not opens(asegurado=asegurado, correo=solicitud.correo):
        return False
    open_solicitud(solicitud, asegurado, solicitud.correo)
    for incidencia in get_pendientes(solicitud):
        solve_incidencia(incidencia, actor=ACTOR)
    return True


def _release(solicitud: Solicitud) -> bool:
    """Go on once all that held it up is solved; a fault that the roster corrected solves its incident."""
    open_faults = {falla.causa for falla in get_fallas_abiertas(solicitud.get_asegurado())}
    for incidencia in get_pendientes(solicitud):
        if incidencia.causa in FallaDato.Causa.values and incidencia.causa not in open_faults:
            solve_incidencia(incidencia, actor=ACTOR)
    if open_faults or get_pendientes(solicitud).exists():
        return False
    transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
    get_procedimiento(solicitud.tipo).al_confirmar(solicitud)
    return True
