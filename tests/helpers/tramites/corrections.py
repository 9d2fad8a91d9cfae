"""Test helpers for corrections of the roster.

Some Solicitudes wait until the campus corrects the roster.
"""

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
    """Send the signal `padron_corregido`, which the portal sends after it has loaded a roster."""
    with transaction.atomic():
        padron_corregido.send(sender=None)


def reconsider_locked(solicitud: Solicitud) -> bool:
    """Call `reconsider` in a transaction that locks the row of the Solicitud.

    `reconsider` checks whether a waiting Solicitud can continue.
    """
    with transaction.atomic():
        return reconsider(Solicitud.objects.select_for_update().get(pk=solicitud.pk))


def list_plantillas() -> list[str]:
    """Return the template names of all queued and sent mails, oldest mail first."""
    return list(Correo.objects.order_by("creado").values_list("plantilla", flat=True))


def open_correo_incidencia(solicitud: Solicitud, inscripcion: Inscripcion) -> None:
    """Open an incident about the student's e-mail address at the student's campus.

    On the page of a closed Solicitud, the button «Avisar a mi plantel» opens the same incident.
    """
    with transaction.atomic():
        open_incidencia(causa=CORREO, solicitud=solicitud, plantel=inscripcion.plantel)
