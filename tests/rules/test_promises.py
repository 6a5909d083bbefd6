"""When promises fall due: months, working days, duty hours, and clocks that change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import opening_hours
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.content.durations import (
    BadDurationError,
    Duration,
    parse_duration,
)
from callpoint.rules.content.model import Promise
from callpoint.rules.promises import (
    Calendar,
    Days,
    NoDutyHoursError,
    colour_at,
    due_at,
    promise_due,
)

LONDON = ZoneInfo("Europe/London")
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
DESK = "Mo-Fr 08:00-18:00; PH off"
UK = Calendar("Europe/London", CHRISTMAS, DESK)


def at(text: str) -> datetime:
    """Read a London time such as 2026-11-20 16:00."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def a_promise(**said: object) -> Promise:
    return Promise.model_validate(
        {
            "id": "first-read",
            "title": "A person reads it",
            "nature": "proposed",
            "bound": "this service",
            "starts": "you send it",
            "duration": "P5D",
            "days": "working",
            "told": "The day.",
            "stops": "It was read.",
            "source": "a test",
            "confidence": "seen",
            **said,
        }
    )


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("PT0S", Duration()),
        ("PT15M", Duration(seconds=900)),
        ("P1DT2H", Duration(days=1, seconds=7200)),
        ("P8W", Duration(days=56)),
        ("P13M", Duration(months=13)),
        ("P6Y", Duration(months=72)),
    ],
)
def test_a_duration_is_read_as_iso_8601(text: str, duration: Duration) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize("text", ["", "P", "PT", "P1DT", "2 days", "P1H", "-P1D", "P٣D"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(BadDurationError) as error:
        parse_duration(text)
    assert error.value.text == text


@pytest.mark.parametrize(
    ("duration", "days", "start", "due"),
    [
        # hours are exact, over a clock change too
        ("PT72H", "calendar", "2026-03-27 12:00", "2026-03-30 13:00"),
        ("PT15M", "calendar", "2026-11-20 23:50", "2026-11-21 00:05"),
        # days keep the time on the clock
        ("P28D", "calendar", "2026-03-20 09:30", "2026-04-17 09:30"),
        ("P1D", "calendar", "2026-10-24 09:30", "2026-10-25 09:30"),
        # a time the clocks skip becomes the moment after it
        ("P1D", "calendar", "2026-03-28 01:30", "2026-03-29 02:00"),
        # months end with the day, and stay within the month
        ("P3M", "calendar", "2026-11-30 10:00", "2027-02-28 23:59"),
        ("P13M", "calendar", "2026-11-21 10:00", "2027-12-21 23:59"),
        ("P6Y", "calendar", "2024-02-29 10:00", "2030-02-28 23:59"),
        # working days: from the morning, the day, the evening, the weekend, a holiday
        ("P1D", "working", "2026-11-20 08:00", "2026-11-23 17:00"),
        ("P1D", "working", "2026-11-20 17:00", "2026-11-23 17:00"),
        ("P1D", "working", "2026-11-20 17:01", "2026-11-24 17:00"),
        ("P1D", "working", "2026-11-21 12:00", "2026-11-24 17:00"),
        ("P2D", "working", "2026-12-24 12:00", "2026-12-30 17:00"),
        ("P1D", "business", "2026-12-25 12:00", "2026-12-30 17:00"),
        ("P5D", "business", "2026-11-20 12:00", "2026-11-27 17:00"),
        # duty hours: inside, over the night, over a weekend and a holiday
        ("PT15M", "duty", "2026-11-20 09:00", "2026-11-20 09:15"),
        ("PT15M", "duty", "2026-11-20 17:45", "2026-11-20 18:00"),
        ("PT15M", "duty", "2026-11-20 17:50", "2026-11-23 08:05"),
        ("PT4H", "duty", "2026-12-24 16:00", "2026-12-29 10:00"),
        ("PT0S", "duty", "2026-11-21 09:00", "2026-11-23 08:00"),
    ],
)
def test_a_promise_is_due_when_its_days_have_passed(duration: str, days: Days, start: str, due: str) -> None:
    found = due_at(duration, days=days, starts_at=at(start), calendar=UK)
    assert found == at(due)


def test_a_unit_on_duty_at_all_hours_works_on_holidays() -> None:
    always = Calendar("Europe/London", CHRISTMAS)
    due = due_at("PT15M", days="duty", starts_at=at("2026-12-25 03:00"), calendar=always)
    assert due == at("2026-12-25 03:15")


def test_the_hour_that_comes_twice_counts_the_second_time_as_its_end() -> None:
    twice = at("2026-10-25 01:15").replace(fold=1)
    due = due_at("P1D", days="calendar", starts_at=twice, calendar=UK)
    assert due == at("2026-10-26 02:00")


def test_duty_hours_that_never_come_are_refused() -> None:
    never = Calendar("Europe/London", duty_hours="Mo-Su off")
    with pytest.raises(NoDutyHoursError) as error:
        due_at("PT1M", days="duty", starts_at=at("2026-11-20 09:00"), calendar=never)
    assert error.value.duty_hours == "Mo-Su off"


@pytest.mark.parametrize(
    ("duration", "days"),
    [("P1M", "duty"), ("P1M", "working"), ("PT4H", "working"), ("PT4H", "business")],
)
def test_a_length_that_such_days_cannot_count_is_refused(duration: str, days: Days) -> None:
    with pytest.raises(BadDurationError):
        due_at(duration, days=days, starts_at=at("2026-11-20 09:00"), calendar=UK)


def test_enhanced_rights_bring_the_shorter_time_where_there_is_one() -> None:
    start = at("2026-11-20 12:00")
    longer = a_promise(enhanced_duration="P1D")
    found = [
        promise_due(longer, starts_at=start, calendar=UK),
        promise_due(longer, starts_at=start, calendar=UK, rights="enhanced"),
        promise_due(a_promise(), starts_at=start, calendar=UK, rights="enhanced"),
    ]
    assert found == [
        at("2026-11-27 17:00"),
        at("2026-11-23 17:00"),
        at("2026-11-27 17:00"),
    ]


def test_a_promise_without_a_time_has_no_due_date() -> None:
    start = at("2026-11-20 12:00")
    assert promise_due(a_promise(duration=""), starts_at=start, calendar=UK) is None


@pytest.mark.parametrize(
    ("minutes", "colour"),
    [(0, "in time"), (74, "in time"), (75, "amber"), (100, "amber"), (101, "late")],
)
def test_staff_see_amber_from_three_quarters_and_late_after(minutes: int, colour: str) -> None:
    start = at("2026-10-25 00:30")
    moment = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(LONDON)
    due = (start.astimezone(UTC) + timedelta(minutes=100)).astimezone(LONDON)
    assert colour_at(starts_at=start, due=due, at=moment) == colour


MOMENTS = st.datetimes(
    min_value=datetime(2025, 1, 1),  # noqa: DTZ001 - Hypothesis wants bounds without zone
    max_value=datetime(2028, 1, 1),  # noqa: DTZ001 - Hypothesis wants bare bounds and adds the zone
    timezones=st.just(UTC),
)
LENGTHS = {
    "calendar": ["PT0S", "PT4H", "PT72H", "P1D", "P14D", "P8W", "P3M", "P13M", "P6Y"],
    "working": ["P1D", "P2D", "P5D", "P10D"],
    "business": ["P1D", "P5D"],
    "duty": ["PT0S", "PT15M", "PT4H", "PT20H"],
}
CLOCKS = st.sampled_from([(days, length) for days, lengths in LENGTHS.items() for length in lengths])
HOURS = st.sampled_from(
    ["24/7", DESK, "Mo-Su 22:00-06:00", "Sa-Su 00:30-01:30", "Mo-Fr 09:00-12:00,13:00-17:00"]
)


@given(clock=CLOCKS, moments=st.tuples(MOMENTS, MOMENTS), hours=HOURS)
def test_a_later_start_is_never_due_earlier(
    clock: tuple[Days, str], moments: tuple[datetime, datetime], hours: str
) -> None:
    days, length = clock
    place = Calendar("Europe/London", CHRISTMAS, hours)
    first, second = (
        due_at(length, days=days, starts_at=moment, calendar=place) for moment in sorted(moments)
    )
    assert first.astimezone(UTC) <= second.astimezone(UTC)


@given(minutes=st.tuples(st.integers(0, 240), st.integers(0, 240)), clock=CLOCKS)
def test_a_later_start_is_never_due_earlier_while_the_clocks_change(
    minutes: tuple[int, int], clock: tuple[Days, str]
) -> None:
    days, length = clock
    for night in (datetime(2026, 3, 27, 23, tzinfo=UTC), datetime(2026, 10, 24, 23, tzinfo=UTC)):
        first, second = (
            due_at(length, days=days, starts_at=night + timedelta(minutes=one), calendar=UK)
            for one in sorted(minutes)
        )
        assert first.astimezone(UTC) <= second.astimezone(UTC)


@given(clock=CLOCKS, moment=MOMENTS, hours=HOURS)
def test_a_promise_is_never_due_before_it_starts_nor_in_hours_off(
    clock: tuple[Days, str], moment: datetime, hours: str
) -> None:
    days, length = clock
    place = Calendar("Europe/London", CHRISTMAS, hours)
    due = due_at(length, days=days, starts_at=moment, calendar=place)
    inside = {
        "calendar": True,
        "working": _is_work_time(due),
        "business": _is_work_time(due),
        "duty": _is_on_duty(due, hours),
    }
    assert (due.astimezone(UTC) >= moment, inside[days]) == (True, True)


def _is_work_time(moment: datetime) -> bool:
    return (
        moment.weekday() < 5
        and moment.date() not in CHRISTMAS
        and moment.time() == datetime(2026, 1, 1, 17, tzinfo=UTC).time()
    )


def _is_on_duty(moment: datetime, hours: str) -> bool:
    """On duty now, or until this very moment."""
    open_hours = opening_hours.OpeningHours(hours, timezone=LONDON)
    just_before = (moment.astimezone(UTC) - timedelta(microseconds=1)).astimezone(LONDON)
    return any(
        open_hours.is_open(one) and ("PH off" not in hours or one.date() not in CHRISTMAS)
        for one in (moment, just_before)
    )
