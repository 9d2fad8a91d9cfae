"""Imports the models of `tramites`, because Django looks for models in this module.

Other modules import each model from the module that defines the model.
"""

from tramites.procedimientos.renuncia.models import Renuncia
from tramites.procedimientos.vigencia.models import AvisoVigencia
from tramites.solicitud.incidencias.models import Comentario, Incidencia
from tramites.solicitud.models import Confirmacion, Solicitud, Transicion

__all__ = ["AvisoVigencia", "Comentario", "Confirmacion", "Incidencia", "Renuncia", "Solicitud", "Transicion"]
