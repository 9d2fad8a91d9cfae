"""The documents of the alta."""

from django.utils import timezone

from documentos.contexts import Contexto, DatosAcuseClinica, DatosCarnet, DatosSAV002, DatosVigencia
from padron.asegurados.models import Adscripcion
from tramites.clinica.carnet import retiene
from tramites.clinica.datos import Eleccion
from tramites.clinica.impresos import build_acuse, build_carnet, build_sav002, issue_all
from tramites.cobertura.constancia import build_constancia
from tramites.models import Solicitud
from tramites.selectors import get_inscripcion

__all__ = ["TIPOS", "issue_documentos"]

TIPOS = (DatosAcuseClinica.tipo, DatosCarnet.tipo, DatosSAV002.tipo, DatosVigencia.tipo)


def issue_documentos(solicitud: Solicitud, eleccion: Eleccion, adscripcion: Adscripcion) -> None:
    """Issue acuse, carnet, SAV-002, and the constancia that now has its clinic, in the caller's transaction; last."""
    hoy, held = timezone.localdate(), retiene(solicitud)
    datos: list[Contexto] = [
        build_acuse(solicitud, eleccion, adscripcion),
        build_carnet(solicitud, eleccion, adscripcion, hoy=hoy),
        build_sav002(solicitud, eleccion, adscripcion),
        build_constancia(solicitud.get_asegurado(), hoy=hoy),
    ]
    given = [contexto for contexto in datos if contexto.tipo not in held]
    issue_all(solicitud, get_inscripcion(solicitud).plantel, given)
