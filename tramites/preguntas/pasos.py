"""Describes the steps of a wizard as data. This module does not use Django.

A procedure describes its questions with one tuple of `Step`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Respuestas = Mapping[str, Mapping[str, Any]]  # {step slug: {field name: plain value}}


def _always(respuestas: Respuestas) -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """One page of a wizard, with one question or with a few questions.

    The wizard asks the step only if `applies(respuestas)` returns True. `respuestas` contains the answers to the
    earlier steps. `depends_on` contains the slugs of earlier steps. If the student changes the answer to one of these
    earlier steps, the wizard asks this step again. The form then shows the student's old answer.
    """

    slug: str
    form: type[Any]
    title: str
    applies: Callable[[Respuestas], bool] = _always
    template: str = "tramites/paso.html"
    depends_on: tuple[str, ...] = ()

    @property
    def is_conditional(self) -> bool:
        """True if earlier answers decide whether the wizard asks the step."""
        return self.applies is not _always


@dataclass(frozen=True)
class Resolved:
    """The steps that the wizard asks this student, and the answers to these steps.

    The answers to other steps are left out.
    """

    pasos: tuple[Step, ...]
    respuestas: Respuestas

    def get_first_undone(self, hechos: Collection[str]) -> Step:
        """Return the first step that is not done.

        If all steps are done, return the last step, which submits the Solicitud.
        """
        return next((step for step in self.pasos if step.slug not in hechos), self.pasos[-1])


def resolve_steps(steps: Sequence[Step], respuestas: Respuestas) -> Resolved:
    """Decide which steps the wizard asks, from the first step to the last.

    An answer counts only if the wizard asks the step of this answer. For example, a student typed an unknown postal
    code and chose a state. If the student then types a known postal code, the chosen state no longer counts.
    """
    applicable: list[Step] = []
    counting: dict[str, Mapping[str, Any]] = {}
    for step in steps:
        if step.applies(counting):
            applicable.append(step)
            if step.slug in respuestas:
                counting[step.slug] = respuestas[step.slug]
    return Resolved(tuple(applicable), counting)


def get_dependents(steps: Sequence[Step], changed: str) -> set[str]:
    """Return the slugs of the steps that depend on the step `changed`.

    The wizard must ask these steps again, because the student has changed the answer to `changed`.
    """
    return {step.slug for step in steps if changed in step.depends_on}


@dataclass(frozen=True)
class Impedimento:
    """A reason why a confirmed Solicitud cannot continue today.

    The page with the template `plantilla` tells the student the reason, and what to do. An Impedimento is not stored,
    because the portal checks the reason again at each visit.
    """

    plantilla: str
    contexto: Mapping[str, Any] = field(default_factory=dict)
