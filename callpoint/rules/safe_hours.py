"""The hours at which a reporter called contact safe, read from their own words; doubtful words are not read at all.

A wrong reading could bring somebody harm and an unread one only delays a notice. So the whole text must be one of few
plain shapes, in English. Of two readings of a bare hour ("after 6") the times that are safe in both count; where one
of them leaves no time ("after 9"), the words are doubtful. Nothing is ever sent before 8 or after 21 o'clock.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

EARLIEST: Final = 8 * 60
LATEST: Final = 21 * 60
"""Minutes of the day between which anything is sent; a choice of this service."""
NOON: Final = 12 * 60
DAY_ENDS: Final = 24 * 60
NIGHT_ENDS: Final = 6 * 60
"""Nobody who writes a bare "before 3" means three in the night."""

WEEK: Final = frozenset(range(7))
WEEKDAYS: Final = frozenset(range(5))
WEEKEND: Final = WEEK - WEEKDAYS
DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT: Final = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_DAY_SETS: Final = {
    "weekday": WEEKDAYS,
    "weekdays": WEEKDAYS,
    "week days": WEEKDAYS,
    "working days": WEEKDAYS,
    "weekend": WEEKEND,
    "weekends": WEEKEND,
    "every day": WEEK,
    "everyday": WEEK,
    "daily": WEEK,
    "any day": WEEK,
}
_PARTS: Final = {
    "morning": (EARLIEST, NOON),
    "mornings": (EARLIEST, NOON),
    "afternoon": (NOON, 17 * 60),
    "afternoons": (NOON, 17 * 60),
    "evening": (18 * 60, LATEST),
    "evenings": (18 * 60, LATEST),
    "daytime": (9 * 60, 17 * 60),
    "office hours": (9 * 60, 17 * 60),
    "any time": (EARLIEST, LATEST),
    "anytime": (EARLIEST, LATEST),
}
_HOUR: Final = r"(?:(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m|p\.m)?|(noon|midday))(?: ?o'?clock)?"
_AFTER: Final = re.compile(rf"(?:after|from)\s+{_HOUR}(?:\s+(?:on|onwards))?")
_BEFORE: Final = re.compile(rf"(?:before|until|till|up to)\s+{_HOUR}")
_BETWEEN: Final = re.compile(rf"(?:between\s+|from\s+)?{_HOUR}\s*(?:-|to|and|until|till)\s*{_HOUR}")
_DAY: Final = "|".join(sorted({*DAYS, *(day[:3] for day in DAYS), *_SHORT}, key=len, reverse=True))
_DAY_LIST: Final = re.compile(rf"(?:{_DAY})s?(?:(?:\s*,\s*|\s+and\s+|\s*&\s*)(?:{_DAY})s?)*")
_DAY_RANGE: Final = re.compile(rf"({_DAY})s?\s*(?:-|to)\s*({_DAY})s?")
_ONE_DAY: Final = re.compile(_DAY)
_FILLER: Final = re.compile(
    r"^(?:please|only|it is safe|safe|ok|on|in the|during the|during|in|at)\s+|\s+(?:please|only|is best|is fine|is ok)$"
)

_ONE_SIGN: Final = str.maketrans({"\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{EN DASH}": "-"})

Span = tuple[int, int]
"""Minutes of the day from and to."""


@dataclass(frozen=True, kw_only=True)
class SafeHours:
    """Days (Monday is 0) and a span of each of them, in minutes of the day."""

    days: frozenset[int]
    start: int
    end: int

    def first_from(self, at: datetime) -> datetime:
        """Give the first safe moment from a local time on: that time itself where it is safe."""
        for ahead in range(8):
            day = at.date() + timedelta(days=ahead)
            opens = datetime.combine(day, time(*divmod(self.start, 60)), at.tzinfo)
            closes = datetime.combine(day, time(*divmod(self.end, 60)), at.tzinfo)
            if day.weekday() in self.days and at < closes:
                return max(at, opens)
        message = "Safe hours without a day."
        raise ValueError(message)


def read_safe_hours(text: str) -> SafeHours | None:
    """Read when contact is safe; None where the words are not understood in whole, or leave no time."""
    words = _plain(text)
    for days, rest in _splits(words):
        span = _span(rest)
        if span is not None:
            return SafeHours(days=days, start=span[0], end=span[1])
    return None


def _plain(text: str) -> str:
    words = re.sub(r"\s+", " ", text.casefold().translate(_ONE_SIGN)).strip(" .!")
    while (shorter := _FILLER.sub("", words)) != words:
        words = shorter
    return words


def _splits(words: str) -> Iterator[tuple[frozenset[int], str]]:
    """Give each way to read the text as days followed by hours, or hours followed by days, or one of them."""
    yield WEEK, words
    places = [found.start() for found in re.finditer(r" ", words)] + [len(words)]
    for place in places:
        first, last = words[:place].strip(" ,:"), words[place:].strip(" ,:")
        for named, rest in ((first, last), (last, first)):
            days = _days(_plain(named))
            if days:
                yield days, _plain(rest)


def _days(words: str) -> frozenset[int]:
    if words in _DAY_SETS:
        return _DAY_SETS[words]
    ranged = _DAY_RANGE.fullmatch(words)
    if ranged:
        first, last = (_number(name) for name in ranged.groups())
        return frozenset(range(first, last + 1)) if first <= last else frozenset()
    if _DAY_LIST.fullmatch(words):
        return frozenset(_number(name) for name in _ONE_DAY.findall(words))
    return frozenset()


def _number(name: str) -> int:
    return _SHORT[name] if name in _SHORT else [day[:3] for day in DAYS].index(name[:3])


def _span(words: str) -> Span | None:
    """Give the span that hours in words leave of a day; the whole of it where there are none."""
    if not words:
        return EARLIEST, LATEST
    if words in _PARTS:
        return _PARTS[words]
    for shape, spans in ((_BETWEEN, _between), (_AFTER, _after), (_BEFORE, _before)):
        found = shape.fullmatch(words)
        if found:
            return _safe_in_all(spans(found.groups()))
    return None


def _between(said: tuple[str | None, ...]) -> Iterator[Span]:
    half = len(said) // 2
    for start in _minutes(said[:half]):
        for end in _minutes(said[half:]):
            yield start, end


def _after(said: tuple[str | None, ...]) -> Iterator[Span]:
    for start in _minutes(said):
        yield start, DAY_ENDS


def _before(said: tuple[str | None, ...]) -> Iterator[Span]:
    for end in _minutes(said):
        yield 0, end


def _minutes(said: tuple[str | None, ...]) -> tuple[int, ...]:
    """Give the minutes of the day that an hour can mean; a bare hour up to 12 can mean two."""
    hour, minutes, half, noon = said
    if noon or hour is None:
        return (NOON,)
    number, past = int(hour), int(minutes or 0)
    if past > 59 or number > 23 or (half and not 1 <= number <= 12):
        return ()
    if half:
        return (number % 12 * 60 + past + (NOON if half[0] == "p" else 0),)
    if number > 12 or number == 0:
        return (number * 60 + past,)
    early = number % 12 * 60 + past
    return (early, early + NOON) if early >= NIGHT_ENDS else (early + NOON,)


def _safe_in_all(readings: Iterator[Span]) -> Span | None:
    """Give what is safe in every reading; None where there is none, or one of them leaves no time of the day."""
    within = [(max(start, EARLIEST), min(end, LATEST)) for start, end in readings if start < end]
    start, end = (
        max((one[0] for one in within), default=LATEST),
        min((one[1] for one in within), default=EARLIEST),
    )
    return (start, end) if start < end else None
