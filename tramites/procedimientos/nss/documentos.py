"""The documents of the NSS procedure."""

from typing import cast

from django.conf import settings
from django.utils import timezone

from documentos.contexts import DatosNSS, DatosTarjeta, Sexo
from documentos.services import Seguimiento, issue
from padron.asegurados.models import Asegurado, Inscripcion
from padron.identificadores import curp
from tramites.models import Solicitud
from tramites.selectors import get_inscripcion
from tramites.services import CONCLUIR

__all__ = ["build_datos_nss", "issue_documentos"]


def issue_documentos(solicitud: Solicitud) -> None:
    """Issue «Número de Seguridad Social» and the card, in the caller's transaction; call it last (`issue`)."""
    inscripcion = get_inscripcion(solicitud)
    datos, emitido = build_datos_nss(solicitud.get_asegurado(), inscripcion), timezone.now()
    for contexto in (datos, DatosTarjeta.from_contexto(datos)):
        issue(
            clave=solicitud.clave_documento(contexto.tipo),
            datos=contexto,
            titular=solicitud.titular,
            plantel=inscripcion.plantel,
            emitido=emitido,
            al_terminar=Seguimiento(kind=CONCLUIR, payload={"solicitud": str(solicitud.pk)}),
        )


def build_datos_nss(asegurado: Asegurado, inscripcion: Inscripcion) -> DatosNSS:
    """Return what the document of the number prints. Raises ValueError for a student without NSS."""
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
