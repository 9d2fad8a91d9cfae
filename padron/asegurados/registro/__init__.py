"""Who assigns an NSS. Nothing outside this folder knows which form of the registry is in use.

Source: docs/reglas.md, «Assignment».
"""

from typing import Final, cast

from django.conf import settings
from django.utils.module_loading import import_string

from padron.asegurados.registro.base import Registro

__all__ = ["Registro", "get_registro"]

CLASES: Final = {
    "simulado": "padron.asegurados.registro.simulado.RegistroSimulado",
    "plantel": "padron.asegurados.registro.plantel.RegistroPlantel",
}


def get_registro() -> Registro:
    """Return the registry that `settings.REGISTRO` names: «simulado», «plantel» or the path of a class."""
    clase = import_string(CLASES.get(settings.REGISTRO, settings.REGISTRO))
    return cast("Registro", clase())
