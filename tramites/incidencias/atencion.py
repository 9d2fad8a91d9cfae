"""What staff do with an incident: take it, write about it, solve it. The procedures it held up go on by themselves.

Each runs in the caller's transaction and raises IncidenciaCerrada if somebody closed the incident meanwhile.
"""

from uuid import uuid4

from django.db.models import Q

from padron.asegurados.correccion import COMPROBABLES, accept_datos
from padron.asegurados.models import FallaDato
from plataforma.correo.services import queue_correo
from plataforma.seguridad.auditoria import audit
from tramites.incidencias.services import IncidenciaCerrada, solve_incidencia
from tramites.models import Comentario, Incidencia, objeto
from tramites.selectors import get_en_espera
from tramites.services import enqueue_reconsideracion

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
    """The record still shows what the incident is about: it has to be corrected first."""


def attend_incidencia(incidencia: Incidencia, *, actor: str) -> None:
    """Take an incident: others see who has it. Taking what somebody else has takes it over."""
    pending = Incidencia.objects.filter(pk=incidencia.pk, estado__in=Incidencia.PENDIENTES)
    if not pending.update(estado=Incidencia.Estado.EN_ATENCION, atiende=actor):
        raise IncidenciaCerrada
    audit("atender incidencia", objeto=f"incidencia:{incidencia.folio}", actor=actor)


def comment_incidencia(incidencia: Incidencia, *, autor: str, texto: str, al_alumno: bool = False) -> Comentario:
    """Write a comment; with `al_alumno` the student gets it by mail. A closed incident can be commented as well."""
    comentario = Comentario.objects.create(incidencia=incidencia, autor=autor, texto=texto, al_alumno=al_alumno)
    if al_alumno:
        queue_correo(
            clave=f"incidencia_mensaje:{comentario.pk}",
            plantilla="incidencia_mensaje",
            para=incidencia.correo,
            datos={"comentario": comentario.pk},
            referencia=objeto(incidencia.solicitud_id) if incidencia.solicitud_id else "",
        )
    audit("comentar incidencia", objeto=f"incidencia:{incidencia.folio}", actor=autor)
    return comentario


def has_falla_abierta(incidencia: Incidencia) -> bool:
    """Tell whether the student's record still shows the fault that the incident is about."""
    if incidencia.asegurado is None or incidencia.causa not in FallaDato.Causa.values:
        return False
    return incidencia.asegurado.fallas.filter(causa=incidencia.causa, abierta=True).exists()


def is_comprobable(incidencia: Incidencia) -> bool:
    """Tell whether papers may show that the record is right as it is."""
    return incidencia.causa in COMPROBABLES and incidencia.asegurado is not None


def resolve_incidencia(incidencia: Incidencia, *, actor: str, respuesta: str = "", comprobada: bool = False) -> None:
    """Close an incident as solved; the student is told and what it held up is looked at again.

    `comprobada` says that the campus saw the papers and the data are right as they are. Raises SigueLaFalla.
    """
    if comprobada and incidencia.asegurado is not None and is_comprobable(incidencia):
        accept_datos(asegurado=incidencia.asegurado, causa=incidencia.causa, actor=actor)
    if has_falla_abierta(incidencia):
        raise SigueLaFalla
    solve_incidencia(incidencia, actor=actor, respuesta=respuesta)
    _let_go_on(incidencia)


def reject_incidencia(incidencia: Incidencia, *, actor: str, respuesta: str) -> None:
    """Close an incident as improcedente: there is nothing to correct. The student is told why."""
    solve_incidencia(incidencia, actor=actor, respuesta=respuesta, procede=False)
    _let_go_on(incidencia)


def _let_go_on(incidencia: Incidencia) -> None:
    """Have all Solicitudes of the student looked at that may have waited for this, whichever run opened it."""
    de_la_persona = Q(curp=incidencia.curp)
    if incidencia.asegurado_id is not None:
        de_la_persona |= Q(asegurado=incidencia.asegurado_id)
    ronda = f"{incidencia.folio}:{uuid4()}"
    for pk in get_en_espera().filter(de_la_persona).values_list("pk", flat=True):
        enqueue_reconsideracion(pk, ronda=ronda)
