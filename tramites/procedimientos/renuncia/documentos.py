"""The document of a renuncia."""

from django.conf import settings

from documentos.contexts import DatosRenuncia
from padron.asegurados.models import Asegurado, Inscripcion
from tramites.procedimientos.renuncia.datos import DatosRenunciados

__all__ = ["build_datos_renuncia"]


def build_datos_renuncia(asegurado: Asegurado, inscripcion: Inscripcion, datos: DatosRenunciados) -> DatosRenuncia:
    """Return what the document prints."""
    return DatosRenuncia(
        institucion=inscripcion.plantel.institucion.nombre,
        plantel=inscripcion.plantel.nombre,
        curp=asegurado.curp,
        nss=asegurado.nss or "",
        nombres=asegurado.nombres,
        primer_apellido=asegurado.primer_apellido,
        segundo_apellido=asegurado.segundo_apellido,
        codigo=inscripcion.codigo,
        motivo=datos.motivo_impreso,
        otra_institucion=datos.institucion,
        otro_numero=datos.numero,
        tutor=datos.tutor,
        demostracion=settings.MODO_DEMOSTRACION,
    )
