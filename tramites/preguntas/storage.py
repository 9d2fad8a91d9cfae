"""Stores the answers of a wizard in the Solicitud, encrypted, so that the student can continue in any browser."""

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from formtools.wizard.storage.base import BaseStorage

from tramites.solicitud.models import Solicitud

Pasos = Mapping[str, Mapping[str, Any]]
PASOS, PENDIENTES = "pasos", "pendientes"


def get_respuestas(solicitud: Solicitud) -> dict[str, dict[str, Any]]:
    """Return the answers of a Solicitud as plain values, by step slug."""
    return dict(solicitud.respuestas.get(PASOS, {}))


def get_hechos(solicitud: Solicitud) -> list[str]:
    """Return the slugs of the steps that are done: they have an answer, and the wizard must not ask them again."""
    pendientes = solicitud.respuestas.get(PENDIENTES, [])
    return [slug for slug in get_respuestas(solicitud) if slug not in pendientes]


def seed_respuestas(solicitud: Solicitud, pasos: Pasos) -> None:
    """Fill in known answers for steps that the student has not answered yet.

    The wizard still shows each of these steps, so that the student can confirm or change the answer.
    """
    answered = get_respuestas(solicitud)
    ask_again(solicitud, {slug: answers for slug, answers in pasos.items() if slug not in answered})


def ask_again(solicitud: Solicitud, pasos: Pasos) -> None:
    """Make the wizard ask the steps in `pasos` again, with the answers in `pasos` filled in.

    The caller has locked the row of the Solicitud.
    """
    _set_respuestas(solicitud, pasos={**get_respuestas(solicitud), **pasos}, pending=pasos)
    solicitud.save(update_fields=["respuestas", "actualizada"])


def _set_respuestas(
    solicitud: Solicitud, *, pasos: Pasos, pending: Collection[str] = (), done: Collection[str] = ()
) -> None:
    """Set the answers on the model instance, without saving it.

    The wizard will ask the steps in `pending`, even if they already have an answer. It will not ask the steps in
    `done`.
    """
    pendientes = ({*solicitud.respuestas.get(PENDIENTES, [])} | {*pending}) - {*done}
    solicitud.respuestas = {PASOS: dict(pasos), PENDIENTES: sorted(pendientes)}


class SolicitudStorage(BaseStorage):  # type: ignore[misc]
    """A formtools storage that keeps the answers in the Solicitud of the request (`request.solicitud`).

    It stores cleaned, plain values and no CSRF token. It does not store the current step, because the URL names that
    step.
    """

    def __init__(self, prefix: str, request: HttpRequest, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.init_data()
        self.solicitud: Solicitud = request.solicitud  # type: ignore[attr-defined]

    def reset(self) -> None:
        """Do nothing.

        formtools calls `reset` after `done` to erase the answers. Here only the nightly retention may erase answers.
        """

    @property
    def pasos(self) -> dict[str, dict[str, Any]]:
        """Return the answers as plain values, by step slug."""
        return get_respuestas(self.solicitud)

    def get_step_data(self, step: str) -> "MultiValueDict[str, Any] | None":
        """Return the answer of a step as form data, or None if the wizard must ask the step (again)."""
        if step not in get_hechos(self.solicitud):
            return None
        return MultiValueDict({name: [value] for name, value in self.pasos[step].items()})

    def set_step_data(self, step: str, cleaned_data: dict[str, Any]) -> None:
        """Save the answer of a step and mark the step as done."""
        _set_respuestas(self.solicitud, pasos={**self.pasos, step: cleaned_data}, done=[step])
        self.solicitud.save(update_fields=["respuestas", "actualizada"])

    def expect_again(self, steps: set[str]) -> None:
        """Mark these steps, if they have an answer, so that the wizard asks them again.

        The next call of `set_step_data` saves the marks.
        """
        _set_respuestas(self.solicitud, pasos=self.pasos, pending=steps & self.pasos.keys())
