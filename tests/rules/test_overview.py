"""Periods, steps, working days and ages of the supervisor's page."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.content.due_times import Calendar
from callpoint.rules.figures import LONGER, LONGEST_COUNTED, Counted, working_days_between
from callpoint.rules.overview import (
    HALF,
    NINE_IN_TEN,
    Age,
    Length,
    Period,
    Slot,
    Told,
    ages_of,
    days_until,
    period_of,
    sent_since,
    share_in_100,
    told_of,
    working_slots,
)
from callpoint.rules.stopping import NOTHING, UNKNOWN
from tests.rules.known import known

LONDON = ZoneInfo("Europe/London")
UK = Calendar("Europe/London", frozenset({date(2026, 12, 25), date(2026, 12, 28)}))
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
moments = st.datetimes(datetime(2026, 10, 5), datetime(2027, 1, 3, 23), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is given


@pytest.mark.parametrize(
    ("length", "first"),
    [
        (Length.WEEK, date(2026, 11, 9)),
        (Length.MONTH, date(2026, 10, 19)),
        (Length.QUARTER, date(2026, 8, 17)),
    ],
)
def test_a_period_is_of_the_last_whole_weeks(length: Length, first: date) -> None:
    assert period_of(length, today=date(2026, 11, 21)) == Period(
        length=length, first=first, end=date(2026, 11, 16)
    )


def test_a_period_ends_the_day_before_and_has_one_as_long_before_it() -> None:
    period = period_of(Length.MONTH, today=date(2026, 11, 16))
    assert (period.last, period.before) == (
        date(2026, 11, 15),
        Period(length=Length.MONTH, first=date(2026, 9, 21), end=date(2026, 10, 19)),
    )


def test_a_period_begins_and_ends_at_midnight_where_the_service_is() -> None:
    period = Period(length=Length.WEEK, first=date(2026, 10, 19), end=date(2026, 10, 26))
    assert [one.astimezone(UTC) for one in period.times(LONDON)] == [
        datetime(2026, 10, 18, 23, tzinfo=UTC),
        datetime(2026, 10, 26, 0, tzinfo=UTC),
    ]


def test_how_far_people_came_is_told_from_the_pages_on_which_they_stopped() -> None:
    left = {"situation": 3, "story": 4, "postcode": 1, NOTHING: 2, UNKNOWN: 5, "a-page-that-is-gone": 6}
    counts = {
        **{(Counted.LEFT.value, page): number for page, number in left.items()},
        (Counted.SENT.value, ""): 40,
        (Counted.OPEN.value, ""): 7,
    }
    assert told_of(counts, known().content) == {
        Told.BEGUN: 68,
        Told.STORY: 45,
        Told.MORE: 41,
        Told.SENT: 40,
        Told.OPEN: 7,
        Told.NOT_KNOWN: 11,
    }


def read_days(slots: tuple[Slot, ...], sent: datetime, read: datetime) -> int:
    """The working days by the slots; `LONGER` for all above ten."""
    (slot,) = (each for each in slots if each.after < sent <= each.until)
    return next((days for days, last in enumerate(slot.read_by) if read <= last), LONGER)


@given(moments, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_slots_count_working_days_as_the_published_figures_do(sent: datetime, later: timedelta) -> None:
    begins, ends = datetime(2026, 10, 5, tzinfo=LONDON), datetime(2027, 1, 4, tzinfo=LONDON)
    slots, read = working_slots(begins, ends, UK), sent + later
    assert read_days(slots, sent, read) == working_days_between(sent, read, UK, most=LONGER)


def test_slots_hold_each_moment_of_the_time_once_and_none_outside() -> None:
    begins, ends = datetime(2026, 12, 21, tzinfo=LONDON), datetime(2026, 12, 28, tzinfo=LONDON)
    slots = working_slots(begins, ends, UK)
    edges = [(each.after, each.until) for each in slots]
    moment = datetime.resolution
    assert (edges[0][0], edges[-1][1]) == (begins - moment, ends - moment)
    assert [until for _after, until in edges[:-1]] == [after for after, _until in edges[1:]]
    assert {len(each.read_by) for each in slots} == {LONGEST_COUNTED + 1}


@pytest.mark.parametrize(
    ("read", "sent", "said"),
    [
        ([0, 0, 0], 0, (None, None)),
        ([10, 18, 20], 20, (0, 1)),
        ([9, 17, 20], 20, (1, 2)),
        ([9, 9, 9], 20, (LONGER, LONGER)),
        ([10, 10, 17], 20, (0, LONGER)),
    ],
)
def test_half_and_nine_in_ten_are_of_all_that_were_sent(
    read: list[int], sent: int, said: tuple[int | None, int | None]
) -> None:
    assert (days_until(read, sent, share=HALF), days_until(read, sent, share=NINE_IN_TEN)) == said


def test_ages_follow_each_other_without_a_gap() -> None:
    since = [sent_since(age, at=NOON) for age in Age]
    assert since == [NOON - timedelta(days=days) for days in (2, 7, 28, 91)] + [None]


def test_what_is_of_an_age_is_what_is_no_older_less_what_is_younger() -> None:
    found: Mapping[Age, int] = ages_of([1, 1, 4, 9, 10])
    assert list(found.values()) == [1, 0, 3, 5, 1]


@pytest.mark.parametrize(("part", "whole", "share"), [(2, 3, 66), (3, 3, 100), (0, 3, 0), (0, 0, None)])
def test_a_share_is_rounded_down_and_none_of_nothing(part: int, whole: int, share: int | None) -> None:
    assert share_in_100(part, whole) == share
