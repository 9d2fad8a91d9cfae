"""Open, list and close incidents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from padron.asegurados.selectors import choose_correo, get_fallas_abiertas
from padron.planteles.models import Plantel
from plataforma.correo.selectors import has_correo
from plataforma.correo.services import queue_correo
from plataforma.seguridad.auditoria import audit
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import CORREO, NO_DETIENEN, Comentario, Incidencia
from tramites.solicitud.incidencias.rules import DIFERENCIAS, Caso, Toca, decide_toca, get_responder_antes
from tramites.solicitud.models import Solicitud, make_objeto
from tramites.solicitud.services import transition

__all__ = [
    "IncidenciaCerrada",
    "Respondida",
    "get_avisos",
    "get_diferencias",
    "get_pendientes",
    "get_respondidas",
    "get_toca",
    "hold",
    "is_detenida",
    "open_fallas",
    "open_incidencia",
    "queue_correo_de_incidencia",
    "solve_incidencia",
    "was_told",
]


class IncidenciaCerrada(Exception):
    """The incident is already closed."""


def open_incidencia(
    *,
    causa: str,
    solicitud: Solicitud,
    plantel: Plantel,
    detalle: dict[str, Any] | None = None,
    avisar: bool = True,
) -> Incidencia:
    """Open an incident for the student of a Solicitud, and mail the student.

    If `avisar` is false, no mail is sent, because the caller sends one mail about several incidents.

    If the same CURP already has an open incident with this cause and campus, return the existing incident and send no
    mail. For the cause CORREO, the e-mail address must also be the same: the report of a stranger must not be returned
    to the student, or the report of the student to a stranger. If `detalle` is given, the existing incident gets the
    new `detalle`. Its Solicitud and its e-mail address do not change, so that the answer of the campus does not go to
    another Solicitud.
    """
    pending = Incidencia.objects.filter(
        curp=solicitud.curp, causa=causa, plantel=plantel, estado__in=Incidencia.PENDIENTES
    )
    if causa == CORREO:
        pending = pending.filter(correo=solicitud.correo)
    try:
        with transaction.atomic():
            incidencia = pending.first() or _create(causa, solicitud, plantel, detalle, avisar=avisar)
    except IntegrityError:  # another request opened the same incident at the same moment
        incidencia = pending.get()
    if detalle is not None and incidencia.detalle != detalle:
        incidencia.detalle = detalle
        incidencia.save(update_fields=["detalle"])
    return incidencia


def _create(
    causa: str, solicitud: Solicitud, plantel: Plantel, detalle: dict[str, Any] | None, *, avisar: bool
) -> Incidencia:
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
    if avisar:
        queue_correo_de_incidencia(incidencia, "incidencia_abierta")
    return incidencia


def open_fallas(solicitud: Solicitud, *, skip_refused: bool = False) -> bool:
    """Open an incident for each open data fault of the student. Returns whether it opened new incidents.

    One mail tells the student about all new incidents.

    If `skip_refused` is true, skip each cause that the campus has closed as «improcedente» (there is nothing to
    correct). Otherwise each new roster would open the same incident again, and mail the student again.
    """
    plantel = solicitud.get_inscripcion().plantel
    refused = Incidencia.objects.filter(curp=solicitud.curp, estado=Incidencia.Estado.IMPROCEDENTE)
    skipped = set(refused.values_list("causa", flat=True)) if skip_refused else set()
    known = set(get_pendientes(solicitud).values_list("pk", flat=True))
    opened = [
        open_incidencia(causa=falla.causa, solicitud=solicitud, plantel=plantel, detalle=falla.detalle, avisar=False)
        for falla in get_fallas_abiertas(solicitud.get_asegurado())
        if falla.causa not in skipped
    ]
    new = [incidencia for incidencia in opened if incidencia.pk not in known]
    if new:
        queue_correo_de_incidencia(new[0], "incidencia_abierta", otras=new[1:])
    return bool(new)


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

    If `procede` is false, the incident is closed as «improcedente» (there is nothing to correct), and otherwise as
    solved. If `avisar` is false, no mail is sent: the student has solved the problem without the campus, or the caller
    sends one mail about everything that happened. A worker checks later whether the stopped Solicitud can continue
    (`tramites.camino.seguimiento`). Raises IncidenciaCerrada.
    """
    estado = Incidencia.Estado.RESUELTA if procede else Incidencia.Estado.IMPROCEDENTE
    pending = Incidencia.objects.filter(pk=incidencia.pk, estado__in=Incidencia.PENDIENTES)
    if not pending.update(estado=estado, respuesta=respuesta, cerrada=timezone.now(), pide="", contestada=None):
        raise IncidenciaCerrada
    incidencia.refresh_from_db()
    audit(f"cerrar incidencia {incidencia.causa}", objeto=f"incidencia:{incidencia.folio}", actor=actor)
    if avisar:
        queue_correo_de_incidencia(incidencia, "incidencia_cerrada")


def queue_correo_de_incidencia(
    incidencia: Incidencia,
    plantilla: str,
    *,
    comentario: Comentario | None = None,
    otras: Iterable[Incidencia] = (),
) -> None:
    """Queue a mail about an incident, or about `comentario`.

    The mail goes to the e-mail address in the incident (`_choose_correo`), and also names the incidents `otras`. A
    second call with the same template and the same incident or comment sends nothing.
    """
    datos: dict[str, Any] = {"comentario": comentario.pk} if comentario else {"incidencia": incidencia.pk}
    if also := [otra.pk for otra in otras]:
        datos["otras"] = also
    queue_correo(
        clave=make_clave_de_correo(plantilla, comentario or incidencia),
        plantilla=plantilla,
        para=_choose_correo(incidencia),
        datos=datos,
        referencia=make_objeto(incidencia.solicitud_id) if incidencia.solicitud_id else "",
    )


def make_clave_de_correo(plantilla: str, about: Incidencia | Comentario) -> str:
    """Return the unique key (`Correo.clave`) of the mail about an incident or a comment."""
    return f"{plantilla}:{about.pk}"


def is_detenida(solicitud: Solicitud) -> bool:
    """Return whether incidents or data faults of the student's record still stop an open Solicitud."""
    return bool(get_fallas_abiertas(solicitud.get_asegurado())) or get_pendientes(solicitud).exists()


def was_told(solicitud: Solicitud) -> bool:
    """Return whether a mail announced the end of the student's incident that was closed last.

    If staff closed it, the mail with their answer also said that the Solicitud continues.
    """
    stopping = Incidencia.objects.filter(asegurado=solicitud.get_asegurado(), cerrada__isnull=False)
    last = stopping.exclude(causa__in=NO_DETIENEN).order_by("-cerrada").first()
    return last is not None and has_correo(make_clave_de_correo("incidencia_cerrada", last))


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


def get_avisos(*, curp: str, correo: str) -> QuerySet[Incidencia]:
    """Return the open reports about a CURP that an e-mail address sent with «Avisar a mi plantel», oldest first.

    The reports of other e-mail addresses about this CURP are not returned, because they may be from strangers.
    """
    return _pending().filter(curp=curp, correo=correo, causa=CORREO)


def _pending() -> QuerySet[Incidencia]:
    return (
        Incidencia.objects.filter(estado__in=Incidencia.PENDIENTES)
        .select_related("plantel__subdelegacion", "asegurado")
        .order_by("pk")
    )


def get_diferencias(incidencias: Iterable[Incidencia]) -> list[str]:
    """Return the texts of the incidents. Each completes the sentence «Tus datos tienen una diferencia: …»."""
    return [incidencia.asunto for incidencia in incidencias if incidencia.causa in DIFERENCIAS]


def get_toca(incidencias: Iterable[Incidencia], *, hoy: date) -> Toca | None:
    """Return what the student must do about these open incidents, or None if there are none."""
    return decide_toca(map(_make_caso, incidencias), hoy=hoy)


def _make_caso(incidencia: Incidencia) -> Caso:
    return Caso(
        causa=incidencia.causa,
        responder_antes=incidencia.responder_antes,
        pide=incidencia.pide,
        a_subdelegacion=incidencia.plantel.ruta_inconsistencias == Plantel.Ruta.SUBDELEGACION,
    )


@dataclass(frozen=True, kw_only=True)
class Respondida:
    """An incident that the campus closed without correcting the data, with the answer of the campus."""

    folio: str
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
            folio=incidencia.folio,
            diferencia=incidencia.asunto if incidencia.causa in DIFERENCIAS else "",
            respuesta=incidencia.respuesta,
            cerrada=cast("datetime", incidencia.cerrada),
        )
        newest.setdefault(incidencia.causa, answer)
    return list(newest.values())
