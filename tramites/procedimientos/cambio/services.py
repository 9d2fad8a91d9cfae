"""What a change of clinic writes (docs/reglas.md, «Clinics»)."""

from django.utils import timezone

from documentos.contexts import DatosCambioClinica
from documentos.selectors import get_documentos
from padron.asegurados.models import Adscripcion
from padron.asegurados.services import cambiar_clinica
from padron.catalogos.models import Clinica
from tramites.clinica.datos import Eleccion
from tramites.clinica.trabajo import register
from tramites.models import Solicitud
from tramites.procedimientos.cambio.documentos import issue_documentos


def procesar(solicitud: Solicitud) -> None:
    """Change the student's clinic and issue the documents, once.

    The former place is given back only together with the taking of the new one.
    """
    if not _is_done(solicitud):
        register(solicitud, registrar=_cambiar, emitir=issue_documentos)


def _is_done(solicitud: Solicitud) -> bool:
    """Tell whether this very change was made before: the same work that comes again would find «no change»."""
    return get_documentos([solicitud.clave_documento(DatosCambioClinica.tipo)]).exists()


def _cambiar(solicitud: Solicitud, eleccion: Eleccion, clinica: Clinica) -> Adscripcion:
    return cambiar_clinica(
        asegurado=solicitud.get_asegurado(),
        clinica=clinica,
        turno=eleccion.turno,
        motivo=eleccion.motivo,
        hoy=timezone.localdate(),
    )
