"""The conversation about an incident: staff ask, the student reads and answers on the page. Mails only announce it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from plataforma.seguridad.auditoria import audit
from tramites.solicitud.incidencias.models import CORREO, Comentario, Incidencia
from tramites.solicitud.incidencias.rules import get_responder_antes
from tramites.solicitud.incidencias.services import IncidenciaCerrada, queue_correo_de_incidencia
from tramites.solicitud.models import Solicitud

__all__ = [
    "Mensaje",
    "SinPregunta",
    "answer_pregunta",
    "ask_alumno",
    "comment_incidencia",
    "find_incidencia",
    "list_mensajes",
]

ALUMNO = "alumno"


class SinPregunta(Exception):
    """The incident has no question that the student could answer."""


@dataclass(frozen=True, kw_only=True)
class Mensaje:
    """One message of a conversation. `del_alumno` is true for a message of the student, and false for the campus."""

    momento: datetime
    texto: str
    del_alumno: bool


def comment_incidencia(incidencia: Incidencia, *, autor: str, texto: str, al_alumno: bool = False) -> Comentario:
    """Add a comment to an incident, open or closed.

    If `al_alumno` is true, the student can read the comment on the page, and a mail announces it. The student then has
    nothing to answer any more, even if staff asked something before.
    """
    comentario = Comentario.objects.create(incidencia=incidencia, autor=autor, texto=texto, al_alumno=al_alumno)
    if al_alumno:
        answered = Incidencia.objects.filter(pk=incidencia.pk, estado=Incidencia.Estado.PREGUNTA)
        answered.update(estado=Incidencia.Estado.EN_ATENCION, pide="")
        Incidencia.objects.filter(pk=incidencia.pk).update(contestada=None)
        queue_correo_de_incidencia(incidencia, "incidencia_mensaje", comentario=comentario)
    audit("comentar incidencia", objeto=f"incidencia:{incidencia.folio}", actor=autor)
    return comentario


def ask_alumno(incidencia: Incidencia, *, autor: str, texto: str, pide: Incidencia.Pide) -> Comentario:
    """Ask the student something, or to come to the campus (`pide`). A mail announces it.

    The campus then waits for the student. The function runs in the caller's transaction. Raises IncidenciaCerrada.
    """
    pending = Incidencia.objects.filter(pk=incidencia.pk, estado__in=Incidencia.PENDIENTES)
    if not pending.update(estado=Incidencia.Estado.PREGUNTA, pide=pide, atiende=autor, contestada=None):
        raise IncidenciaCerrada
    comentario = Comentario.objects.create(incidencia=incidencia, autor=autor, texto=texto, al_alumno=True, pide=pide)
    queue_correo_de_incidencia(incidencia, "incidencia_mensaje", comentario=comentario)
    audit(f"pedir {pide}", objeto=f"incidencia:{incidencia.folio}", actor=autor)
    return comentario


def answer_pregunta(incidencia: Incidencia, *, texto: str) -> Comentario:
    """Store the student's answer to a question, in the caller's transaction. The campus then has to act again.

    The campus gets its full number of days again, because it could not act while it waited for the student. Raises
    SinPregunta if there is no question, for example because the same answer was already sent.
    """
    antes = get_responder_antes(hoy=timezone.localdate(), dias=incidencia.plantel.dias_respuesta)
    asked = Incidencia.objects.filter(
        pk=incidencia.pk, estado=Incidencia.Estado.PREGUNTA, pide=Incidencia.Pide.RESPUESTA
    )
    if not asked.update(
        estado=Incidencia.Estado.EN_ATENCION,
        pide="",
        contestada=timezone.now(),
        responder_antes=max(antes, incidencia.responder_antes),
    ):
        raise SinPregunta
    comentario = Comentario.objects.create(
        incidencia=incidencia, autor=ALUMNO, texto=texto, al_alumno=True, del_alumno=True
    )
    audit("responder incidencia", objeto=f"incidencia:{incidencia.folio}", actor=ALUMNO)
    return comentario


def list_mensajes(incidencias: Collection[Incidencia]) -> list[Mensaje]:
    """Return the messages between campus and student about these incidents, oldest first, with one query.

    The comments of staff for other staff are not returned.
    """
    rows = Comentario.objects.filter(incidencia__in=[each.pk for each in incidencias], al_alumno=True)
    return [Mensaje(momento=row.momento, texto=row.texto, del_alumno=row.del_alumno) for row in rows.order_by("pk")]


def find_incidencia(solicitud: Solicitud, folio: str) -> Incidencia | None:
    """Return the incident with this folio if the student of the Solicitud may see it, or None.

    A report about an e-mail address belongs to this e-mail address alone, because its writer may be a stranger.
    """
    found = Incidencia.objects.filter(folio=folio).select_related("plantel__subdelegacion", "asegurado").first()
    if found is None:
        return None
    if found.causa == CORREO:
        mine = (found.curp, found.correo) == (solicitud.curp, solicitud.correo)
    else:
        mine = found.asegurado_id is not None and found.asegurado_id == solicitud.asegurado_id
    return found if mine else None
