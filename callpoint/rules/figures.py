"""From counts to the figures that are published: rounded, small numbers held back, nobody to be found in them.

Every published number is rounded to the nearest ten by itself, also every total, and a number below five is
not told at all. A total less its parts then never gives a hidden number: at least two values fit it always
(docs/decisions/0016-counted-not-tracked.md has the proof, and a property test holds it).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from callpoint.rules.promises import Calendar, first_working_day

FEWEST_TOLD: Final = 5
"""A number below this is only called "fewer than 5" (stories, section 8: counts under 5 hidden)."""
STEP: Final = 10
ENOUGH_FOR_A_SHARE: Final = 100
"""A share of fewer is too rough once both its numbers are rounded to ten."""
ENOUGH_FOR_A_MEDIAN: Final = 20
LONGEST_COUNTED: Final = 10
"""Working days to a first reading that are counted one by one; all above, and not read yet, are one."""
LONGER: Final = LONGEST_COUNTED + 1
WEEKS: Final = 13
"""The figures are about the last whole weeks, a quarter of a year."""
STEPS_OF_AN_ANSWER: Final = ("5", "4", "3", "2", "1")
"""From yes, very much, to not at all."""
COUNTS_AS_YES: Final = frozenset({"5", "4"})


class Counted(StrEnum):
    """What is counted. Each count is a number for a week and a part, never about a person."""

    SENT = "sent"
    """Reports begun on the web in the week that were sent."""
    OPEN = "open"
    """Those that are neither sent nor gone yet."""
    LEFT = "left"
    """Those that were deleted unsent; the part is the last page that was answered."""
    RECEIVED = "received"
    """Reports sent in the week."""
    READ = "read"
    """Those that a person has read; the part is the number of working days until then."""
    EASY = "easy"
    RESPECT = "respect"
    NEXT = "next"
    MODELLED = "modelled"
    """The week's counts are made up, as in a demonstration."""


QUESTIONS: Final = (Counted.EASY, Counted.RESPECT, Counted.NEXT)
"""What people are asked about the service; the part is how they came and what they chose, as in `sent.4`."""


class Came(StrEnum):
    """From where somebody came to say how it went."""

    SENT = "sent"
    GAVE_UP = "gave-up"
    CAME_BACK = "came-back"
    OTHER = "other"


TARGET_FINISHED: Final = 80
TARGET_DAYS: Final = 2
TARGET_SATISFIED: Final = 95
"""Proposed by this project (stories, section 9): percent, working days, percent."""

Counts = Mapping[tuple[str, str], int]
"""What is counted and its part to a number; what is not named is 0."""


class Verdict(StrEnum):
    """How a figure stands to its target."""

    MET = "met"
    NOT_MET = "not met"
    CLOSE = "too close to say"
    UNKNOWN = "too few to say"


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share in percent: about how much, and from where to where it may lie once its numbers are rounded."""

    about: int
    low: int
    high: int


@dataclass(frozen=True, kw_only=True)
class PageLeft:
    """A page and how many saved nothing after it, rounded."""

    page: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Said:
    """What people said to one question: the share of yes among all, and among those who gave up."""

    question: Counted
    answers: int | None
    everybody: Share | None
    gave_up: Share | None


@dataclass(frozen=True, kw_only=True)
class Figures:
    """All that is published. A number is rounded; None is fewer than five, or for a share too few to say."""

    begun: int | None
    sent: int | None
    still_open: int | None
    finished: Share | None
    left: tuple[PageLeft, ...]
    """Pages with five or more, in the order in which they were counted; on all others it is fewer."""
    received: int | None
    days_to_read: int | None
    """The median in working days; `LONGER` is more than ten or not read yet; None is too few to say."""
    said: tuple[Said, ...]


def monday_of(day: date) -> date:
    """Give the Monday of a day's week: the finest time that a count knows."""
    return day - timedelta(days=day.weekday())


def weeks_before(today: date) -> tuple[date, date]:
    """Give the first Monday of the period, and the Monday on which it is over."""
    end = monday_of(today)
    return end - timedelta(weeks=WEEKS), end


def working_days_between(start: datetime, end: datetime, calendar: Calendar, *, most: int) -> int:
    """
    Count the working days from one aware time to another, by the same calendar as the promises; at most `most`.

    0 is the working day on which it began; what ends after 17:00 or on a day off counts for the next working day.
    """
    zone = ZoneInfo(calendar.timezone)
    day = first_working_day(start.astimezone(zone), calendar.holidays)
    last = first_working_day(end.astimezone(zone), calendar.holidays)
    days = 0
    while day < last and days < most:
        morning = datetime.combine(day + timedelta(days=1), time(0), zone)
        day = first_working_day(morning, calendar.holidays)
        days += 1
    return days


def told_number(number: int) -> int | None:
    """Round a number as it is published; None where it is below five."""
    if number < FEWEST_TOLD:
        return None
    return (number + STEP // 2) // STEP * STEP


def possible(told: int | None) -> tuple[int, int]:
    """Give the least and the most that a published number may stand for."""
    if told is None:
        return 0, FEWEST_TOLD - 1
    return told - STEP // 2, told + STEP // 2 - 1


def share_of(part: int, whole: int) -> Share | None:
    """Reckon a share from the published numbers alone, so that it tells no more than they; None where too few."""
    told_whole = told_number(whole)
    if told_whole is None or told_whole < ENOUGH_FOR_A_SHARE:
        return None
    told_part = told_number(part)
    least, most = possible(told_part)
    fewest, highest = possible(told_whole)
    about = (told_part or 0) * 100 // told_whole
    low, high = least * 100 // highest, -(-most * 100 // fewest)
    return Share(about=min(about, 100), low=low, high=min(high, 100))


def verdict_on(share: Share | None, target: int) -> Verdict:
    """Say whether a share reaches its target, as surely as the rounded numbers tell."""
    if share is None:
        return Verdict.UNKNOWN
    if share.low >= target:
        return Verdict.MET
    return Verdict.NOT_MET if share.high < target else Verdict.CLOSE


def verdict_on_days(days: int | None) -> Verdict:
    """Say whether the median time to a first reading reaches its target."""
    if days is None:
        return Verdict.UNKNOWN
    return Verdict.MET if days <= TARGET_DAYS else Verdict.NOT_MET


def figures_of(counts: Counts) -> Figures:
    """Make what is published of the counts of a period."""
    sent, still_open = _number(counts, Counted.SENT), _number(counts, Counted.OPEN)
    left = _parts(counts, Counted.LEFT)
    begun = sent + still_open + sum(left.values())
    received = _number(counts, Counted.RECEIVED)
    return Figures(
        begun=told_number(begun),
        sent=told_number(sent),
        still_open=told_number(still_open),
        finished=share_of(sent, begun),
        left=tuple(_left_told(left)),
        received=told_number(received),
        days_to_read=_median_days(_parts(counts, Counted.READ), received),
        said=tuple(_said(counts, question) for question in QUESTIONS),
    )


def _number(counts: Counts, name: Counted) -> int:
    return sum(_parts(counts, name).values())


def _parts(counts: Counts, name: Counted) -> dict[str, int]:
    return {part: number for (counted, part), number in counts.items() if counted == name}


def _left_told(left: Mapping[str, int]) -> Iterator[PageLeft]:
    for page, number in left.items():
        told = told_number(number)
        if told is not None:
            yield PageLeft(page=page, number=told)


def _median_days(read: Mapping[str, int], received: int) -> int | None:
    """Give the median over all that was received: what nobody has read yet has waited longest of all."""
    if received < ENOUGH_FOR_A_MEDIAN:
        return None
    seen = 0
    for days in range(LONGER):
        seen += read.get(str(days), 0)
        if 2 * seen >= received:
            return days
    return LONGER


def _said(counts: Counts, question: Counted) -> Said:
    every = _parts(counts, question)
    gave_up = {part: number for part, number in every.items() if part.startswith(f"{Came.GAVE_UP}.")}
    return Said(
        question=question,
        answers=told_number(sum(every.values())),
        everybody=_share_of_yes(every),
        gave_up=_share_of_yes(gave_up),
    )


def _share_of_yes(answers: Mapping[str, int]) -> Share | None:
    yes = sum(number for part, number in answers.items() if part.rpartition(".")[2] in COUNTS_AS_YES)
    return share_of(yes, sum(answers.values()))
