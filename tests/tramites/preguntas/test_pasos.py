"""Tests of the rules that decide which wizard steps apply.

The rules also decide which answers are used, and which step comes next.
"""

from collections.abc import Callable, Iterable

from hypothesis import given
from hypothesis import strategies as st

from tramites.preguntas.forms import PasoForm
from tramites.preguntas.pasos import Respuestas, Step, get_dependents, resolve_steps


def answered_yes(step: str) -> Callable[[Respuestas], bool]:
    """Return a function that can be used as `Step.applies`.

    The function returns True if the student answered the step `step` with yes.
    """
    return lambda respuestas: bool(respuestas.get(step, {}).get("si"))


def make_step(slug: str, after: str = "", *, depends_on: tuple[str, ...] = ()) -> Step:
    """Return a step with the slug `slug`.

    For example, `make_step("b", after="a")` applies only if the student answered step a with yes.
    """
    rule = {"applies": answered_yes(after)} if after else {}
    return Step(slug, PasoForm, slug, depends_on=depends_on, **rule)


SI, NO = {"si": True}, {"si": False}
STEPS = (make_step("a"), make_step("b", after="a"), make_step("c", after="b"), make_step("d", depends_on=("a", "b")))


def list_slugs(steps: Iterable[Step]) -> list[str]:
    return [step.slug for step in steps]


def list_applicable_slugs(respuestas: Respuestas) -> list[str]:
    return list_slugs(resolve_steps(STEPS, respuestas).pasos)


def test_without_answers_only_unconditional_steps_apply() -> None:
    assert list_applicable_slugs({}) == ["a", "d"]
    assert list_slugs(step for step in STEPS if step.is_conditional) == ["b", "c"]


def test_a_conditional_step_applies_only_if_the_earlier_step_has_the_required_answer() -> None:
    assert list_applicable_slugs({"a": SI}) == ["a", "b", "d"]
    assert list_applicable_slugs({"a": SI, "b": SI}) == ["a", "b", "c", "d"]


def test_the_answer_of_a_step_that_no_longer_applies_is_ignored() -> None:
    answers = {"a": NO, "b": SI, "c": SI, "d": SI}
    resolved = resolve_steps(STEPS, answers)
    assert list_slugs(resolved.pasos) == ["a", "d"]
    assert resolved.respuestas == {"a": NO, "d": SI}
    # resolve_steps does not delete the answer of step b, because step b may apply again later.
    assert answers["b"] == SI


def test_the_function_applies_of_a_step_receives_only_answers_of_earlier_steps() -> None:
    seen = []
    steps = (
        make_step("a"),
        Step("b", PasoForm, "b", applies=lambda r: bool(seen.append(dict(r)) or True)),
        make_step("c"),
    )
    resolve_steps(steps, {"a": SI, "b": SI, "c": SI})
    assert seen == [{"a": SI}]


def test_get_first_undone_returns_the_first_step_that_is_not_done() -> None:
    """If all steps are done, get_first_undone returns the last step."""
    resolved = resolve_steps(STEPS, {})
    assert resolved.get_first_undone([]).slug == "a"
    assert resolved.get_first_undone(["a"]).slug == "d"
    assert resolved.get_first_undone(["d"]).slug == "a"
    assert resolved.get_first_undone(["a", "d"]).slug == "d"


def test_get_dependents_returns_the_steps_that_depend_on_the_changed_step() -> None:
    assert get_dependents(STEPS, "a") == get_dependents(STEPS, "b") == {"d"}
    assert get_dependents(STEPS, "c") == set()


@given(st.dictionaries(st.sampled_from("abcdx"), st.sampled_from([SI, NO, {}])))
def test_resolve_steps_returns_the_steps_in_order_and_only_the_answers_of_these_steps(answers: Respuestas) -> None:
    resolved = resolve_steps(STEPS, answers)
    assert list_slugs(resolved.pasos) == [slug for slug in "abcd" if slug in list_slugs(resolved.pasos)]
    assert set(resolved.respuestas) == set(list_slugs(resolved.pasos)) & set(answers)
    assert list_applicable_slugs(resolved.respuestas) == list_slugs(resolved.pasos)
