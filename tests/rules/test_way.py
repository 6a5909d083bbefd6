"""The way through a report: no dead end, no unreachable question, nothing asked twice, nothing told hidden."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callpoint.rules.content.load import load_content
from callpoint.rules.content.model import Question
from callpoint.rules.content.whole import Content
from callpoint.rules.rows import MOST_ROWS, Answers, key_of, split_key
from callpoint.rules.way import (
    BEFORE_A_KIND,
    CHECK,
    HELP,
    PAGES_OF_THEIR_OWN,
    SITUATION,
    STORY,
    Told,
    Way,
    keys_in_row,
    next_row,
    offered_besides,
    questions_at,
    run_of,
    way_of,
)

ROOT = Path(__file__).resolve().parents[2] / "callpoint" / "content"
MOST_STEPS = 15
"""Pages of the plain way, from the situation to the check: a report in ten minutes."""


@cache
def the_content() -> Content:
    return load_content(ROOT)


BANK = "bank-impersonation"


def told(answers: Answers, kind: str = BANK, *, critical: bool = False) -> Told:
    return Told(answers=answers, read={}, kind=the_content().kinds[kind], critical=critical)


def way(answers: Answers, *, critical: bool = False) -> Way:
    return way_of(the_content(), told(answers, critical=critical))


def opening(question: Question) -> dict[str, str | list[str]]:
    """Answers to earlier questions, and to theirs, that make a question worth asking."""
    answers: dict[str, str | list[str]] = {}
    for earlier, accepted in question.ask_if.items():
        answers |= opening(the_content().questions[earlier])
        answers[earlier] = accepted[0]
    return answers


def kind_for(question: Question) -> str:
    content = the_content()
    named = question.kinds[0].removeprefix("set:")
    kind = content.kind_sets.get(named, (named,))[0]
    return kind if kind in content.kinds else "something-else"


def every_question_met(known: Told) -> set[str]:
    content = the_content()
    way = way_of(content, known)
    steps = (*way.steps, *offered_besides(content, known, way))
    return {one.id for step in steps for one in questions_at(content, known, step)}


def test_every_question_stands_on_one_sheet_or_has_a_page_of_its_own() -> None:
    content = the_content()
    placed = [name for sheet in content.sheets.values() for name in sheet.questions]
    assert sorted((*placed, *PAGES_OF_THEIR_OWN)) == sorted(content.questions)


def test_no_question_is_unreachable() -> None:
    questions = the_content().questions.values()
    alone = {*PAGES_OF_THEIR_OWN}
    assert [
        one.id
        for one in questions
        if one.id not in alone | every_question_met(told(opening(one), kind_for(one)))
    ] == []


@pytest.mark.parametrize("kind", sorted(the_content().kinds))
def test_the_plain_way_is_short(kind: str) -> None:
    known = Told(
        answers={STORY: "x"},
        read={"who": "self", "postcode": "S40"},
        kind=the_content().kinds[kind],
        critical=False,
    )
    assert len(way_of(the_content(), known).steps) <= MOST_STEPS


def test_help_comes_before_any_question_where_something_can_still_be_saved() -> None:
    calm, urgent, no_story = way({STORY: "x"}), way({STORY: "x"}, critical=True), way({}, critical=True)
    assert (calm.steps[:2], urgent.steps[:3], no_story.steps[:3], calm.steps.index(HELP) > 2) == (
        (SITUATION, STORY),
        (SITUATION, STORY, HELP),
        (SITUATION, HELP, STORY),
        True,
    )


def test_before_anything_is_told_the_way_is_a_guess() -> None:
    assert (way_of(the_content(), None).steps, questions_at(the_content(), None, "you")[0].id) == (
        BEFORE_A_KIND,
        "name",
    )


def test_money_is_asked_only_where_money_moved() -> None:
    with_money, without = way({"money_left": "last-24h"}), way({"money_left": "no"})
    assert ("payment" in with_money.steps, "payment" in without.steps) == (True, False)


def test_a_sheet_kept_from_the_way_is_offered_besides() -> None:
    known = told({"money_left": "no"})
    assert "payment" in offered_besides(the_content(), known, way_of(the_content(), known))


def test_each_payment_has_its_own_pages_in_turn() -> None:
    steps = way(
        {"pay_amount": "£5", "bank_told": "yes", "pay_amount.2": "£6", "pay_way.3": "gift-card"}
    ).steps
    rows = [step for step in steps if run_of(the_content(), step) == run_of(the_content(), "payment")]
    assert rows == [
        "payment",
        "payment-to",
        "bank-said",
        "payment.2",
        "payment-to.2",
        "payment.3",
        "payment-to.3",
    ]


def test_what_depends_on_a_payment_looks_at_that_payment() -> None:
    known = told({"pay_way": "cash", "pay_way.2": "gift-card"})
    first, second = (
        {one.id for one in questions_at(the_content(), known, step)}
        for step in ("payment-to", "payment-to.2")
    )
    assert ("gift_card" in first, "gift_card" in second) == (False, True)


def test_a_fact_told_elsewhere_is_asked_again_only_in_further_rows() -> None:
    known = told({"number_shown": "07700 900123"})
    first, second = (
        {one.id for one in questions_at(the_content(), known, step)} for step in ("suspect", "suspect.2")
    )
    assert ("suspect_phone" in first, "suspect_phone" in second) == (False, True)


def test_an_answer_given_keeps_its_question_in_place() -> None:
    known = told({"number_shown": "07700 900123", "suspect_phone": "07700 900456"})
    assert "suspect_phone" in {one.id for one in questions_at(the_content(), known, "suspect")}


def test_a_row_that_is_begun_but_empty_lies_on_the_way_of_whoever_is_there() -> None:
    known = told({"pay_amount": "£5", "money_left": "last-24h"})
    steps = [way_of(the_content(), known, here=here).steps for here in ("", "payment.2")]
    assert ["payment.2" in each for each in steps] == [False, True]


def test_the_next_row_comes_after_the_last_and_rows_have_an_end() -> None:
    content = the_content()
    full = {key_of("pay_amount", MOST_ROWS): "£1"}
    assert [next_row(content, answers, "payment-to") for answers in ({}, {"pay_way.2": "cash"}, full)] == [
        "payment.2",
        "payment.3",
        "",
    ]


def test_a_row_is_taken_out_as_a_whole() -> None:
    answers = {"pay_amount.2": "£5", "pay_to_name.2": "A", "pay_amount": "£1", "bank_ref.2": ""}
    assert set(keys_in_row(the_content(), answers, "payment-to.2")) == {"pay_amount.2", "pay_to_name.2"}


def test_a_sheet_asked_once_has_no_rows_and_a_step_of_no_name_asks_nothing() -> None:
    known = told({})
    steps = ("you.2", "nothing", HELP, CHECK, "who.2")
    assert [questions_at(the_content(), known, step) for step in steps] == [()] * len(steps)
    assert (run_of(the_content(), "you"), run_of(the_content(), "nothing")) == ((), ())


def test_the_way_leads_from_the_first_step_to_the_check_and_back() -> None:
    mine = way({STORY: "x"})
    forwards, step = [mine.steps[0]], mine.steps[0]
    while step != CHECK:
        step = mine.after(step)
        forwards.append(step)
    backwards = [step]
    while step := mine.before(step):
        backwards.append(step)
    assert (tuple(forwards), tuple(reversed(backwards))) == (mine.steps, mine.steps)


def test_from_beside_the_way_both_directions_lead_to_the_check() -> None:
    mine = way({STORY: "x"})
    assert (mine.after("news"), mine.before("news"), mine.place("news")) == (
        CHECK,
        CHECK,
        (len(mine.steps), len(mine.steps)),
    )


def _picked(question: Question, pick: int) -> str:
    offered = [choice.id for choice in question.choices] or ["yes", "£5", "do-not-know"]
    return offered[pick % len(offered)]


def _walked(
    kind: str, picks: dict[str, int], *, critical: bool, more_rows: int = 0
) -> tuple[list[str], Answers]:
    """Go from step to step, answering as `picks` says and skipping where it is silent; begin some further rows."""
    content = the_content()
    answers: dict[str, str | list[str]] = {STORY: "x"}
    step, met = SITUATION, [SITUATION]
    while step != CHECK:
        known = Told(answers=answers, read={}, kind=content.kinds[kind], critical=critical)
        row = split_key(step)[1]
        for question in questions_at(content, known, step):
            if question.id in picks:
                answers = {**answers, key_of(question.id, row): _picked(question, picks[question.id])}
        known = Told(answers=answers, read={}, kind=content.kinds[kind], critical=critical)
        following = way_of(content, known, here=step).after(step)
        ends_row = run_of(content, step) != run_of(content, following)
        another = next_row(content, answers, step) if ends_row and run_of(content, step) else ""
        step = another if 0 < split_key(another)[1] - 1 <= more_rows and another not in met else following
        met.append(step)
    return met, answers


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_every_walk_ends_asks_no_page_twice_and_shows_every_answer(data: st.DataObject) -> None:
    content = the_content()
    kind = data.draw(st.sampled_from(sorted(content.kinds)))
    picks = data.draw(
        st.dictionaries(st.sampled_from(sorted(content.questions)), st.integers(0, 20), max_size=60)
    )
    met, answers = _walked(
        kind, picks, critical=data.draw(st.booleans()), more_rows=data.draw(st.integers(0, 2))
    )
    known = Told(answers=answers, read={}, kind=content.kinds[kind], critical=False)
    laid = way_of(content, known)
    steps = (*laid.steps, *offered_besides(content, known, laid))
    shown = {
        key_of(one.id, split_key(step)[1]) for step in steps for one in questions_at(content, known, step)
    }
    assert (len(met), set(answers) - shown) == (len(set(met)), set())


def test_a_message_that_cost_nothing_is_answered_before_anything_is_asked() -> None:
    known = told({STORY: "x"}, "phishing-text")
    steps = way_of(the_content(), known).steps
    assert (steps[:3], set(steps) >= {"who", "postcode"}) == ((SITUATION, STORY, HELP), True)
