"""The tables of the procedures."""

from tramites.models.cobertura import AvisoVigencia
from tramites.models.confirmacion import Confirmacion
from tramites.models.incidencia import (
    CORREO,
    NO_DETIENEN,
    NO_SON_MIS_DATOS,
    SERIE_AGOTADA,
    SIN_LUGAR,
    SIN_VIGENCIA,
    Comentario,
    Incidencia,
)
from tramites.models.renuncia import Renuncia
from tramites.models.solicitud import Solicitud, Transicion, objeto

__all__ = [
    "CORREO",
    "NO_DETIENEN",
    "NO_SON_MIS_DATOS",
    "SERIE_AGOTADA",
    "SIN_LUGAR",
    "SIN_VIGENCIA",
    "AvisoVigencia",
    "Comentario",
    "Confirmacion",
    "Incidencia",
    "Renuncia",
    "Solicitud",
    "Transicion",
    "objeto",
]
