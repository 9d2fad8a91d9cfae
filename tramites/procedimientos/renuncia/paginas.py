"""What the result page of a renuncia shows."""

from datetime import date
from typing import Any

from tramites.models import Renuncia, Solicitud


def get_contexto_resultado(solicitud: Solicitud, hoy: date) -> dict[str, Any]:
    """Return where the renuncia is: with the student to sign, at the campus, back, or taken back."""
    return {"renuncia": Renuncia.objects.select_related("plantel").get(solicitud=solicitud)}
