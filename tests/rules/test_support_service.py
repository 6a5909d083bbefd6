"""A referral to a support service: its moves, its words, the list of needs, and the ways that are safe."""

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.assessment.model import Reason
from callpoint.rules.rows import Answers
from callpoint.rules.support_contact import (
    ContactPlan,
    ContactWay,
    UnsafeWayError,
    check_safe,
    contact_plan,
)
from callpoint.rules.support_needs import (
    Effect,
    compared,
    effects_of,
    known_needs,
    needs_list,
    needs_told,
    score_of,
)
from callpoint.rules.support_service import (
    TEXT_LIMIT,
    CloseReason,
    NotChosenError,
    ReferralMoveNotAllowedError,
    ReferralState,
    TooManyWordsError,
    WordsLackingError,
    check_move,
    check_works,
    chosen,
    needed,
    tidied,
)
from tests.rules.known import known

CONTENT = known().content
LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""A Monday."""
ALLOWED = {
    ("new", "accepted"),
    ("new", "returned"),
    ("accepted", "closed"),
    *((state, "withdrawn") for state in ("new", "accepted", "returned", "closed")),
}


def let_through(held: ReferralState, wanted: ReferralState) -> bool:
    try:
        check_move(held, wanted)
    except ReferralMoveNotAllowedError as refused:
        return (refused.held, refused.wanted) != (held, wanted)
    return True


def test_a_referral_moves_as_the_table_says_and_a_withdrawal_reaches_it_anywhere() -> None:
    found = {(one, other) for one, other in product(ReferralState, ReferralState) if let_through(one, other)}
    assert found == ALLOWED


@pytest.mark.parametrize("state", list(ReferralState))
def test_a_service_works_on_what_it_took_on_and_on_nothing_else(state: ReferralState) -> None:
    if state is ReferralState.ACCEPTED:
        check_works(state)
        return
    with pytest.raises(ReferralMoveNotAllowedError):
        check_works(state)


def test_words_are_kept_without_space_around_and_with_one_kind_of_line_end() -> None:
    assert (tidied(" a\r\nb "), needed("a ")) == ("a\nb", "a")


def test_a_step_that_needs_words_is_refused_without() -> None:
    with pytest.raises(WordsLackingError):
        needed(" \r\n ")


def test_a_text_says_by_how_much_it_is_too_long() -> None:
    with pytest.raises(TooManyWordsError) as refused:
        tidied("a" * (TEXT_LIMIT + 3))
    assert refused.value.over == 3


def test_a_choice_is_one_of_the_list() -> None:
    assert chosen("helped", CloseReason) is CloseReason.HELPED
    with pytest.raises(NotChosenError):
        chosen("zzz", CloseReason)


def test_every_need_of_the_criteria_is_on_the_list_with_its_score() -> None:
    listed = needs_list(CONTENT)
    assert ({need.id: need.gives for need in listed}, [need.gives for need in listed]) == (
        {
            **dict.fromkeys(("under-18", "suicide", "no-basics", "cannot-act", "abuser-at-home"), 3),
            **dict.fromkeys(("targeted", "at-the-door", "repeat", "fear", "very-upset", "cannot-pay"), 2),
            **dict.fromkeys(("lives-alone", "bereaved", "relies-on-carer", "access-need", "upset"), 1),
        },
        sorted((need.gives for need in listed), reverse=True),
    )


def test_needs_are_those_reasons_that_score() -> None:
    reasons = (Reason("fear", "They are afraid.", 2, ()), Reason("none-said", "None.", 0, ()))
    assert needs_told(reasons) == ("fear",)


def test_nothing_of_race_or_religion_is_on_the_list() -> None:
    text = " ".join(need.says.casefold() for need in needs_list(CONTENT))
    assert [word for word in ("race", "ethnic", "religio", "faith", "orientation") if word in text] == []


def test_the_score_is_that_of_the_highest_need_and_what_is_not_listed_counts_nothing() -> None:
    found = [
        score_of(CONTENT, ids) for ids in ([], ["zzz"], ["upset"], ["upset", "fear"], ["suicide", "upset"])
    ]
    assert found == [0, 0, 1, 2, 3]


def test_ids_are_kept_in_the_order_of_the_list() -> None:
    assert known_needs(CONTENT, ["upset", "zzz", "suicide"]) == ("suicide", "upset")


@pytest.mark.parametrize(
    ("score", "needs", "wanted"),
    [
        (None, (), ()),
        (0, (), ()),
        (1, ("relies-on-carer",), (Effect.OFFERED_FIRST,)),
        (2, (), (Effect.OFFERED_FIRST, Effect.SHORTER_TIMES)),
        (3, ("suicide",), (Effect.OFFERED_FIRST, Effect.SHORTER_TIMES, Effect.CALL_TODAY)),
        (3, ("cannot-act",), tuple(Effect)),
    ],
)
def test_what_follows_from_needs(
    score: int | None, needs: tuple[str, ...], wanted: tuple[Effect, ...]
) -> None:
    assert effects_of(score, needs) == wanted


IDS = st.sets(st.sampled_from([need.id for need in needs_list(CONTENT)]))


@given(before=IDS, after=IDS)
def test_comparing_parts_what_was_and_what_is(before: set[str], after: set[str]) -> None:
    found = compared(CONTENT, before, after)
    assert (set(found.gone), set(found.stayed), set(found.new)) == (
        before - after,
        before & after,
        after - before,
    )
    assert (found.score_before, found.score_after) == (score_of(CONTENT, before), score_of(CONTENT, after))


SAFE: Answers = {"phone": "0770", "email": "a@example.org"}


@pytest.mark.parametrize(
    ("answers", "ways"),
    [
        ({}, ()),
        ({"safe_contact": "no"}, ()),
        ({"safe_contact": "certain-times"}, ()),
        ({"safe_contact": "yes"}, ("call", "email")),
        ({"safe_contact": "yes", "phone": " "}, ("email",)),
        ({"safe_contact": "yes", "update_way": "phone"}, ("call",)),
        ({"safe_contact": "yes", "update_way": "sms"}, ("text",)),
        ({"safe_contact": "yes", "update_way": "email"}, ("email",)),
        ({"safe_contact": "yes", "update_way": "post"}, ()),
        ({"safe_contact": "yes", "update_way": "code-only"}, ()),
        ({"safe_contact": "certain-times", "safe_times": "after work"}, ("call", "email")),
    ],
)
def test_only_ways_that_were_called_safe_are_ways(answers: Answers, ways: tuple[str, ...]) -> None:
    assert contact_plan({**SAFE, **answers}, at=NOON, zone=LONDON).ways == ways


@pytest.mark.parametrize(
    ("answers", "is_open", "opens_in"),
    [
        ({"safe_contact": "yes"}, True, None),
        ({"safe_contact": "yes", "safe_times": "after 6 pm"}, True, None),
        ({"safe_contact": "certain-times", "safe_times": "after 6 pm"}, False, timedelta(hours=6)),
        ({"safe_contact": "certain-times", "safe_times": "mornings"}, False, timedelta(hours=20)),
        ({"safe_contact": "certain-times", "safe_times": "afternoons"}, True, timedelta(0)),
        ({"safe_contact": "certain-times", "safe_times": "when he is out"}, True, None),
        ({"safe_contact": "yes-neutral-words-only", "safe_times": "after 6 pm"}, False, timedelta(hours=6)),
        ({"safe_contact": "no"}, False, None),
    ],
)
def test_hours_that_can_be_read_are_kept_and_others_are_for_the_person_who_calls(
    answers: Answers,
    is_open: bool,  # noqa: FBT001 - a column of the table above
    opens_in: timedelta | None,
) -> None:
    plan = contact_plan({**SAFE, **answers}, at=NOON, zone=LONDON)
    opens_at = NOON + opens_in if opens_in is not None else None
    assert (plan.is_open(at=NOON), plan.opens_at) == (is_open, opens_at)


def test_a_message_is_left_and_words_are_plain_only_as_they_said() -> None:
    said: list[Answers] = [
        {"safe_contact": "yes"},
        {"safe_contact": "yes-neutral-words-only", "leave_message": "yes"},
    ]
    plans = [contact_plan({**SAFE, **one}, at=NOON, zone=LONDON) for one in said]
    assert [(plan.may_leave_message, plan.is_neutral) for plan in plans] == [(False, False), (True, True)]


def test_a_way_that_nobody_called_safe_is_refused() -> None:
    plan = ContactPlan(ways=(ContactWay.MAIL,))
    check_safe(plan, ContactWay.MAIL)
    with pytest.raises(UnsafeWayError) as refused:
        check_safe(plan, ContactWay.CALL)
    assert refused.value.way is ContactWay.CALL
