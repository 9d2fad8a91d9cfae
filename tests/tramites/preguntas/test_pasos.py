"""Steps as data: which apply, which answers count, which is asked first. Pure."""

from collections.abc import Callable, Iterable

from hypothesis import given
from hypothesis import strategies as st

from tramites.preguntas.forms import PasoForm
from tramites.preguntas.pasos import Respuestas, Step, get_dependents, resolve_steps


def answered_yes(step: str) -> Callable[[Respuestas], bool]:
    """Return a rule: true if the answer of `step` is yes."""
    return lambda respuestas: bool(respuestas.get(step, {}).get("si"))


def make(slug: str, after: str = "", *, depends_on: tuple[str, ...] = ()) -> Step:
    """Return a step; with `after` it applies if that step was answered with yes."""
    rule = {"applies": answered_yes(after)} if after else {}
    return Step(slug, PasoForm, slug, depends_on=depends_on, **rule)


SI, NO = {"si": True}, {"si": False}
STEPS = (make("a"), make("b", after="a"), make("c", after="b"), make("d", depends_on=("a", "b")))


def slugs(steps: Iterable[Step]) -> list[str]:
    return [step.slug for step in steps]


def applicable(respuestas: Respuestas) -> list[str]:
    return slugs(resolve_steps(STEPS, respuestas).pasos)


def test_without_answers_only_unconditional_steps_apply() -> None:
    assert applicable({}) == ["a", "d"]
    assert slugs(step for step in STEPS if step.is_conditional) == ["b", "c"]


def test_an_answer_makes_the_conditional_step_after_it_apply() -> None:
    assert applicable({"a": SI}) == ["a", "b", "d"]
    assert applicable({"a": SI, "b": SI}) == ["a", "b", "c", "d"]


def test_answers_on_an_abandoned_branch_are_ignored() -> None:
    answers = {"a": NO, "b": SI, "c": SI, "d": SI}
    resolved = resolve_steps(STEPS, answers)
    assert slugs(resolved.pasos) == ["a", "d"]
    assert resolved.respuestas == {"a": NO, "d": SI}
    assert answers["b"] == SI  # kept, in case the student takes that branch again


def test_a_rule_receives_the_answers_of_earlier_steps_only() -> None:
    seen = []
    steps = (make("a"), Step("b", PasoForm, "b", applies=lambda r: bool(seen.append(dict(r)) or True)), make("c"))
    resolve_steps(steps, {"a": SI, "b": SI, "c": SI})
    assert seen == [{"a": SI}]


def test_the_first_undone_step_is_the_last_one_if_all_are_done() -> None:
    resolved = resolve_steps(STEPS, {})
    assert resolved.get_first_undone([]).slug == "a"
    assert resolved.get_first_undone(["a"]).slug == "d"
    assert resolved.get_first_undone(["d"]).slug == "a"
    assert resolved.get_first_undone(["a", "d"]).slug == "d"


def test_dependents_are_the_steps_that_name_the_changed_step() -> None:
    assert get_dependents(STEPS, "a") == get_dependents(STEPS, "b") == {"d"}
    assert get_dependents(STEPS, "c") == set()


@given(st.dictionaries(st.sampled_from("abcdx"), st.sampled_from([SI, NO, {}])))
def test_any_answers_keep_the_order_and_count_only_where_their_step_applies(answers: Respuestas) -> None:
    resolved = resolve_steps(STEPS, answers)
    assert slugs(resolved.pasos) == [slug for slug in "abcd" if slug in slugs(resolved.pasos)]
    assert set(resolved.respuestas) == set(slugs(resolved.pasos)) & set(answers)
    assert applicable(resolved.respuestas) == slugs(resolved.pasos)
