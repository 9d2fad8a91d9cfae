"""The steps of a wizard as data. A procedure describes its questions with one tuple of `Step`. Pure: no Django."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Respuestas = Mapping[str, Mapping[str, Any]]  # {step slug: {field name: plain value}}


def _always(respuestas: Respuestas) -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """One page of a wizard: one question, or a few questions that belong together.

    `applies(respuestas)` returns whether the wizard asks this step. It receives the answers of the earlier steps that
    apply. `depends_on` contains the slugs of earlier steps. If the answer of such an earlier step changes, the wizard
    asks this step again, and fills in the student's former answer to this step.
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
    """The steps that apply, and the answers of these steps. Answers of other steps are left out."""

    pasos: tuple[Step, ...]
    respuestas: Respuestas

    def get_first_undone(self, hechos: Collection[str]) -> Step:
        """Return the first step that is not done. If all are done, return the last one, which submits the Solicitud."""
        return next((step for step in self.pasos if step.slug not in hechos), self.pasos[-1])


def resolve_steps(steps: Sequence[Step], respuestas: Respuestas) -> Resolved:
    """Decide which steps apply, going through the steps once, from first to last.

    An answer counts only if its own step applies. So the answer of a step that no longer applies changes nothing.
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
    """Return the slugs of the steps that depend on the step `changed`, and that the wizard must therefore ask again."""
    return {step.slug for step in steps if changed in step.depends_on}


@dataclass(frozen=True)
class Impedimento:
    """A page that says why a confirmed Solicitud cannot continue now, and what the student can do.

    `plantilla` and `contexto` are the template and the data of the page. An Impedimento is computed at each visit and
    never stored. So it disappears when its reason disappears.
    """

    plantilla: str
    contexto: Mapping[str, Any] = field(default_factory=dict)
