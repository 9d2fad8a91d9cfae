"""What the NSS procedure writes."""

from typing import cast

from django.conf import settings
from django.utils import timezone

from documentos.contexts import DatosNSS, Sexo
from documentos.services import Seguimiento, issue
from padron.asegurados.models import Asegurado, Inscripcion
from padron.asegurados.selectors import get_fallas_abiertas
from padron.identificadores import curp
from tramites.estados import Estado
from tramites.models import Solicitud
from tramites.procedimientos.nss.rules import Decision, decide
from tramites.selectors import get_inscripcion
from tramites.services import CONCLUIR, submit_solicitud, transition


def get_decision(asegurado: Asegurado) -> Decision:
    """Say how the procedure goes on for this student, from the record as it is now."""
    return decide(has_falla=bool(get_fallas_abiertas(asegurado)), has_nss=asegurado.nss is not None)


def al_confirmar(solicitud: Solicitud) -> None:
    """Take a located NSS straight to work: nothing more needs to be asked."""
    if get_decision(solicitud.get_asegurado()) is Decision.LOCALIZADO:
        submit_solicitud(solicitud)


def procesar(solicitud: Solicitud) -> None:
    """Issue the documents. The record is looked at again: it may have changed since the work was accepted."""
    asegurado = solicitud.get_asegurado()
    if get_decision(asegurado) is not Decision.LOCALIZADO:
        transition(solicitud, Estado.CON_INCIDENCIA, actor="sistema")
        return
    inscripcion = get_inscripcion(solicitud)
    issue(
        clave=solicitud.clave_documento(DatosNSS.tipo),
        datos=build_datos_nss(asegurado, inscripcion),
        titular=solicitud.titular,
        plantel=inscripcion.plantel,
        emitido=timezone.now(),
        al_terminar=Seguimiento(kind=CONCLUIR, payload={"solicitud": str(solicitud.pk)}),
    )


def build_datos_nss(asegurado: Asegurado, inscripcion: Inscripcion) -> DatosNSS:
    """Return what D1 prints. Raises ValueError for a student without NSS."""
    if asegurado.nss is None:
        raise ValueError("no NSS to print")
    return DatosNSS(
        institucion=inscripcion.plantel.institucion.nombre,
        plantel=inscripcion.plantel.nombre,
        curp=asegurado.curp,
        nss=asegurado.nss,
        nombres=asegurado.nombres,
        primer_apellido=asegurado.primer_apellido,
        segundo_apellido=asegurado.segundo_apellido,
        fecha_nacimiento=asegurado.fecha_nacimiento,
        sexo=cast("Sexo", asegurado.sexo),
        entidad=curp.ENTIDADES[asegurado.entidad],
        situacion="asignado" if asegurado.origen_nss == Asegurado.Origen.ASIGNADO else "localizado",
        demostracion=settings.MODO_DEMOSTRACION,
    )
