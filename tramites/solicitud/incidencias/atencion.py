"""What staff do with an incident: start work on it, and close it. What they write is in `conversacion`.

The functions run in the caller's transaction. If somebody else has closed the incident in the meantime, staff can only
comment, and the other functions raise IncidenciaCerrada. After an incident is closed, a Celery worker checks whether
the stopped Solicitudes can continue.
"""

from uuid import uuid4

from django.db.models import Q

from padron.asegurados.correccion import COMPROBABLES, accept_datos
from padron.asegurados.models import FallaDato
from plataforma.seguridad.auditoria import audit
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.incidencias.services import IncidenciaCerrada, solve_incidencia
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import enqueue_reconsideracion

__all__ = [
    "IncidenciaCerrada",
    "SigueLaFalla",
    "attend_incidencia",
    "enqueue_waiting",
    "has_falla_abierta",
    "is_comprobable",
    "reject_incidencia",
    "resolve_incidencia",
]


class SigueLaFalla(Exception):
    """The student's record still has the data fault of this incident. Staff must correct the record first."""


def attend_incidencia(incidencia: Incidencia, *, actor: str) -> None:
    """Store which member of staff works on an incident. If somebody already works on it, `actor` replaces them.

    A question to the student stays open.
    """
    pending = Incidencia.objects.filter(pk=incidencia.pk, estado__in=Incidencia.PENDIENTES)
    if not pending.update(atiende=actor, contestada=None):
        raise IncidenciaCerrada
    pending.filter(estado=Incidencia.Estado.ABIERTA).update(estado=Incidencia.Estado.EN_ATENCION)
    audit("atender incidencia", objeto=f"incidencia:{incidencia.folio}", actor=actor)


def has_falla_abierta(incidencia: Incidencia) -> bool:
    """Return whether the student's record still has the data fault of this incident."""
    if incidencia.asegurado is None or incidencia.causa not in FallaDato.Causa.values:
        return False
    return incidencia.asegurado.fallas.filter(causa=incidencia.causa, abierta=True).exists()


def is_comprobable(incidencia: Incidencia) -> bool:
    """Return whether the campus can solve the incident without changing the data.

    With some causes, it is enough that the campus checks the student's papers.
    """
    return incidencia.causa in COMPROBABLES and incidencia.asegurado is not None


def resolve_incidencia(incidencia: Incidencia, *, actor: str, respuesta: str = "", comprobada: bool = False) -> None:
    """Close an incident as solved, and mail the student.

    A Celery worker then checks whether the student's waiting Solicitudes can continue. `comprobada` means that the
    campus has seen the papers, and that the data of the record are correct. Raises SigueLaFalla.
    """
    if comprobada and incidencia.asegurado is not None and is_comprobable(incidencia):
        accept_datos(asegurado=incidencia.asegurado, causa=incidencia.causa, actor=actor)
    if has_falla_abierta(incidencia):
        raise SigueLaFalla
    solve_incidencia(incidencia, actor=actor, respuesta=respuesta)
    enqueue_waiting(incidencia)


def reject_incidencia(incidencia: Incidencia, *, actor: str, respuesta: str) -> None:
    """Close an incident as «improcedente», because there is nothing to correct. A mail tells the student why."""
    solve_incidencia(incidencia, actor=actor, respuesta=respuesta, procede=False)
    enqueue_waiting(incidencia)


def enqueue_waiting(incidencia: Incidencia) -> None:
    """Queue a check of every waiting Solicitud of the student.

    The incident may have stopped several Solicitudes, and not only the Solicitud that opened the incident.
    """
    of_student = Q(curp=incidencia.curp)
    if incidencia.asegurado_id is not None:
        of_student |= Q(asegurado=incidencia.asegurado_id)
    ronda = f"{incidencia.folio}:{uuid4()}"
    for pk in Solicitud.objects.waiting().filter(of_student).values_list("pk", flat=True):
        enqueue_reconsideracion(pk, ronda=ronda)
