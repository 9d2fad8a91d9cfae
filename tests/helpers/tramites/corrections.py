"""A correction, and what follows from it."""

from django.db import transaction

from padron.asegurados.models import Inscripcion
from padron.asegurados.signals import padron_corregido
from plataforma.correo.models import Correo
from tramites.camino.seguimiento import reconsider
from tramites.solicitud.incidencias.models import CORREO
from tramites.solicitud.incidencias.services import open_incidencia
from tramites.solicitud.models import Solicitud

NUEVA = "nueva@example.com"


def correct_padron() -> None:
    """What the end of a load says."""
    with transaction.atomic():
        padron_corregido.send(sender=None)


def once(solicitud: Solicitud) -> bool:
    with transaction.atomic():
        return reconsider(Solicitud.objects.select_for_update().get(pk=solicitud.pk))


def templates() -> list[str]:
    return list(Correo.objects.order_by("creado").values_list("plantilla", flat=True))


def tell(solicitud: Solicitud, inscripcion: Inscripcion) -> None:
    with transaction.atomic():
        open_incidencia(causa=CORREO, solicitud=solicitud, plantel=inscripcion.plantel)
