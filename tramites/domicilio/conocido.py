"""The address that a student gave before: nobody types it twice (WCAG 2.2, 3.3.7)."""

from typing import Any, Final

from tramites.domicilio.datos import CODIGO_POSTAL, DOMICILIO, ESTADO
from tramites.models import Solicitud
from tramites.wizard.storage import get_respuestas, seed_respuestas

PASOS: Final = (CODIGO_POSTAL, ESTADO, DOMICILIO)
ULTIMAS: Final = 5  # procedures that are looked through: answers are encrypted, and no query can


def seed_domicilio(solicitud: Solicitud) -> None:
    """Fill in the steps of the address with what the student answered last, in whichever procedure, finished or not.

    The caller holds the row. Each step is shown all the same: an address changes.
    """
    seed_respuestas(solicitud, _find_last(solicitud))


def _find_last(solicitud: Solicitud) -> dict[str, dict[str, Any]]:
    others = Solicitud.objects.filter(asegurado=solicitud.get_asegurado()).exclude(pk=solicitud.pk)
    for other in others.order_by("-actualizada")[:ULTIMAS]:
        answers = get_respuestas(other)
        if CODIGO_POSTAL in answers:
            return {slug: answers[slug] for slug in PASOS if slug in answers}
    return {}
