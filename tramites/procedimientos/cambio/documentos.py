"""The documents of a change of clinic."""

from django.utils import timezone

from documentos.contexts import Contexto, DatosCambioClinica, DatosCarnet
from padron.asegurados.models import Adscripcion
from tramites.clinica.carnet import retiene
from tramites.clinica.datos import Eleccion
from tramites.clinica.impresos import build_cambio, build_carnet, issue_all
from tramites.models import Solicitud
from tramites.selectors import get_inscripcion

__all__ = ["TIPOS", "issue_documentos"]

TIPOS = (DatosCambioClinica.tipo, DatosCarnet.tipo)


def issue_documentos(solicitud: Solicitud, eleccion: Eleccion, adscripcion: Adscripcion) -> None:
    """Issue the comprobante, and the carnet anew, in the caller's transaction; last."""
    hoy, held = timezone.localdate(), retiene(solicitud)
    datos: list[Contexto] = [
        build_cambio(solicitud, eleccion, adscripcion),
        build_carnet(solicitud, eleccion, adscripcion, hoy=hoy),
    ]
    given = [contexto for contexto in datos if contexto.tipo not in held]
    issue_all(solicitud, get_inscripcion(solicitud).plantel, given)
