"""What the NSS procedure writes (docs/reglas.md, «The NSS procedure»)."""

from django.utils import timezone

from padron.asegurados.models import Asegurado
from padron.asegurados.selectors import get_fallas_abiertas
from padron.asegurados.services import LoTramitaPlantel, SerieAgotada, assign_nss
from tramites.domicilio.conocido import seed_domicilio
from tramites.estados import Estado
from tramites.incidencias.services import hold, open_incidencia
from tramites.models import SERIE_AGOTADA, Solicitud
from tramites.procedimientos.nss.documentos import issue_documentos
from tramites.procedimientos.nss.rules import Decision, decide
from tramites.selectors import get_inscripcion
from tramites.services import enqueue_work, submit_solicitud, transition

ACTOR = "sistema"


def get_decision(asegurado: Asegurado) -> Decision:
    """Say how the procedure goes on for this student, from the record as it is now."""
    return decide(has_falla=bool(get_fallas_abiertas(asegurado)), has_nss=asegurado.nss is not None)


def al_confirmar(solicitud: Solicitud) -> None:
    """Take a located NSS straight to work, a doubtful record to the campus; any other student is asked for an address.

    What was asked before the record was found doubtful, and sent, needs not be asked again.
    """
    decision = get_decision(solicitud.get_asegurado())
    if decision is Decision.INCONSISTENTE:
        hold(solicitud, actor=ACTOR)
    elif decision is Decision.LOCALIZADO or solicitud.datos:
        submit_solicitud(solicitud)
    else:
        seed_domicilio(solicitud)


def procesar(solicitud: Solicitud) -> None:
    """Assign where there is no number yet, and issue the documents.

    The record is looked at again: it may have changed since the work was accepted.
    """
    decision = get_decision(solicitud.get_asegurado())
    if decision is Decision.INCONSISTENTE:
        hold(solicitud, actor=ACTOR)
    elif decision is Decision.LOCALIZADO or _assign(solicitud):
        issue_documentos(solicitud)


def _assign(solicitud: Solicitud) -> bool:
    """Give the student a number, or say who will. Returns True if there is one now."""
    if solicitud.datos is None:  # the number was taken off the record meanwhile: the address is still to be asked
        transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
        return False
    estado, hoy = solicitud.datos["estado"], timezone.localdate()
    try:
        assign_nss(asegurado=solicitud.get_asegurado(), estado=estado, hoy=hoy)
    except LoTramitaPlantel:
        transition(solicitud, Estado.EN_ESPERA, actor=ACTOR)
        return False
    except SerieAgotada:
        transition(solicitud, Estado.CON_INCIDENCIA, actor=ACTOR)
        open_incidencia(causa=SERIE_AGOTADA, solicitud=solicitud, plantel=get_inscripcion(solicitud).plantel)
        return False
    return True


def reanudar(solicitud: Solicitud) -> bool:
    """Go on with a Solicitud that waits for the campus, once the record has changed.

    Returns whether it has the number now: one that came with a fault takes the Solicitud to where faults are solved.
    """
    decision = get_decision(solicitud.get_asegurado())
    if decision is not Decision.POR_ASIGNAR:
        enqueue_work(solicitud, actor=ACTOR)
    return decision is Decision.LOCALIZADO
