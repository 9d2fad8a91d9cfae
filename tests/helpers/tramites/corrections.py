"""A correction of the roster, and the check of the Solicitudes that waited for it."""

from django.db import transaction

from padron.asegurados.models import Inscripcion
from padron.asegurados.signals import padron_corregido
from plataforma.correo.models import Correo
from tramites.camino.seguimiento import reconsider
from tramites.solicitud.incidencias.models import CORREO
from tramites.solicitud.incidencias.services import open_incidencia
from tramites.solicitud.models import Solicitud

CORREO_NUEVO = "nueva@example.com"


def send_padron_corregido() -> None:
    """Send the signal that is sent after a roster was loaded."""
    with transaction.atomic():
        padron_corregido.send(sender=None)


def reconsider_locked(solicitud: Solicitud) -> bool:
    """Call `reconsider` as a worker does: in a transaction that locks the row of the Solicitud."""
    with transaction.atomic():
        return reconsider(Solicitud.objects.select_for_update().get(pk=solicitud.pk))


def list_plantillas() -> list[str]:
    """Return the template name of every queued or sent mail, oldest first."""
    return list(Correo.objects.order_by("creado").values_list("plantilla", flat=True))


def open_correo_incidencia(solicitud: Solicitud, inscripcion: Inscripcion) -> None:
    """Report to the student's campus that the address of a closed Solicitud does not open the CURP."""
    with transaction.atomic():
        open_incidencia(causa=CORREO, solicitud=solicitud, plantel=inscripcion.plantel)
