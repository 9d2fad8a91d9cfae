"""Where the student of this session stands, in a few lines for the home page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.urls import reverse

from imss_portal.contenido.ruta import get_url
from padron.planteles.models import Plantel
from tramites.camino.expediente.selectors import Expediente, get_expediente

TERMINADO: Final = "Terminaste los tres pasos. Ya puedes usar el servicio médico en tu clínica."


@dataclass(frozen=True)
class Siguiente:
    """The one next action."""

    titulo: str
    texto: str
    accion: str
    url: str


@dataclass(frozen=True)
class Avance:
    """What the home page shows to a confirmed session. `estados` has that of each step, by its procedure."""

    nombre: str
    plantel: Plantel
    siguiente: Siguiente
    estados: Mapping[str, str]


def get_avance(titular: UUID, *, hoy: date) -> Avance | None:
    """Return where the student stands, or None if no procedure of theirs was ever open."""
    expediente = get_expediente(titular, hoy=hoy)
    if expediente is None:
        return None
    asegurado = expediente.asegurado
    return Avance(
        nombre=asegurado.nombres,
        plantel=expediente.plantel,
        siguiente=_find_siguiente(expediente),
        estados={paso["tipo"]: paso["estado"] for paso in expediente.pasos},
    )


def _find_siguiente(expediente: Expediente) -> Siguiente:
    if expediente.pendiente and expediente.situacion:
        tramite, situacion = expediente.pendiente, expediente.situacion
        return Siguiente(f"{tramite.titulo}.", situacion.texto, situacion.accion, tramite.solicitud.get_absolute_url())
    if sigue := expediente.siguiente:
        return Siguiente("Qué sigue.", sigue.texto, sigue.accion, sigue.url or get_url(sigue.tipo))
    return Siguiente("", TERMINADO, "Ver mis documentos", reverse("expediente"))
