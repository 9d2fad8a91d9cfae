"""Stores the answers of a wizard in the Solicitud, and encrypts the answers.

So the student can continue in another browser.
"""

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
    """Return the slugs of the steps that are done.

    A step is done if the step has an answer, and if the wizard must not ask the step again.
    """
    pendientes = solicitud.respuestas.get(PENDIENTES, [])
    return [slug for slug in get_respuestas(solicitud) if slug not in pendientes]


def seed_respuestas(solicitud: Solicitud, pasos: Pasos) -> None:
    """Fill in known answers to steps that the student has not answered yet.

    The wizard still shows these steps, so that the student can confirm or change the answers.
    """
    answered = get_respuestas(solicitud)
    ask_again(solicitud, {slug: answers for slug, answers in pasos.items() if slug not in answered})


def ask_again(solicitud: Solicitud, pasos: Pasos) -> None:
    """Make the wizard ask the steps in `pasos` again.

    The forms of these steps show the answers in `pasos`. The caller has locked the row of the Solicitud.
    """
    _set_respuestas(solicitud, pasos={**get_respuestas(solicitud), **pasos}, pending=pasos)
    solicitud.save(update_fields=["respuestas", "actualizada"])


def _set_respuestas(
    solicitud: Solicitud, *, pasos: Pasos, pending: Collection[str] = (), done: Collection[str] = ()
) -> None:
    """Set the answers of `solicitud` in memory, without saving the row.

    The wizard will ask the steps in `pending`, even if they already have an answer. It will not ask the steps in
    `done`.
    """
    pendientes = ({*solicitud.respuestas.get(PENDIENTES, [])} | {*pending}) - {*done}
    solicitud.respuestas = {PASOS: dict(pasos), PENDIENTES: sorted(pendientes)}


class SolicitudStorage(BaseStorage):  # type: ignore[misc]
    """Stores the answers for formtools in the Solicitud (`request.solicitud`).

    It stores the cleaned values, and no CSRF token. It does not store the current step, because the URL names this
    step.
    """

    def __init__(self, prefix: str, request: HttpRequest, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.init_data()
        self.solicitud: Solicitud = request.solicitud  # type: ignore[attr-defined]

    def reset(self) -> None:
        """Do nothing, because the answers must not be erased after the last step.

        formtools calls this method to erase the answers. Here the answers may be needed again, for example if the
        chosen clinic is full.
        """

    @property
    def pasos(self) -> dict[str, dict[str, Any]]:
        """Return the answers as plain values, by step slug."""
        return get_respuestas(self.solicitud)

    def get_step_data(self, step: str) -> "MultiValueDict[str, Any] | None":
        """Return the answer of a step as form data, or None if the wizard must ask the step."""
        if step not in get_hechos(self.solicitud):
            return None
        return MultiValueDict({name: [value] for name, value in self.pasos[step].items()})

    def set_step_data(self, step: str, cleaned_data: dict[str, Any]) -> None:
        """Save the answer of a step and mark the step as done."""
        _set_respuestas(self.solicitud, pasos={**self.pasos, step: cleaned_data}, done=[step])
        self.solicitud.save(update_fields=["respuestas", "actualizada"])

    def expect_again(self, steps: set[str]) -> None:
        """Mark these steps, so that the wizard asks them again.

        A step without an answer needs no mark. The next call of `set_step_data` saves the marks.
        """
        _set_respuestas(self.solicitud, pasos=self.pasos, pending=steps & self.pasos.keys())
