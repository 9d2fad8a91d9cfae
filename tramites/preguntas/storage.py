"""Where the answers of a wizard are kept: encrypted in the Solicitud, so that any browser can continue."""

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from formtools.wizard.storage.base import BaseStorage

from tramites.solicitud.models import Solicitud

Pasos = Mapping[str, Mapping[str, Any]]
PASOS, PENDIENTES = "pasos", "pendientes"


def get_respuestas(solicitud: Solicitud) -> dict[str, dict[str, Any]]:
    """Return the plain answers of a Solicitud, by step."""
    return dict(solicitud.respuestas.get(PASOS, {}))


def get_hechos(solicitud: Solicitud) -> list[str]:
    """Return the slugs of the steps that are done: answered, and not to be asked again."""
    pendientes = solicitud.respuestas.get(PENDIENTES, [])
    return [slug for slug in get_respuestas(solicitud) if slug not in pendientes]


def seed_respuestas(solicitud: Solicitud, pasos: Pasos) -> None:
    """Fill in what is known of the steps that have no answer yet. Each step is still shown, to confirm or change it."""
    answered = get_respuestas(solicitud)
    ask_again(solicitud, {slug: answers for slug, answers in pasos.items() if slug not in answered})


def ask_again(solicitud: Solicitud, pasos: Pasos) -> None:
    """Ask these steps again, with these answers filled in. The caller has locked the row of the Solicitud."""
    _set_respuestas(solicitud, pasos={**get_respuestas(solicitud), **pasos}, pending=pasos)
    solicitud.save(update_fields=["respuestas", "actualizada"])


def _set_respuestas(
    solicitud: Solicitud, *, pasos: Pasos, pending: Collection[str] = (), done: Collection[str] = ()
) -> None:
    """Put the answers into the row without saving it. `pending` and `done` change which steps are to be asked."""
    pendientes = ({*solicitud.respuestas.get(PENDIENTES, [])} | {*pending}) - {*done}
    solicitud.respuestas = {PASOS: dict(pasos), PENDIENTES: sorted(pendientes)}


class SolicitudStorage(BaseStorage):  # type: ignore[misc]
    """The storage of formtools, in the Solicitud that the wizard put on the request.

    It holds cleaned, plain values and no CSRF token. The current step lives in memory only: the address names it.
    """

    def __init__(self, prefix: str, request: HttpRequest, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.init_data()
        self.solicitud: Solicitud = request.solicitud  # type: ignore[attr-defined]

    def reset(self) -> None:
        """Keep the answers. formtools would erase them after `done`; here only the nightly retention erases them."""

    @property
    def pasos(self) -> dict[str, dict[str, Any]]:
        """Return the plain answers, by step."""
        return get_respuestas(self.solicitud)

    def get_step_data(self, step: str) -> "MultiValueDict[str, Any] | None":
        """Return the answer of a step as form data, or None if the step is to be asked (again)."""
        if step not in get_hechos(self.solicitud):
            return None
        return MultiValueDict({name: [value] for name, value in self.pasos[step].items()})

    def set_step_data(self, step: str, cleaned_data: dict[str, Any]) -> None:
        """Save the answer of a step."""
        _set_respuestas(self.solicitud, pasos={**self.pasos, step: cleaned_data}, done=[step])
        self.solicitud.save(update_fields=["respuestas", "actualizada"])

    def expect_again(self, steps: set[str]) -> None:
        """Note that these steps are to be asked again, if they have answers. `set_step_data` saves it."""
        _set_respuestas(self.solicitud, pasos=self.pasos, pending=steps & self.pasos.keys())
