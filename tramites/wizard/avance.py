"""Where the answers of a Solicitud have got to, without a request."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from tramites.models import Solicitud
from tramites.wizard.pasos import Step, get_applicable, get_first_undone
from tramites.wizard.storage import get_hechos, get_respuestas


def get_current_step_url(solicitud: Solicitud, pasos: Sequence[Step]) -> str:
    """Return the address of the first step that is not done."""
    applicable = get_applicable(pasos, get_respuestas(solicitud))
    return get_step_url(solicitud.tipo, solicitud.pk, get_first_undone(applicable, get_hechos(solicitud)).slug)


def get_step_url(tipo: str, uuid: UUID, step: str) -> str:
    """Return the address of a step."""
    return reverse("paso", args=[tipo, uuid, step])
