"""Steps as data: a procedure's tuple of steps is its only description. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Respuestas = Mapping[str, Mapping[str, Any]]  # step → field → plain value


def _always(respuestas: Respuestas) -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """One question, or a few that belong together.

    `applies(respuestas)` gets the answers of the earlier steps that apply. `depends_on` names the earlier steps whose
    change makes this one be asked again (with what was answered filled in).
    """

    slug: str
    form: type[Any]
    title: str
    applies: Callable[[Respuestas], bool] = _always
    template: str = "tramites/paso.html"
    depends_on: tuple[str, ...] = ()


def get_applicable(steps: Sequence[Step], respuestas: Respuestas) -> tuple[Step, ...]:
    """Return the steps that apply, in one forward pass.

    An answer counts only where its own step applies: what was answered on a way that was left changes nothing.
    """
    return _walk(steps, respuestas)[0]


def get_counting(steps: Sequence[Step], respuestas: Respuestas) -> Respuestas:
    """Return the answers that count: those of the steps that apply."""
    return _walk(steps, respuestas)[1]


def _walk(steps: Sequence[Step], respuestas: Respuestas) -> tuple[tuple[Step, ...], Respuestas]:
    applicable: list[Step] = []
    counting: dict[str, Mapping[str, Any]] = {}
    for step in steps:
        if step.applies(counting):
            applicable.append(step)
            if step.slug in respuestas:
                counting[step.slug] = respuestas[step.slug]
    return tuple(applicable), counting


def get_first_undone(applicable: Sequence[Step], done: Sequence[str]) -> Step:
    """Return the first step that is not done; the last one (the review) is never done before the end."""
    return next((step for step in applicable if step.slug not in done), applicable[-1])


def get_dependents(steps: Sequence[Step], changed: str) -> set[str]:
    """Return the steps to be asked again because the answers of `changed` are others now."""
    return {step.slug for step in steps if changed in step.depends_on}
