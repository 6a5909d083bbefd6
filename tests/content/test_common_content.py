"""The common content agrees with its models and with itself."""

from itertools import pairwise

import pytest

from callpoint.rules.content.model import Situation
from tests.content import common

OWN_SECTIONS = {"safety", "who"}
"""Only here may the browser fill in: what is asked elsewhere is about somebody else."""


def test_every_file_is_named_by_its_id() -> None:
    wrong = [name for name, kind in common.kinds().items() if kind.id != name]
    wrong += [name for name, page in common.guidance().items() if page.id != name]
    wrong += [
        name
        for name, section in common.sections().items()
        if not name == section["id"] == section["each"]["section"]
    ]
    assert wrong == []


def test_all_kinds_questions_and_pages_are_there() -> None:
    assert {
        "kinds": len(common.kinds()),
        "questions": len(common.questions()),
        "sections": len(common.sections()),
        "pages": set(common.guidance()),
        "sets": set(common.kind_sets()),
    } == {
        "kinds": 52,
        "questions": 238,
        "sections": 9,
        "pages": {
            *("feelings", "what-is-it", "gather", "keep-proof", "ways", "after", "protect"),
            *("privacy", "leave-quickly", "accessibility"),
        },
        "sets": {"money", "organisation"},
    }


def test_no_id_is_used_twice() -> None:
    questions = [
        question["id"] for section in common.sections().values() for question in section["questions"]
    ]
    situations = [situation.id for situation in common.situations()]
    choices = [
        (question.id, choice.id) for question in common.questions().values() for choice in question.choices
    ]
    assert [ids for ids in (questions, situations, choices) if len(ids) != len(set(ids))] == []


def test_a_kind_and_its_extra_questions_name_each_other() -> None:
    named_by_kinds = {(kind.id, question) for kind in common.kinds().values() for question in kind.ask}
    by_section_rule = ("all", "set:")
    named_by_questions = {
        (kind, question.id)
        for question in common.questions().values()
        if question.section == "happened"
        for kind in question.kinds
        if not kind.startswith(by_section_rule)
    }
    assert named_by_kinds == named_by_questions


def test_every_named_kind_or_set_exists() -> None:
    known = {"all", *common.kinds(), *(f"set:{name}" for name in common.kind_sets())}
    named = {kind for question in common.questions().values() for kind in question.kinds} | {
        kind for kinds in common.kind_sets().values() for kind in kinds
    }
    assert named - known == set()


def test_conditions_name_earlier_questions_and_their_answers() -> None:
    earlier: dict[str, set[str]] = {}
    wrong = []
    for question in common.questions().values():
        for asked, answers in question.ask_if.items():
            offered = earlier.get(asked)
            if offered is None or (offered and not offered.issuperset(answers)):
                wrong.append((question.id, asked))
        wrong += [(question.id, asked) for asked in question.skip_if_answered if asked not in earlier]
        earlier[question.id] = {choice.id for choice in question.choices}
    assert wrong == []


def test_what_stands_in_for_a_required_answer_is_a_question() -> None:
    stands_in = {named for question in common.questions().values() for named in question.in_place}
    assert stands_in
    assert stands_in <= set(common.questions())


def test_only_what_the_facts_require_is_required() -> None:
    assert {
        question.id: question.required_where for question in common.questions().values() if question.required
    } == {
        "story": "report",
        "true_as_known": "report",
        "discovered": "check",
        "contact_channel": "check",
        "pay_amount": "row",
        "pay_when": "row",
        "pay_way": "row",
        "not_intimate": "files",
    }


def test_the_story_may_be_long() -> None:
    assert common.questions()["story"].limit == 20_000


def test_the_browser_fills_in_only_what_is_the_persons_own() -> None:
    filled = [q for q in common.questions().values() if q.autofill]
    assert filled
    assert [
        question.id
        for question in filled
        if question.section not in OWN_SECTIONS or question.id.startswith("harmed_")
    ] == []


def test_every_reason_is_given_in_at_most_twelve_words() -> None:
    assert [
        question.id for question in common.questions().values() if not 1 <= len(question.why.split()) <= 12
    ] == []


def test_questions_with_choices_have_labels_in_words() -> None:
    choosing = {"radio", "checks"}
    assert [
        question.id
        for question in common.questions().values()
        if (question.type in choosing) != bool(question.choices)
        or any(choice.label == choice.id for choice in question.choices)
    ] == []


@pytest.mark.parametrize("situation", common.situations(), ids=lambda one: one.id)
def test_a_situation_states_only_facts_that_can_be_asked(situation: Situation) -> None:
    safety = {
        question.id: {choice.id for choice in question.choices}
        for question in common.questions().values()
        if question.section == "safety"
    }
    assert [
        (fact, value) for fact, value in situation.facts.items() if value not in safety.get(fact, set())
    ] == []


def test_situations_are_listed_in_their_order_and_the_urgent_four_come_first() -> None:
    listed = common.situations()
    assert all(one.order < other.order for one, other in pairwise(listed))
    assert [situation.id for situation in listed[:4]] == [
        "danger-now",
        "money-just-gone",
        "pictures-threatened",
        "organisation-attacked-now",
    ]
