"""Django looks for models in this module. Each model of `tramites` is in its own layer. Import it from there."""

from tramites.procedimientos.renuncia.models import Renuncia
from tramites.procedimientos.vigencia.models import AvisoVigencia
from tramites.solicitud.incidencias.models import Comentario, Incidencia
from tramites.solicitud.models import Confirmacion, Solicitud, Transicion

__all__ = ["AvisoVigencia", "Comentario", "Confirmacion", "Incidencia", "Renuncia", "Solicitud", "Transicion"]
