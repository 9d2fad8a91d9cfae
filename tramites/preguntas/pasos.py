"""Steps as data: a procedure's tuple of steps is its only description. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Respuestas = Mapping[str, Mapping[str, Any]]  # step → field → plain value


def _always(respuestas: Respuestas) -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """One question, or a few that belong together.

    `applies(respuestas)` receives the answers of the earlier steps that apply. `depends_on` names earlier steps: when
    the answer of one changes, this step is asked again, with its former answer filled in.
    """

    slug: str
    form: type[Any]
    title: str
    applies: Callable[[Respuestas], bool] = _always
    template: str = "tramites/paso.html"
    depends_on: tuple[str, ...] = ()

    @property
    def is_conditional(self) -> bool:
        """True if the answers decide whether the step is asked."""
        return self.applies is not _always


@dataclass(frozen=True)
class Resolved:
    """The steps that apply to the answers, and the answers that count: those of the steps that apply."""

    pasos: tuple[Step, ...]
    respuestas: Respuestas

    def get_first_undone(self, hechos: Collection[str]) -> Step:
        """Return the first step that is not done. If all are done, return the last one, which ends the procedure."""
        return next((step for step in self.pasos if step.slug not in hechos), self.pasos[-1])


def resolve_steps(steps: Sequence[Step], respuestas: Respuestas) -> Resolved:
    """Decide which steps apply, in one forward pass.

    An answer counts only if its own step applies. So an answer on an abandoned branch changes nothing.
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
    """Return the slugs of the steps to ask again because the answer of the step `changed` is different now."""
    return {step.slug for step in steps if changed in step.depends_on}


@dataclass(frozen=True)
class Impedimento:
    """Why a confirmed Solicitud cannot continue now, and what the student can do: a page of the procedure.

    It is decided again at each visit and stored nowhere, so it ends when its reason ends.
    """

    plantilla: str
    contexto: Mapping[str, Any] = field(default_factory=dict)
