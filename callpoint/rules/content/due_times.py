"""Counts lengths of time from a start in the days that count: calendar, working, or duty hours.

PromiseError
  BadDurationError    the text is no duration, or not one these days can count
  NoDutyHoursError    the duty hours never open, so no time could be given
"""

import calendar as months_of
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

import opening_hours

from callpoint.rules.content.durations import (
    BadDurationError,
    Duration,
    countable,
    parse_duration,
)

Days = Literal["calendar", "working", "business", "duty"]

WORK_ENDS: Final = time(17)
"""Service rule: a working day runs from 9 to 5, and what is promised is due by its end."""
_LAST_MINUTE: Final = time(23, 59)
_SATURDAY: Final = 5
_HOLIDAYS_OFF: Final = "PH off"
_LONGEST_SEARCH: Final = timedelta(days=3 * 366)


class PromiseError(Exception):
    """A promise cannot be given a time."""


class NoDutyHoursError(PromiseError):
    """The duty hours leave no time at all in the next three years."""

    def __init__(self, duty_hours: str) -> None:
        self.duty_hours = duty_hours
        super().__init__(f"no duty time in {duty_hours!r}")


@dataclass(frozen=True)
class Calendar:
    """The days and hours of the body that is bound."""

    timezone: str
    """IANA name."""
    holidays: frozenset[date] = frozenset()
    duty_hours: str = "24/7"
    """OpenStreetMap opening hours; with `PH off` the holidays above are off duty too."""


def due_at(duration: str, *, days: Days, starts_at: datetime, calendar: Calendar) -> datetime:
    """Give the time at which a duration from an aware start is over.

    calendar: days keep the time on the clock, hours are exact, months end with the day.
    working, business: due at 17:00 of the last day; see `first_working_day`.
    duty: only time inside the duty hours counts.
    Raises BadDurationError and NoDutyHoursError.
    """
    length = parse_duration(duration)
    if not countable(length, days):
        raise BadDurationError(duration)
    start = starts_at.astimezone(ZoneInfo(calendar.timezone))
    if days == "calendar":
        return _calendar_due(length, start)
    if days == "duty":
        return _duty_due(length, start, calendar)
    return _working_due(length.days, start, calendar.holidays)


def first_working_day(start: datetime, holidays: frozenset[date]) -> date:
    """Give the working day on which the count begins.

    Service rule: what falls after 17:00 or on a day off counts from the next working
    day; what falls before 09:00 counts from that morning.
    """
    day = start.date()
    if _is_working(day, holidays) and start.time() <= WORK_ENDS:
        return day
    return _next_working(day, holidays)


def _calendar_due(length: Duration, start: datetime) -> datetime:
    due = start
    if length.months:
        day = _months_later(start.date(), length.months)
        due = datetime.combine(day, _LAST_MINUTE, start.tzinfo)
    if length.days:
        due = _same_clock(due, length.days)
    exact = due.astimezone(UTC) + timedelta(seconds=length.seconds)
    return exact.astimezone(start.tzinfo)


def _months_later(day: date, months: int) -> date:
    """Give the same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = months_of.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _same_clock(start: datetime, days: int) -> datetime:
    """Give the same time on the clock some days later.

    A start in the hour that comes twice counts, the second time, as the end of that
    hour; a time that the clocks skip becomes the moment after it. So a later start is
    never due earlier. Clocks are taken to change on the hour.
    """
    wall = start.replace(tzinfo=None, fold=0)
    if start.fold:
        wall = _next_hour(wall)
    wall += timedelta(days=days)
    first, second = (wall.replace(tzinfo=start.tzinfo, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC) > second.astimezone(UTC):
        return _next_hour(wall).replace(tzinfo=start.tzinfo)
    return first


def _next_hour(wall: datetime) -> datetime:
    return wall.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _is_working(day: date, holidays: frozenset[date]) -> bool:
    return day.weekday() < _SATURDAY and day not in holidays


def _next_working(day: date, holidays: frozenset[date]) -> date:
    day += timedelta(days=1)
    while not _is_working(day, holidays):
        day += timedelta(days=1)
    return day


def _working_due(days: int, start: datetime, holidays: frozenset[date]) -> datetime:
    day = first_working_day(start, holidays)
    for _ in range(days):
        day = _next_working(day, holidays)
    return datetime.combine(day, WORK_ENDS, start.tzinfo)


def turns_of(calendar: Calendar, *, begins: datetime, ends: datetime) -> Iterator[tuple[datetime, bool]]:
    """Give the times at which duty may begin or end, from one time to another, and whether it is on from each."""
    hours = opening_hours.OpeningHours(calendar.duty_hours, timezone=ZoneInfo(calendar.timezone))
    off = calendar.holidays if _HOLIDAYS_OFF in calendar.duty_hours else frozenset()
    at = begins
    while at < ends:
        yield at, hours.is_open(at) and at.date() not in off
        at = _next_turn(hours, at, off)


def _duty_due(length: Duration, start: datetime, calendar: Calendar) -> datetime:
    """Walk the duty hours until the whole length has passed inside them."""
    zone = ZoneInfo(calendar.timezone)
    left = timedelta(days=length.days, seconds=length.seconds)
    hours = opening_hours.OpeningHours(calendar.duty_hours, timezone=zone)
    off = calendar.holidays if _HOLIDAYS_OFF in calendar.duty_hours else frozenset()
    at = start
    while at - start < _LONGEST_SEARCH:
        turn = _next_turn(hours, at, off)
        if hours.is_open(at) and at.date() not in off:
            spare = turn.astimezone(UTC) - at.astimezone(UTC)
            if spare >= left:
                return (at.astimezone(UTC) + left).astimezone(zone)
            left -= spare
        at = turn
    raise NoDutyHoursError(calendar.duty_hours)


def _next_turn(hours: opening_hours.OpeningHours, at: datetime, off: frozenset[date]) -> datetime:
    """Give the next moment at which duty may begin or end: a change, or midnight."""
    change = hours.next_change(at) or at + _LONGEST_SEARCH
    if not off:
        return change
    midnight = datetime.combine(at.date() + timedelta(days=1), time(0), at.tzinfo)
    return min(change, midnight, key=lambda turn: turn.astimezone(UTC))
