"""Where the answers of a wizard live: in the Solicitud that the address names, encrypted, whichever browser asks."""

from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from formtools.wizard.storage.base import BaseStorage

from tramites.models import Solicitud

PASOS, PENDIENTES = "pasos", "pendientes"


def get_respuestas(solicitud: Solicitud) -> dict[str, dict[str, Any]]:
    """Return the plain answers of a Solicitud, by step."""
    return dict(solicitud.respuestas.get(PASOS, {}))


def get_hechos(solicitud: Solicitud) -> list[str]:
    """Return the steps that are answered and not to be asked again."""
    pendientes = solicitud.respuestas.get(PENDIENTES, [])
    return [slug for slug in get_respuestas(solicitud) if slug not in pendientes]


def seed_respuestas(solicitud: Solicitud, pasos: dict[str, dict[str, Any]]) -> None:
    """Fill in what is known of steps that are not answered yet; each is still shown, to be confirmed or changed."""
    answered = get_respuestas(solicitud)
    seeds = {slug: answers for slug, answers in pasos.items() if slug not in answered}
    pendientes = {*solicitud.respuestas.get(PENDIENTES, []), *seeds}
    solicitud.respuestas = {PASOS: {**answered, **seeds}, PENDIENTES: sorted(pendientes)}
    solicitud.save(update_fields=["respuestas", "actualizada"])


def ask_again(solicitud: Solicitud, pasos: dict[str, dict[str, Any]]) -> None:
    """Let steps be asked again of a Solicitud whose row the caller holds, with other answers filled in."""
    pendientes = {*solicitud.respuestas.get(PENDIENTES, []), *pasos}
    solicitud.respuestas = {PASOS: {**get_respuestas(solicitud), **pasos}, PENDIENTES: sorted(pendientes)}
    solicitud.save(update_fields=["respuestas", "actualizada"])


class SolicitudStorage(BaseStorage):  # type: ignore[misc]
    """formtools' storage on the Solicitud that the view put on the request.

    Holds cleaned, plain values without the CSRF token. formtools' notion of a current step is kept in memory only:
    the step is what the address names.
    """

    def __init__(self, prefix: str, request: HttpRequest, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.init_data()
        self.solicitud: Solicitud = request.solicitud  # type: ignore[attr-defined]

    def reset(self) -> None:
        """Do nothing: answers are erased by retention, never by an address."""

    @property
    def pasos(self) -> dict[str, dict[str, Any]]:
        """Return the answers, by step."""
        return get_respuestas(self.solicitud)

    def get_step_data(self, step: str) -> "MultiValueDict[str, Any] | None":
        answers = self.pasos.get(step)
        return None if answers is None else MultiValueDict({name: [value] for name, value in answers.items()})

    def set_step_data(self, step: str, cleaned_data: dict[str, Any]) -> None:
        self._write({**self.pasos, step: cleaned_data}, self._list_pendientes() - {step})

    def ask_again(self, steps: set[str]) -> None:
        """Let the steps be asked again, with their answers filled in."""
        self._write(self.pasos, self._list_pendientes() | (steps & self.pasos.keys()))

    def _list_pendientes(self) -> set[str]:
        return set(self.solicitud.respuestas.get(PENDIENTES, []))

    def _write(self, pasos: dict[str, dict[str, Any]], pendientes: set[str]) -> None:
        self.solicitud.respuestas = {PASOS: pasos, PENDIENTES: sorted(pendientes)}
        self.solicitud.save(update_fields=["respuestas", "actualizada"])
