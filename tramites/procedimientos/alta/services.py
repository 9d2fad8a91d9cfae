"""What the alta writes (docs/reglas.md, «Clinics»)."""

from django.utils import timezone

from padron.asegurados.models import Adscripcion
from padron.asegurados.services import adscribir
from padron.catalogos.models import Clinica
from tramites.clinica.datos import Eleccion
from tramites.clinica.trabajo import register
from tramites.models import Solicitud
from tramites.procedimientos.alta.documentos import issue_documentos


def procesar(solicitud: Solicitud) -> None:
    """Register the student at the clinic and issue the documents; the same work again changes nothing."""
    register(solicitud, registrar=_adscribir, emitir=issue_documentos)


def _adscribir(solicitud: Solicitud, eleccion: Eleccion, clinica: Clinica) -> Adscripcion:
    hoy = timezone.localdate()
    return adscribir(asegurado=solicitud.get_asegurado(), clinica=clinica, turno=eleccion.turno, hoy=hoy)
