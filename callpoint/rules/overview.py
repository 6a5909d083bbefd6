"""What a supervisor sees of all reports: periods of whole weeks, steps of a report, ages, and how long it took.

A step is counted for the reports that were sent in the period, as things stand now. The period before is counted as
things stood so many weeks earlier, so that both had the same time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from callpoint.rules.content.due_times import WORK_ENDS, Calendar, first_working_day
from callpoint.rules.content.whole import Content
from callpoint.rules.figures import LONGER, LONGEST_COUNTED, Counted, Counts, monday_of
from callpoint.rules.stopping import NOTHING, UNKNOWN, pages_in_order
from callpoint.rules.way import SITUATION, STORY


class Length(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


WEEKS_OF: Final = {Length.WEEK: 1, Length.MONTH: 4, Length.QUARTER: 13}
"""Whole weeks: what is counted without tracking anybody knows no finer time."""
HALF: Final = 50
NINE_IN_TEN: Final = 90


@dataclass(frozen=True, kw_only=True)
class Period:
    """Whole weeks that are over: from one Monday to another, which is no longer part of it."""

    length: Length
    first: date
    end: date

    @property
    def last(self) -> date:
        """Give its last day."""
        return self.end - timedelta(days=1)

    @property
    def span(self) -> timedelta:
        """Say how long it is."""
        return self.end - self.first

    @property
    def before(self) -> "Period":
        """Give the period of the same length that ends where this one begins."""
        return Period(length=self.length, first=self.first - self.span, end=self.first)

    def times(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Give its first moment and the first after it."""
        return datetime.combine(self.first, time(0), zone), datetime.combine(self.end, time(0), zone)


def period_of(length: Length, *, today: date) -> Period:
    """Give the last whole weeks of a length that are over."""
    end = monday_of(today)
    return Period(length=length, first=end - timedelta(weeks=WEEKS_OF[length]), end=end)


class Step(StrEnum):
    """What becomes of a report that was sent; each is counted by itself, and none has to come before another."""

    SENT = "sent"
    ROUTED = "routed"
    READ = "read"
    ASSESSED = "assessed"
    RECORDED = "recorded"
    ANSWERED = "answered"
    CLOSED = "closed"


class Told(StrEnum):
    """How far people came who began a report on the web, as far as that is counted."""

    BEGUN = "begun"
    STORY = "story"
    MORE = "more"
    SENT = "sent"
    OPEN = "open"
    NOT_KNOWN = "not-known"


def told_of(counts: Counts, content: Content) -> Mapping[Told, int]:
    """
    Say how far people came, from the counts of a period.

    Where a report stopped is known once it was deleted unsent: of one that is still open nobody knows how far it is.
    """
    left = {part: number for (name, part), number in counts.items() if name == Counted.LEFT}
    sent, still_open = (_all_of(counts, name) for name in (Counted.SENT, Counted.OPEN))
    after_story = {page for page in pages_in_order(content) if page not in (SITUATION, STORY)}
    more = sum(number for page, number in left.items() if page in after_story)
    known = {SITUATION, STORY, NOTHING} | after_story
    return {
        Told.BEGUN: sent + still_open + sum(left.values()),
        Told.STORY: sent + more + left.get(STORY, 0),
        Told.MORE: sent + more,
        Told.SENT: sent,
        Told.OPEN: still_open,
        Told.NOT_KNOWN: sum(number for page, number in left.items() if page not in known or page == UNKNOWN),
    }


def _all_of(counts: Counts, name: Counted) -> int:
    return sum(number for (counted, _part), number in counts.items() if counted == name)


@dataclass(frozen=True, kw_only=True)
class Slot:
    """The sending times that count for one working day, and until when so many working days have passed for them."""

    after: datetime
    until: datetime
    read_by: tuple[datetime, ...]
    """By number of working days: the last moment that counts as so many, 0 being the same one."""


def working_slots(begins: datetime, ends: datetime, calendar: Calendar) -> tuple[Slot, ...]:
    """
    Part a time into its working days as the promises count them; `ends` is no longer part of it.

    What is sent after 17:00 or on a day off belongs to the next working day (`rules.figures.working_days_between`).
    """
    zone = ZoneInfo(calendar.timezone)
    closes = list(_closes(begins.astimezone(zone), ends.astimezone(zone), calendar))
    moment = datetime.resolution
    closed_until = [begins - moment, *closes]
    return tuple(
        Slot(
            after=closed_until[place],
            until=min(close, ends - moment),
            read_by=tuple(closes[place : place + LONGEST_COUNTED + 1]),
        )
        for place, close in enumerate(closes[:-LONGEST_COUNTED])
    )


def _closes(begins: datetime, ends: datetime, calendar: Calendar) -> Iterator[datetime]:
    """Give 17:00 of each working day from the first that counts, and of ten more after the last."""
    zone, last = ZoneInfo(calendar.timezone), first_working_day(ends - datetime.resolution, calendar.holidays)
    day, more = first_working_day(begins, calendar.holidays), LONGEST_COUNTED
    while day <= last or more:
        yield datetime.combine(day, WORK_ENDS, zone)
        more -= day > last
        day = first_working_day(datetime.combine(day + timedelta(days=1), time(0), zone), calendar.holidays)


def days_until(read: Sequence[int], sent: int, *, share: int) -> int | None:
    """
    Give the working days within which a share of the reports (in percent) was read; None where none was sent.

    `read` is by number of working days how many were read within so many. `LONGER` is more than ten, or not read yet.
    """
    if not sent:
        return None
    return next((days for days, number in enumerate(read) if number * 100 >= share * sent), LONGER)


class Age(StrEnum):
    """How long ago an open report was sent."""

    DAYS_2 = "under-2-days"
    WEEK = "2-to-6-days"
    WEEKS_4 = "1-to-4-weeks"
    WEEKS_13 = "4-to-13-weeks"
    OLDER = "over-13-weeks"


OLDEST_OF: Final = {
    Age.DAYS_2: timedelta(days=2),
    Age.WEEK: timedelta(days=7),
    Age.WEEKS_4: timedelta(weeks=4),
    Age.WEEKS_13: timedelta(weeks=13),
}
"""Each age ends before this; the last has no end."""


def sent_since(age: Age, *, at: datetime) -> datetime | None:
    """Give the time after which a report of this age, or a younger one, was sent; None for any."""
    return at - OLDEST_OF[age] if age in OLDEST_OF else None


def ages_of(younger: Sequence[int]) -> Mapping[Age, int]:
    """Turn how many are of each age or younger into how many are of each age."""
    before = (0, *younger)
    return {age: number - less for age, number, less in zip(Age, younger, before, strict=False)}


def share_in_100(part: int, whole: int) -> int | None:
    """Give a share in percent, rounded down: 100 means every one. None of nothing."""
    return part * 100 // whole if whole else None
