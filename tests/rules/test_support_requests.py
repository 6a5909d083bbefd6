"""The states of a request to be called: every try in every state, and references that are never mixed up."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.reference import Problem, ReferenceNotReadError, make_reference, read_reference
from callpoint.rules.support_requests import (
    AFTER_CALL,
    OPEN,
    CallOutcome,
    RequestMoveNotAllowedError,
    RequestState,
    after_call,
    check_is_open,
    read_any_reference,
    request_prefix,
    same_draw,
)
from tests.makers import seeded

seeds = st.text()


@pytest.mark.parametrize(("held", "outcome"), list(product(RequestState, CallOutcome)))
def test_a_try_to_call_moves_a_request_only_where_the_table_says(
    held: RequestState, outcome: CallOutcome
) -> None:
    if outcome in AFTER_CALL[held]:
        assert after_call(held, outcome) is AFTER_CALL[held][outcome]
        return
    with pytest.raises(RequestMoveNotAllowedError) as refused:
        after_call(held, outcome)
    assert (refused.value.held, refused.value.wanted) == (held, outcome)


def test_who_took_a_request_back_or_whose_is_closed_is_called_by_nobody() -> None:
    called = {state for state in RequestState if AFTER_CALL[state]}
    assert called == OPEN == {RequestState.WAITING, RequestState.CALLED}


def test_no_answer_never_ends_a_request() -> None:
    assert {state: after_call(state, CallOutcome.NO_ANSWER) for state in OPEN} == {
        state: state for state in OPEN
    }


@pytest.mark.parametrize("held", list(RequestState))
def test_only_an_open_request_is_changed_or_taken_back(held: RequestState) -> None:
    if held in OPEN:
        check_is_open(held, "changed")
        return
    with pytest.raises(RequestMoveNotAllowedError, match=f"A request that is {held} cannot become changed"):
        check_is_open(held, "changed")


@given(seeds)
def test_the_reference_of_a_request_is_never_read_as_that_of_a_report(seed: str) -> None:
    reference = make_reference(prefix=request_prefix("CP"), chance=seeded(seed))
    with pytest.raises(ReferenceNotReadError):
        read_reference(reference, prefix="CP")
    assert read_any_reference(reference.lower().replace("-", " "), prefix="CP") == reference


@given(seeds)
def test_the_reference_of_a_report_is_read_as_ever(seed: str) -> None:
    reference = make_reference(prefix="CP", chance=seeded(seed))
    assert read_any_reference(reference, prefix="CP") == reference


@given(seeds)
def test_a_reference_without_its_prefix_is_still_known_by_its_draw(seed: str) -> None:
    reference = make_reference(prefix=request_prefix("CP"), chance=seeded(seed))
    read = read_any_reference(reference.partition("-")[2], prefix="CP")
    assert (same_draw(read, reference), same_draw(read, "CPT-2222-2222-2")) == (True, False)


@pytest.mark.parametrize(
    ("text", "problem"),
    [("CP-1", Problem.LENGTH), ("CPT-2222", Problem.LENGTH), ("ZZ-2222-2222-2", Problem.PREFIX)],
)
def test_what_is_neither_says_what_is_wrong_with_a_reports_reference(text: str, problem: Problem) -> None:
    with pytest.raises(ReferenceNotReadError) as refused:
        read_any_reference(text, prefix="CP")
    assert refused.value.problem is problem
