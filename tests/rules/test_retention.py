"""How long a record is kept: months, when they are due, and what a hold makes of them."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis.strategies import datetimes, timezones

from callpoint.rules.retention import (
    HOLD_KEY_DAYS,
    complete_on,
    draft_month,
    due_on,
    erasure_month,
    hold_month,
    is_due,
    is_hold_month,
    is_over,
    month_after_hold,
    month_of,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TIMES = datetimes(min_value=datetime(2000, 1, 2), max_value=datetime(2900, 1, 1), timezones=timezones())  # noqa: DTZ001 - the strategy adds the zone


def test_each_kind_of_record_has_its_month() -> None:
    assert (month_of(NOON), erasure_month(NOON), draft_month(NOON), hold_month(NOON)) == (
        "2026-11",
        "2033-11",
        "2027-12",
        "9026-11",
    )


def test_a_month_is_due_on_the_first_day_after_it_and_not_a_moment_earlier() -> None:
    first = datetime(2033, 12, 1, tzinfo=UTC)
    seen = [is_due("2033-11", at=when) for when in (NOON, first - timedelta(microseconds=1), first)]
    assert (seen, due_on("2033-11"), due_on("2033-12")) == (
        [False, False, True],
        date(2033, 12, 1),
        date(2034, 1, 1),
    )


@given(sent_at=TIMES, at=TIMES)
def test_a_report_that_is_let_go_lies_under_a_month_that_is_not_due_yet_and_not_before_its_own(
    sent_at: datetime, at: datetime
) -> None:
    month = month_after_hold(sent_at, at=at)
    assert (is_due(month, at=at), month >= erasure_month(sent_at), is_hold_month(month)) == (
        False,
        True,
        False,
    )


@given(at=TIMES)
def test_a_month_of_holds_is_never_due_and_is_over_long_after_its_end(at: datetime) -> None:
    month = hold_month(at)
    assert (is_hold_month(month), is_due(month, at=at), is_over(month, at=at)) == (True, False, False)
    assert not is_over(month, at=at + timedelta(days=HOLD_KEY_DAYS))
    assert is_over(month, at=at + timedelta(days=HOLD_KEY_DAYS + 31))


def test_an_erasure_is_complete_when_a_copy_of_the_last_minute_has_aged_out() -> None:
    assert complete_on(datetime(2026, 11, 21, 23, 59, tzinfo=UTC)) == date(2026, 12, 22)
