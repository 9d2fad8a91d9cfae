"""Letting procedures go on that waited for a correction: a roster was loaded, an incident was solved.

Nothing here decides anew: it only looks whether what held a Solicitud up is gone, and then hands it to the same
functions that took it there.
"""

from padron.asegurados.models import FallaDato
from padron.asegurados.selectors import get_asegurado_by_curp, get_fallas_abiertas, opens
from plataforma.correo.services import queue_correo
from tramites.entrada.apertura import open_solicitud
from tramites.estados import Estado
from tramites.incidencias.selectors import get_avisos, get_pendientes
from tramites.incidencias.services import open_fallas, solve_incidencia
from tramites.models import SERIE_AGOTADA, Incidencia, Solicitud, objeto
from tramites.procedimientos import get_procedimiento
from tramites.selectors import get_en_espera
from tramites.services import transition

__all__ = ["list_waiting", "reconsider"]

ACTOR = "sistema"


def list_waiting(*, after: object = None, at_most: int) -> list[str]:
    """Return the ids of the Solicitudes that wait for somebody else than the student, in the order of the ids."""
    waiting = get_en_espera()
    if after:
        waiting = waiting.filter(pk__gt=after)
    return [str(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True)[:at_most]]


def reconsider(solicitud: Solicitud) -> bool:
    """Let a Solicitud, whose row the caller holds, go on if nothing holds it up any more. Returns whether it does.

    One that is stopped by something else at once (opened, and the record turns out doubtful) does not go on: the mail
    about the incident says what is the matter.
    """
    moved = _reconsider(solicitud) and solicitud.estado != Estado.CON_INCIDENCIA
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
    for aviso in get_avisos(solicitud):
        solve_incidencia(aviso, actor=ACTOR)
    open_solicitud(solicitud, asegurado, solicitud.correo)
    return True


def _release(solicitud: Solicitud) -> bool:
    """Go on once all that held it up is solved. A fault that the roster brought instead goes to the campus as well."""
    open_faults = {falla.causa for falla in get_fallas_abiertas(solicitud.get_asegurado())}
    for incidencia in get_pendientes(solicitud):
        if _is_gone(incidencia, open_faults):
            solve_incidencia(incidencia, actor=ACTOR)
    if open_faults:
        open_fallas(solicitud, otra_vez=False)
    if open_faults or get_pendientes(solicitud).exists():
        return False
    transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
    get_procedimiento(solicitud.tipo).al_confirmar(solicitud)
    return True


def _is_gone(incidencia: Incidencia, open_faults: set[str]) -> bool:
    """Tell whether the record alone says that the incident is solved."""
    if incidencia.causa == SERIE_AGOTADA:  # the campus obtained a number meanwhile
        return incidencia.asegurado is not None and incidencia.asegurado.nss is not None
    return incidencia.causa in FallaDato.Causa.values and incidencia.causa not in open_faults
