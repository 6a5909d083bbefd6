"""The published figures: rounded, small numbers held back, and nothing to be found by subtracting."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.figures import (
    LONGER,
    Came,
    Counted,
    Figures,
    PageLeft,
    Said,
    Share,
    Verdict,
    figures_of,
    monday_of,
    possible,
    share_of,
    told_number,
    verdict_on,
    verdict_on_days,
    weeks_before,
    working_days_between,
)
from callpoint.rules.promises import Calendar, due_at

UK = Calendar("Europe/London", frozenset({date(2026, 12, 25), date(2026, 12, 28)}))
numbers = st.integers(0, 400)
moments = st.datetimes(datetime(2026, 11, 1), datetime(2027, 1, 20), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is given


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, None), (4, None), (5, 10), (14, 10), (15, 20), (24, 20), (25, 30), (1000, 1000)],
)
def test_a_number_is_rounded_to_ten_and_below_five_not_told(number: int, told: int | None) -> None:
    assert told_number(number) == told


@given(numbers)
def test_a_number_lies_where_its_rounded_form_says(number: int) -> None:
    least, most = possible(told_number(number))
    assert least <= number <= most


@given(
    st.lists(numbers, min_size=1, max_size=12) | st.lists(st.sampled_from([4, 5, 14, 15, 24]), max_size=40)
)
def test_no_hidden_number_follows_from_the_total_and_the_other_numbers(cells: list[int]) -> None:
    told = [told_number(cell) for cell in cells]
    spans = [possible(each) for each in told]
    least_total, most_total = possible(told_number(sum(cells)))
    for hidden in (place for place, each in enumerate(told) if each is None):
        others = [span for place, span in enumerate(spans) if place != hidden]
        lowest = max(0, least_total - sum(most for _, most in others))
        highest = min(4, most_total - sum(least for least, _ in others))
        assert highest - lowest >= 1, "two values at least must fit"


@given(numbers, numbers)
def test_a_share_comes_from_the_published_numbers_and_holds_the_true_one(part: int, more: int) -> None:
    share = share_of(part, part + more)
    if share is None:
        assert part + more < 95
        return
    true = 100 * part / (part + more)
    assert share.low <= true <= share.high
    assert share.low <= share.about <= share.high
    again = share_of(told_number(part) or 0, told_number(part + more) or 0)
    assert again == share


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (80, 94, None),
        (0, 0, None),
        (80, 100, Share(about=80, low=72, high=89)),
        (3, 100, Share(about=0, low=0, high=5)),
        (100, 100, Share(about=100, low=91, high=100)),
        (8000, 10000, Share(about=80, low=79, high=81)),
    ],
)
def test_a_share_says_from_where_to_where(part: int, whole: int, share: Share | None) -> None:
    assert share_of(part, whole) == share


@pytest.mark.parametrize(
    ("share", "verdict"),
    [
        (None, Verdict.UNKNOWN),
        (Share(about=85, low=80, high=90), Verdict.MET),
        (Share(about=75, low=70, high=79), Verdict.NOT_MET),
        (Share(about=80, low=72, high=89), Verdict.CLOSE),
    ],
)
def test_a_target_is_reached_only_where_that_is_sure(share: Share | None, verdict: Verdict) -> None:
    assert verdict_on(share, 80) is verdict


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        (None, Verdict.UNKNOWN),
        (0, Verdict.MET),
        (2, Verdict.MET),
        (3, Verdict.NOT_MET),
        (LONGER, Verdict.NOT_MET),
    ],
)
def test_the_days_reach_their_target_up_to_two(days: int | None, verdict: Verdict) -> None:
    assert verdict_on_days(days) is verdict


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-11-20T09:00", "2026-11-20T16:59", 0),  # Friday
        ("2026-11-20T09:00", "2026-11-20T17:30", 1),  # after five counts for Monday
        ("2026-11-20T17:30", "2026-11-23T10:00", 0),  # began on Monday
        ("2026-11-21T12:00", "2026-11-22T12:00", 0),  # both on a weekend
        ("2026-11-20T09:00", "2026-11-24T09:00", 2),
        ("2026-12-24T09:00", "2026-12-29T09:00", 1),  # two bank holidays and a weekend between
        ("2026-11-24T09:00", "2026-11-20T09:00", 0),
        ("2026-11-02T09:00", "2027-11-02T09:00", LONGER),
    ],
)
def test_working_days_are_counted_as_promises_are(start: str, end: str, days: int) -> None:
    begin, stop = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, end))
    assert working_days_between(begin, stop, UK, most=LONGER) == days


@given(moments, moments)
def test_what_took_so_many_working_days_is_in_time_for_a_promise_of_as_many(
    one: datetime, other: datetime
) -> None:
    start, end = sorted((one, other))
    days = working_days_between(start, end, UK, most=99)
    assert end <= due_at(f"P{days}D", days="working", starts_at=start, calendar=UK)
    if days > 1:
        assert end > due_at(f"P{days - 1}D", days="working", starts_at=start, calendar=UK)


def test_the_period_is_a_quarter_of_whole_weeks_that_are_over() -> None:
    sunday = date(2026, 11, 22)
    assert (monday_of(sunday), weeks_before(sunday)) == (
        date(2026, 11, 16),
        (date(2026, 8, 17), date(2026, 11, 16)),
    )


@pytest.mark.parametrize(
    ("read", "received", "days"),
    [
        ({"0": 19}, 19, None),
        ({"0": 10}, 20, 0),
        ({"0": 9, "1": 11}, 20, 1),
        ({"0": 5, "2": 4, "10": 11}, 20, 10),
        ({"0": 9}, 20, LONGER),
        ({}, 20, LONGER),
    ],
)
def test_the_median_counts_what_nobody_has_read_as_the_longest(
    read: dict[str, int], received: int, days: int | None
) -> None:
    counts = {(Counted.READ.value, part): number for part, number in read.items()}
    assert figures_of({**counts, ("received", ""): received}).days_to_read == days


def test_everything_that_is_published_comes_from_the_counts() -> None:
    made = figures_of(
        {
            (Counted.SENT, ""): 160,
            (Counted.OPEN, ""): 12,
            (Counted.LEFT, "story"): 27,
            (Counted.LEFT, "you"): 4,
            (Counted.RECEIVED, ""): 150,
            (Counted.READ, "1"): 140,
            (Counted.EASY, f"{Came.SENT}.5"): 70,
            (Counted.EASY, f"{Came.SENT}.4"): 20,
            (Counted.EASY, f"{Came.SENT}.3"): 20,
            (Counted.EASY, f"{Came.GAVE_UP}.4"): 40,
            (Counted.EASY, f"{Came.GAVE_UP}.1"): 60,
        }
    )
    nothing = {"answers": None, "everybody": None, "gave_up": None}
    assert made == Figures(
        begun=200,
        sent=160,
        still_open=10,
        finished=Share(about=80, low=75, high=85),
        left=(PageLeft(page="story", number=30),),
        received=150,
        days_to_read=1,
        said=(
            Said(
                question=Counted.EASY,
                answers=210,
                everybody=Share(about=61, low=58, high=66),
                gave_up=Share(about=40, low=33, high=47),
            ),
            Said(question=Counted.RESPECT, **nothing),
            Said(question=Counted.NEXT, **nothing),
        ),
    )


def test_nothing_counted_is_nothing_told() -> None:
    made = figures_of({})
    assert (made.begun, made.finished, made.left, made.days_to_read) == (None, None, (), None)
