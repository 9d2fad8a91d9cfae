"""What staff do with an incident: take it, comment it, close it. The procedures that it stopped then continue.

Each function runs in the caller's transaction and raises IncidenciaCerrada if somebody closed the incident meanwhile.
"""

from uuid import uuid4

from django.db.models import Q

from padron.asegurados.correccion import COMPROBABLES, accept_datos
from padron.asegurados.models import FallaDato
from plataforma.seguridad.auditoria import audit
from tramites.solicitud.incidencias.models import Comentario, Incidencia
from tramites.solicitud.incidencias.services import IncidenciaCerrada, queue_correo_de_incidencia, solve_incidencia
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import enqueue_reconsideracion

__all__ = [
    "IncidenciaCerrada",
    "SigueLaFalla",
    "attend_incidencia",
    "comment_incidencia",
    "has_falla_abierta",
    "is_comprobable",
    "reject_incidencia",
    "resolve_incidencia",
]


class SigueLaFalla(Exception):
    """The student's record still has the fault that the incident is about. Correct the record first."""


def attend_incidencia(incidencia: Incidencia, *, actor: str) -> None:
    """Note who attends to an incident. Somebody else may take it over in the same way."""
    pending = Incidencia.objects.filter(pk=incidencia.pk, estado__in=Incidencia.PENDIENTES)
    if not pending.update(estado=Incidencia.Estado.EN_ATENCION, atiende=actor):
        raise IncidenciaCerrada
    audit("atender incidencia", objeto=f"incidencia:{incidencia.folio}", actor=actor)


def comment_incidencia(incidencia: Incidencia, *, autor: str, texto: str, al_alumno: bool = False) -> Comentario:
    """Add a comment. With `al_alumno` the student gets it by mail. A closed incident can be commented too."""
    comentario = Comentario.objects.create(incidencia=incidencia, autor=autor, texto=texto, al_alumno=al_alumno)
    if al_alumno:
        queue_correo_de_incidencia(incidencia, "incidencia_mensaje", comentario=comentario)
    audit("comentar incidencia", objeto=f"incidencia:{incidencia.folio}", actor=autor)
    return comentario


def has_falla_abierta(incidencia: Incidencia) -> bool:
    """Return whether the student's record still has the fault that the incident is about."""
    if incidencia.asegurado is None or incidencia.causa not in FallaDato.Causa.values:
        return False
    return incidencia.asegurado.fallas.filter(causa=incidencia.causa, abierta=True).exists()


def is_comprobable(incidencia: Incidencia) -> bool:
    """Return whether the student's papers can prove that the record is right as it is."""
    return incidencia.causa in COMPROBABLES and incidencia.asegurado is not None


def resolve_incidencia(incidencia: Incidencia, *, actor: str, respuesta: str = "", comprobada: bool = False) -> None:
    """Close an incident as solved, tell the student, and check the procedures that it stopped.

    `comprobada` says that the campus has seen the papers and the record is right as it is. Raises SigueLaFalla.
    """
    if comprobada and incidencia.asegurado is not None and is_comprobable(incidencia):
        accept_datos(asegurado=incidencia.asegurado, causa=incidencia.causa, actor=actor)
    if has_falla_abierta(incidencia):
        raise SigueLaFalla
    solve_incidencia(incidencia, actor=actor, respuesta=respuesta)
    _enqueue_waiting(incidencia)


def reject_incidencia(incidencia: Incidencia, *, actor: str, respuesta: str) -> None:
    """Close an incident as improcedente, because there is nothing to correct. The student is told why."""
    solve_incidencia(incidencia, actor=actor, respuesta=respuesta, procede=False)
    _enqueue_waiting(incidencia)


def _enqueue_waiting(incidencia: Incidencia) -> None:
    """Have every waiting Solicitud of the student checked, not only the one that opened the incident."""
    of_student = Q(curp=incidencia.curp)
    if incidencia.asegurado_id is not None:
        of_student |= Q(asegurado=incidencia.asegurado_id)
    ronda = f"{incidencia.folio}:{uuid4()}"
    for pk in Solicitud.objects.waiting().filter(of_student).values_list("pk", flat=True):
        enqueue_reconsideracion(pk, ronda=ronda)
