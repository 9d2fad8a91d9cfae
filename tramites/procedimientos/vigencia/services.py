"""What the vigencia writes (docs/reglas.md, «Vigencia»)."""

from django.utils import timezone

from documentos.services import Seguimiento, issue
from tramites.cobertura.constancia import build_constancia
from tramites.estados import Estado
from tramites.incidencias.services import hold
from tramites.models import Solicitud
from tramites.procedimientos.vigencia.wizard import VigenciaWizard
from tramites.selectors import get_inscripcion
from tramites.services import CONCLUIR, submit_solicitud, transition

ACTOR = "sistema"


def al_confirmar(solicitud: Solicitud) -> None:
    """Answer at once: nothing is asked of a student whose record is sound. Of another the campus is told."""
    if hold(solicitud, actor=ACTOR):
        return
    if not VigenciaWizard.get_impedimento(solicitud, timezone.localdate()):
        submit_solicitud(solicitud)


def procesar(solicitud: Solicitud) -> None:
    """Issue the constancia of today: a SI or a NO. The record is looked at again, it may have changed meanwhile."""
    hoy, emitido = timezone.localdate(), timezone.now()
    if hold(solicitud, actor=ACTOR):
        return
    if VigenciaWizard.get_impedimento(solicitud, hoy):
        transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
        return
    datos = build_constancia(solicitud.get_asegurado(), hoy=hoy)
    issue(
        clave=solicitud.clave_documento(datos.tipo),
        datos=datos,
        titular=solicitud.titular,
        plantel=get_inscripcion(solicitud).plantel,
        emitido=emitido,
        al_terminar=Seguimiento(kind=CONCLUIR, payload={"solicitud": str(solicitud.pk)}),
    )
