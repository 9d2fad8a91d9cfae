"""The students: who they are, where they are enrolled, which mailbox is theirs, what is wrong with their data."""

from padron.asegurados.models.adscripcion import Adscripcion
from padron.asegurados.models.asegurado import Asegurado
from padron.asegurados.models.clave import ClaveRegistro, CorreoSuspendido
from padron.asegurados.models.consecutivo import ConsecutivoNSS
from padron.asegurados.models.correo import CorreoVinculado, LimiteCorreo
from padron.asegurados.models.domicilio import DomicilioAsegurado
from padron.asegurados.models.falla import FallaDato
from padron.asegurados.models.inscripcion import Inscripcion
from padron.asegurados.models.manifestacion import Manifestacion

__all__ = [
    "Adscripcion",
    "Asegurado",
    "ClaveRegistro",
    "ConsecutivoNSS",
    "CorreoSuspendido",
    "CorreoVinculado",
    "DomicilioAsegurado",
    "FallaDato",
    "Inscripcion",
    "LimiteCorreo",
    "Manifestacion",
]
