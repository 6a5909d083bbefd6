"""One moment or span of time of one phrase: days, an hour of a day, or so long ago."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal

from callpoint.rules.reading.clock import DAY, Clock, take_clock
from callpoint.rules.reading.days import read_days
from callpoint.rules.reading.spans import Asked, Days
from callpoint.rules.reading.words import NUMBERS, either

Precision = Literal["minute", "hour", "day", "range", "month", "season", "year"]


@dataclass(frozen=True, slots=True)
class When:
    """
    The first and the last minute of a time, how exactly it was said, and whether it was "about".

    Both are aware, in the zone of the reading, and never after it. What is about is not made wider here.
    """

    earliest: datetime
    latest: datetime
    precision: Precision
    is_about: bool


_ELAPSED: Final = re.compile(
    rf"(?P<number>an?|(?:a )?couple|(?:a )?few|\d{{1,3}}|{either(NUMBERS)}|half an?|an? and a half|\d and a half)"
    r" (?P<unit>min|minute|hr|hour)s?(?P<half> and a half)? ago"
)
_NOW: Final = {"now", "just now", "right now", "just happened", "a moment ago", "a minute ago"}
_WORTH: Final = {"a": 1.0, "an": 1.0, "couple": 2.0, "few": 4.0, "half an": 0.5, "half a": 0.5}
_MINUTES: Final = {"min": 1, "minute": 1, "hr": 60, "hour": 60}


def elapsed(said: str, at: datetime) -> When | None:
    """Read "20 mins ago", by the clock of the world: hours ago are right where the clocks changed since."""
    minutes = 0.0 if said in _NOW else None
    found = _ELAPSED.fullmatch(said)
    if found is not None:
        word = found["number"].removesuffix(" and a half")
        extra = 0.5 if found["half"] or word != found["number"] else 0.0
        word = word if word in _WORTH else word.removeprefix("a ")
        number = _WORTH.get(word) or NUMBERS.get(word) or int(word)
        minutes = (number + extra) * _MINUTES[found["unit"]]
    if minutes is None:
        return None
    then = (at.astimezone(UTC) - timedelta(minutes=minutes)).astimezone(at.tzinfo)
    then = then.replace(second=0, microsecond=0)
    return When(then, then, "minute", is_about=True)


def single(said: str, at: datetime, asked: Asked) -> When | None:
    """Read one time: days, an hour, or an hour of one day."""
    clock, rest = take_clock(said)
    rest = rest.removeprefix("at ").removesuffix(" at").strip()
    days = read_days(rest, asked) if rest else None
    if (rest and days is None) or not said:
        return None
    if clock is None:
        return _whole(days, at) if days else None
    if days is None:
        day = asked.today if _starts(asked.today, clock, at) <= at else _before(asked)
        return _at(day, clock, at)
    return _of_one_day(rest, days, clock, at=at, asked=asked)


def _of_one_day(rest: str, days: Days, clock: Clock, *, at: datetime, asked: Asked) -> When | None:
    """Give the hour of the day that `rest` names; None where that is no one day, or is yet to come."""
    if days.first != days.last or clock.needs_no_day:
        return None
    if days.first == asked.today and _starts(asked.today, clock, at) > at:
        # "Saturday at 9pm", said on a Saturday at noon, is a week ago.
        earlier = read_days(rest, replace(asked, today=_before(asked)))
        if earlier is None or earlier.first != asked.today - timedelta(days=7):
            return None
        days = earlier
    return replace(_at(days.first, clock, at), is_about=days.is_about)


def _before(asked: Asked) -> date:
    return asked.today - timedelta(days=1)


def _starts(day: date, clock: Clock, at: datetime) -> datetime:
    return datetime.combine(day, time(), at.tzinfo) + timedelta(minutes=clock.first)


def _at(day: date, clock: Clock, at: datetime) -> When:
    earliest = _starts(day, clock, at)
    return When(
        earliest, earliest + timedelta(minutes=clock.last - clock.first), clock.precision, is_about=False
    )


def _whole(days: Days, at: datetime) -> When:
    """Give whole days up to today; a range of which only one day has been is that day."""
    whole = Clock(0, DAY - 1, "range")
    last = min(days.last, at.date())
    precision = "day" if days.precision == "range" and days.first == last else days.precision
    return When(_at(days.first, whole, at).earliest, _at(last, whole, at).latest, precision, days.is_about)


_SINCE: Final = re.compile(
    r"since (?P<from>.+)|(?:from )?(?P<then>.+?) ?(?:to|until|till|-) ?(?:now|present)"
)
_WITHIN: Final = re.compile(
    r"(?:for |within )?(?:last|past) (?P<long>(?:\w+ )?(?:minute|hour|day|week|month|year)s?)"
)


def since(said: str, at: datetime, asked: Asked) -> When | None:
    """Read "since March", "March to now" and "the last 3 weeks": from their first moment until now."""
    found, within = _SINCE.fullmatch(said), _WITHIN.fullmatch(said)
    if found:
        begun = single(found["from"] or found["then"], at, asked)
    elif within:
        ago = f"{within['long'] if ' ' in within['long'] else 'a ' + within['long']} ago"
        begun = elapsed(ago, at) or single(ago, at, asked)
    else:
        return None
    return begun and When(begun.earliest, at.replace(second=0, microsecond=0), "range", begun.is_about)
