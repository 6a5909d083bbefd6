"""Additions lie over what was sent: the later one counts, an empty one takes back, and urgency only rises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.adding import changed_by, higher, laid_over, stays_as_sent
from callpoint.rules.urgency import ORDER

ANSWERS = st.dictionaries(
    st.sampled_from(["a", "b", "b.2"]),
    st.one_of(st.sampled_from(["", "x", "y"]), st.lists(st.sampled_from(["x", "y"]), max_size=2)),
)


@pytest.mark.parametrize(
    ("key", "stays"),
    [("story", True), ("true_as_known", True), ("story.2", True), ("name", False), ("pay_amount.2", False)],
)
def test_the_story_and_the_declaration_stay_as_sent(key: str, *, stays: bool) -> None:
    assert stays_as_sent(key) is stays


@given(told=ANSWERS, added=ANSWERS)
def test_what_changes_nothing_is_no_addition_and_what_is_added_then_stands(
    told: dict[str, str | list[str]], added: dict[str, str | list[str]]
) -> None:
    new = changed_by(told, added)
    now = laid_over(told, new)
    assert now == laid_over(told, added)
    assert changed_by(now, added) == {}
    assert all(now.values())


@given(held=st.sampled_from(["", *ORDER]), wanted=st.sampled_from(ORDER))
def test_an_urgency_is_never_lowered(held: str, wanted: str) -> None:
    reached = higher(held, wanted)
    assert reached in (held, wanted)
    assert all(ORDER.index(reached) <= ORDER.index(one) for one in (held, wanted) if one in ORDER)
