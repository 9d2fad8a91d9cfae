"""Steps as data: which apply, which answers count, which come first. Pure."""

from hypothesis import given
from hypothesis import strategies as st

from tramites.wizard.forms import PasoForm
from tramites.wizard.pasos import Respuestas, Step, get_applicable, get_counting, get_dependents, get_first_undone


def yes(step: str):
    def applies(respuestas: Respuestas) -> bool:
        return bool(respuestas.get(step, {}).get("si"))

    return applies


def make(slug: str, after: str = "", *, depends_on: tuple[str, ...] = ()) -> Step:
    rule = {"applies": yes(after)} if after else {}
    return Step(slug, PasoForm, slug, depends_on=depends_on, **rule)


SI, NO = {"si": True}, {"si": False}
STEPS = (make("a"), make("b", after="a"), make("c", after="b"), make("d", depends_on=("a", "b")))


def slugs(steps) -> list[str]:
    return [step.slug for step in steps]


def test_without_answers_only_what_always_applies():
    assert slugs(get_applicable(STEPS, {})) == ["a", "d"]


def test_each_answer_opens_the_next_way():
    assert slugs(get_applicable(STEPS, {"a": SI})) == ["a", "b", "d"]
    assert slugs(get_applicable(STEPS, {"a": SI, "b": SI})) == ["a", "b", "c", "d"]


def test_an_answer_on_a_way_that_was_left_counts_no_more():
    answers = {"a": NO, "b": SI, "c": SI, "d": SI}
    assert slugs(get_applicable(STEPS, answers)) == ["a", "d"]
    assert get_counting(STEPS, answers) == {"a": NO, "d": SI}
    assert answers["b"] == SI  # kept, for who comes back


def test_a_rule_sees_earlier_answers_only():
    seen = []
    steps = (make("a"), Step("b", PasoForm, "b", applies=lambda r: bool(seen.append(dict(r)) or True)), make("c"))
    get_applicable(steps, {"a": SI, "b": SI, "c": SI})
    assert seen == [{"a": SI}]


def test_the_first_undone_is_the_last_when_all_is_done():
    applicable = get_applicable(STEPS, {})
    assert get_first_undone(applicable, []).slug == "a"
    assert get_first_undone(applicable, ["a"]).slug == "d"
    assert get_first_undone(applicable, ["d"]).slug == "a"
    assert get_first_undone(applicable, ["a", "d"]).slug == "d"


def test_dependents_are_what_names_the_changed_step():
    assert get_dependents(STEPS, "a") == get_dependents(STEPS, "b") == {"d"}
    assert get_dependents(STEPS, "c") == set()


@given(st.dictionaries(st.sampled_from("abcdx"), st.sampled_from([SI, NO, {}])))
def test_order_is_kept_and_what_counts_applies(answers):
    applicable = slugs(get_applicable(STEPS, answers))
    assert applicable == [slug for slug in "abcd" if slug in applicable]
    assert set(get_counting(STEPS, answers)) == set(applicable) & set(answers)
    assert slugs(get_applicable(STEPS, get_counting(STEPS, answers))) == applicable
