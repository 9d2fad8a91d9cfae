"""The tables of the procedures."""

from tramites.models.confirmacion import Confirmacion
from tramites.models.incidencia import CORREO, NO_SON_MIS_DATOS, SERIE_AGOTADA, Incidencia
from tramites.models.solicitud import Solicitud, Transicion, objeto

__all__ = [
    "CORREO",
    "NO_SON_MIS_DATOS",
    "SERIE_AGOTADA",
    "Confirmacion",
    "Incidencia",
    "Solicitud",
    "Transicion",
    "objeto",
]
