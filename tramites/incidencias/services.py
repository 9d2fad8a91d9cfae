"""Opening and solving incidents."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from padron.asegurados.selectors import get_fallas_abiertas
from padron.planteles.models import Plantel
from plataforma.correo.services import queue_correo
from plataforma.seguridad.auditoria import audit
from tramites.estados import Estado
from tramites.incidencias.rules import get_responder_antes
from tramites.models import Incidencia, Solicitud, objeto
from tramites.selectors import get_inscripcion
from tramites.services import transition

__all__ = ["IncidenciaCerrada", "hold", "open_fallas", "open_incidencia", "solve_incidencia"]


class IncidenciaCerrada(Exception):
    """The incident was solved before."""


def open_incidencia(
    *, causa: str, solicitud: Solicitud, plantel: Plantel, detalle: dict[str, Any] | None = None
) -> Incidencia:
    """Open an incident for the student of a Solicitud, in the caller's transaction; the student is told by mail.

    The same student, cause and campus again give the incident that is open, with the newest detail. It stays with the
    Solicitud and the address that opened it: nobody else's run takes its answer away.
    """
    pending = Incidencia.objects.filter(
        curp=solicitud.curp, causa=causa, plantel=plantel, estado__in=Incidencia.PENDIENTES
    )
    try:
        with transaction.atomic():
            incidencia = pending.first() or _create(causa, solicitud, plantel, detalle)
    except IntegrityError:  # somebody else opened it this moment
        incidencia = pending.get()
    if detalle is not None and incidencia.detalle != detalle:
        incidencia.detalle = detalle
        incidencia.save(update_fields=["detalle"])
    return incidencia


def open_fallas(solicitud: Solicitud, *, otra_vez: bool = True) -> None:
    """Open an incident for each open data fault of the student.

    With `otra_vez=False` not for those that the campus has answered «improcedente»: every load of a roster would ask
    it, and tell the student, once more.
    """
    plantel = get_inscripcion(solicitud).plantel
    answered = Incidencia.objects.filter(curp=solicitud.curp, estado=Incidencia.Estado.IMPROCEDENTE)
    spared = () if otra_vez else set(answered.values_list("causa", flat=True))
    for falla in get_fallas_abiertas(solicitud.get_asegurado()):
        if falla.causa not in spared:
            open_incidencia(causa=falla.causa, solicitud=solicitud, plantel=plantel, detalle=falla.detalle)


def hold(solicitud: Solicitud, *, actor: str) -> bool:
    """Stop a Solicitud, whose row the caller holds, at the open faults of its student's data: an incident for each.

    Returns whether there are any: the caller then goes no further.
    """
    if not get_fallas_abiertas(solicitud.get_asegurado()):
        return False
    transition(solicitud, Estado.CON_INCIDENCIA, actor=actor)
    open_fallas(solicitud)
    return True


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
    audit(f"abrir incidencia {causa}", objeto=objeto(solicitud.pk), actor="alumno")
    _tell(incidencia, "incidencia_abierta")
    return incidencia


def solve_incidencia(
    incidencia: Incidencia, *, actor: str, respuesta: str = "", procede: bool = True, avisar: bool = True
) -> None:
    """Close an incident, in the transaction that holds the correction; the student is told by mail.

    `procede=False` closes it as improcedente; `avisar=False` sends no mail, where the student solved it without the
    campus. What the procedure does next is `tramites.seguimiento.reconsideracion`. Raises IncidenciaCerrada.
    """
    estado = Incidencia.Estado.RESUELTA if procede else Incidencia.Estado.IMPROCEDENTE
    pending = Incidencia.objects.filter(pk=incidencia.pk, estado__in=Incidencia.PENDIENTES)
    if not pending.update(estado=estado, respuesta=respuesta, cerrada=timezone.now()):
        raise IncidenciaCerrada
    incidencia.refresh_from_db()
    audit(f"cerrar incidencia {incidencia.causa}", objeto=f"incidencia:{incidencia.folio}", actor=actor)
    if avisar:
        _tell(incidencia, "incidencia_cerrada")


def _tell(incidencia: Incidencia, plantilla: str) -> None:
    queue_correo(
        clave=f"{plantilla}:{incidencia.pk}",
        plantilla=plantilla,
        para=incidencia.correo,
        datos={"incidencia": incidencia.pk},
        referencia=objeto(incidencia.solicitud_id) if incidencia.solicitud_id else "",
    )
