"""What the result page of a change of clinic shows."""

from datetime import date
from typing import Any

from documentos.contexts import DatosCambioClinica
from tramites.clinica.paginas import get_contexto_clinica
from tramites.models import Solicitud


def get_contexto_resultado(solicitud: Solicitud, hoy: date) -> dict[str, Any]:
    """Return the former clinic and the new one."""
    return get_contexto_clinica(solicitud, DatosCambioClinica.tipo)
