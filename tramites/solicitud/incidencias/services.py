"""Open, list and close incidents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from padron.asegurados.selectors import choose_correo, get_fallas_abiertas
from padron.planteles.models import Plantel
from plataforma.correo.services import queue_correo
from plataforma.seguridad.auditoria import audit
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import CORREO, NO_DETIENEN, Comentario, Incidencia
from tramites.solicitud.incidencias.rules import DIFERENCIAS, get_responder_antes
from tramites.solicitud.models import Solicitud, make_objeto
from tramites.solicitud.services import transition

__all__ = [
    "IncidenciaCerrada",
    "Respondida",
    "get_avisos",
    "get_diferencias",
    "get_pendientes",
    "get_respondidas",
    "hold",
    "open_fallas",
    "open_incidencia",
    "queue_correo_de_incidencia",
    "solve_incidencia",
]


class IncidenciaCerrada(Exception):
    """The incident is already closed."""


def open_incidencia(
    *, causa: str, solicitud: Solicitud, plantel: Plantel, detalle: dict[str, Any] | None = None
) -> Incidencia:
    """Open an incident for the student of a Solicitud, and mail the student.

    If the CURP already has an open incident with this cause and campus, return the existing incident and send no mail.
    Only `detalle` of the existing incident can change. The existing incident still belongs to the Solicitud that opened
    it, so the campus answers there. The function runs in the caller's transaction.
    """
    pending = Incidencia.objects.filter(
        curp=solicitud.curp, causa=causa, plantel=plantel, estado__in=Incidencia.PENDIENTES
    )
    try:
        with transaction.atomic():
            incidencia = pending.first() or _create(causa, solicitud, plantel, detalle)
    except IntegrityError:  # another request opened the same incident at the same moment
        incidencia = pending.get()
    if detalle is not None and incidencia.detalle != detalle:
        incidencia.detalle = detalle
        incidencia.save(update_fields=["detalle"])
    return incidencia


def _create(causa: str, solicitud: Solicitud, plantel: Plantel, detalle: dict[str, Any] | None) -> Incidencia:
    incidencia = Incidencia.objects.create(
        causa=causa,
        solicitud=solicitud,
        plantel=plantel,
        curp=solicitud.curp,
        asegurado=solicitud.asegurado,
        correo=solicitud.correo,
        detalle=detalle,
        responder_antes=get_responder_antes(hoy=timezone.localdate(), dias=plantel.dias_respuesta),
    )
    audit(f"abrir incidencia {causa}", objeto=solicitud.objeto, actor="alumno")
    queue_correo_de_incidencia(incidencia, "incidencia_abierta")
    return incidencia


def open_fallas(solicitud: Solicitud, *, skip_refused: bool = False) -> None:
    """Open an incident for each open data fault of the student.

    If `skip_refused` is true, skip each cause that the campus has closed as «improcedente» (there is nothing to
    correct). Otherwise each new roster would open the same incident again, and mail the student again.
    """
    plantel = solicitud.get_inscripcion().plantel
    refused = Incidencia.objects.filter(curp=solicitud.curp, estado=Incidencia.Estado.IMPROCEDENTE)
    skipped = set(refused.values_list("causa", flat=True)) if skip_refused else set()
    for falla in get_fallas_abiertas(solicitud.get_asegurado()):
        if falla.causa not in skipped:
            open_incidencia(causa=falla.causa, solicitud=solicitud, plantel=plantel, detalle=falla.detalle)


def hold(solicitud: Solicitud, *, actor: str) -> bool:
    """Stop a Solicitud if the student's record has open data faults.

    The function also opens an incident for each fault. If the function returns True, the Solicitud is stopped, and the
    caller must not continue. The caller has locked the row.
    """
    if not get_fallas_abiertas(solicitud.get_asegurado()):
        return False
    transition(solicitud, Estado.CON_INCIDENCIA, actor=actor)
    open_fallas(solicitud)
    return True


def solve_incidencia(
    incidencia: Incidencia, *, actor: str, respuesta: str = "", procede: bool = True, avisar: bool = True
) -> None:
    """Close an incident, in the caller's transaction, and mail the student.

    If `procede` is false, the incident is closed as «improcedente» (there is nothing to correct). If `avisar` is false,
    no mail is sent, because the student has solved the problem without the campus. A Celery worker checks later whether
    the stopped Solicitud can continue (`tramites.camino.seguimiento`). Raises IncidenciaCerrada.
    """
    estado = Incidencia.Estado.RESUELTA if procede else Incidencia.Estado.IMPROCEDENTE
    pending = Incidencia.objects.filter(pk=incidencia.pk, estado__in=Incidencia.PENDIENTES)
    if not pending.update(estado=estado, respuesta=respuesta, cerrada=timezone.now()):
        raise IncidenciaCerrada
    incidencia.refresh_from_db()
    audit(f"cerrar incidencia {incidencia.causa}", objeto=f"incidencia:{incidencia.folio}", actor=actor)
    if avisar:
        queue_correo_de_incidencia(incidencia, "incidencia_cerrada")


def queue_correo_de_incidencia(incidencia: Incidencia, plantilla: str, *, comentario: Comentario | None = None) -> None:
    """Queue a mail about an incident, or about `comentario`.

    The mail goes to the e-mail address in the incident. A second call with the same template and the same incident or
    comment sends nothing.
    """
    datos = {"comentario": comentario.pk} if comentario else {"incidencia": incidencia.pk}
    queue_correo(
        clave=f"{plantilla}:{comentario.pk if comentario else incidencia.pk}",
        plantilla=plantilla,
        para=_choose_correo(incidencia),
        datos=datos,
        referencia=make_objeto(incidencia.solicitud_id) if incidencia.solicitud_id else "",
    )


def _choose_correo(incidencia: Incidencia) -> str:
    """Return the e-mail address of the incident. If it gives no access any more, return the address that does.

    An incident about an e-mail address without access has no student yet. It is answered to the stored address.
    """
    if incidencia.asegurado is None:
        return incidencia.correo
    return choose_correo(asegurado=incidencia.asegurado, correo=incidencia.correo)


def get_pendientes(solicitud: Solicitud) -> QuerySet[Incidencia]:
    """Return the open incidents that stop this Solicitud, oldest first.

    Another Solicitud of the same student may have opened these incidents. `solicitud.asegurado` must not be None.
    """
    stopping = Q(solicitud=solicitud) | Q(asegurado=solicitud.get_asegurado())
    return _pending().filter(stopping).exclude(causa__in=NO_DETIENEN)


def get_avisos(solicitud: Solicitud) -> QuerySet[Incidencia]:
    """Return the open incidents about the e-mail address of this Solicitud, oldest first.

    The e-mail address gives no access to the student's data. So the student opened these incidents with the button
    «Avisar a mi plantel».
    """
    return _pending().filter(solicitud=solicitud, causa=CORREO)


def _pending() -> QuerySet[Incidencia]:
    return (
        Incidencia.objects.filter(estado__in=Incidencia.PENDIENTES)
        .select_related("plantel__subdelegacion", "asegurado")
        .order_by("pk")
    )


def get_diferencias(incidencias: Iterable[Incidencia]) -> list[str]:
    """Return the texts that describe the incidents.

    Each text completes the sentence «Tus datos tienen una diferencia: …».
    """
    return [DIFERENCIAS[incidencia.causa] for incidencia in incidencias if incidencia.causa in DIFERENCIAS]


@dataclass(frozen=True, kw_only=True)
class Respondida:
    """An incident that the campus closed without correcting the data, with the answer of the campus."""

    diferencia: str
    respuesta: str
    cerrada: datetime


def get_respondidas(solicitud: Solicitud) -> list[Respondida]:
    """Return the incidents of this Solicitud that the campus closed as «improcedente».

    «Improcedente» means that there is nothing to correct. The function returns only the newest incident of each cause.
    It leaves out the cause CORREO (the e-mail address gives no access).
    """
    closed = Incidencia.objects.filter(
        solicitud=solicitud, estado=Incidencia.Estado.IMPROCEDENTE, cerrada__isnull=False
    ).exclude(causa=CORREO)
    newest: dict[str, Respondida] = {}
    for incidencia in closed.order_by("-cerrada"):
        answer = Respondida(
            diferencia=DIFERENCIAS.get(incidencia.causa, ""),
            respuesta=incidencia.respuesta,
            cerrada=cast("datetime", incidencia.cerrada),
        )
        newest.setdefault(incidencia.causa, answer)
    return list(newest.values())
