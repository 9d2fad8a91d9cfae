"""«Estos no son mis datos»: the student reports wrong data to the campus, and may take the report back."""

from collections.abc import Mapping

from django.utils import timezone

from plataforma.seguridad.auditoria import audit
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.atencion import enqueue_waiting
from tramites.solicitud.incidencias.models import NO_SON_MIS_DATOS, Incidencia
from tramites.solicitud.incidencias.services import get_pendientes, open_incidencia
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import transition

__all__ = ["is_retirable", "report_datos", "withdraw_reporte"]

ACTOR = "alumno"


def report_datos(solicitud: Solicitud, *, cambios: Mapping[str, Mapping[str, str]]) -> Incidencia:
    """Stop a confirmed Solicitud, because the student says that shown data are wrong. The caller has locked the row.

    `cambios` has for each wrong datum, such as «Sexo», what the page showed («visto»), what the student says is right
    («esperado»), and what the CURP says. Staff see it as «Qué difiere».
    """
    transition(solicitud, Estado.CON_INCIDENCIA, actor=ACTOR)
    detalle = {dato: dict(cambio) for dato, cambio in cambios.items()}
    plantel = solicitud.get_inscripcion().plantel
    return open_incidencia(causa=NO_SON_MIS_DATOS, solicitud=solicitud, plantel=plantel, detalle=detalle)


def is_retirable(incidencia: Incidencia, *, solicitud: Solicitud) -> bool:
    """Return whether the incident is a report of wrong data from this Solicitud that no member of staff works on."""
    mine = incidencia.causa == NO_SON_MIS_DATOS and incidencia.solicitud_id == solicitud.pk
    return mine and incidencia.estado == Incidencia.Estado.ABIERTA


def withdraw_reporte(solicitud: Solicitud) -> bool:
    """Take the report of wrong data back («Me equivoqué»). The Solicitud then continues where it stopped.

    The caller has locked the row of the Solicitud. Returns False, and changes nothing, if staff began to work on the
    report in the meantime. If another incident still stops the Solicitud, it stays stopped.
    """
    if solicitud.estado != Estado.CON_INCIDENCIA:
        return False
    retirada = {"estado": Incidencia.Estado.RETIRADA, "cerrada": timezone.now()}
    reportes = [each for each in get_pendientes(solicitud) if is_retirable(each, solicitud=solicitud)]
    rows = Incidencia.objects.filter(pk__in=[each.pk for each in reportes], estado=Incidencia.Estado.ABIERTA)
    if not rows.update(**retirada):
        return False
    for reporte in reportes:
        audit("retirar incidencia", objeto=f"incidencia:{reporte.folio}", actor=ACTOR)
    if not get_pendientes(solicitud).exists():
        transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
    enqueue_waiting(reportes[0])
    return True
