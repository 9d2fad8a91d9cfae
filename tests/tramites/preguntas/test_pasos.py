"""Tests of the pure rules of wizard steps: which steps apply, which answers count, which step comes next."""

from collections.abc import Callable, Iterable

from hypothesis import given
from hypothesis import strategies as st

from tramites.preguntas.forms import PasoForm
from tramites.preguntas.pasos import Respuestas, Step, get_dependents, resolve_steps


def answered_yes(step: str) -> Callable[[Respuestas], bool]:
    """Return a rule for `Step.applies`. The rule is true if the answer of the step `step` is yes."""
    return lambda respuestas: bool(respuestas.get(step, {}).get("si"))


def make_step(slug: str, after: str = "", *, depends_on: tuple[str, ...] = ()) -> Step:
    """Return a step. If `after` is given, the step applies only if the answer of the step `after` is yes."""
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


def test_answers_on_an_abandoned_branch_are_ignored() -> None:
    answers = {"a": NO, "b": SI, "c": SI, "d": SI}
    resolved = resolve_steps(STEPS, answers)
    assert list_slugs(resolved.pasos) == ["a", "d"]
    assert resolved.respuestas == {"a": NO, "d": SI}
    assert answers["b"] == SI  # resolve_steps deletes no answer, because the student may return to this branch


def test_the_applies_rule_of_a_step_receives_only_the_answers_of_earlier_steps() -> None:
    seen = []
    steps = (
        make_step("a"),
        Step("b", PasoForm, "b", applies=lambda r: bool(seen.append(dict(r)) or True)),
        make_step("c"),
    )
    resolve_steps(steps, {"a": SI, "b": SI, "c": SI})
    assert seen == [{"a": SI}]


def test_get_first_undone_returns_the_first_undone_step_or_the_last_step_if_all_are_done() -> None:
    resolved = resolve_steps(STEPS, {})
    assert resolved.get_first_undone([]).slug == "a"
    assert resolved.get_first_undone(["a"]).slug == "d"
    assert resolved.get_first_undone(["d"]).slug == "a"
    assert resolved.get_first_undone(["a", "d"]).slug == "d"


def test_get_dependents_returns_the_steps_that_list_the_changed_step_in_depends_on() -> None:
    assert get_dependents(STEPS, "a") == get_dependents(STEPS, "b") == {"d"}
    assert get_dependents(STEPS, "c") == set()


@given(st.dictionaries(st.sampled_from("abcdx"), st.sampled_from([SI, NO, {}])))
def test_resolve_steps_keeps_the_order_of_steps_and_only_the_answers_of_applicable_steps(answers: Respuestas) -> None:
    resolved = resolve_steps(STEPS, answers)
    assert list_slugs(resolved.pasos) == [slug for slug in "abcd" if slug in list_slugs(resolved.pasos)]
    assert set(resolved.respuestas) == set(list_slugs(resolved.pasos)) & set(answers)
    assert list_applicable_slugs(resolved.respuestas) == list_slugs(resolved.pasos)
