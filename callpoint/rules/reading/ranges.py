"""A time from one moment to another: "3-5 November", "between 1 and 3 Nov", "Monday or Tuesday"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from callpoint.rules.reading.moments import When, single
from callpoint.rules.reading.spans import Asked, date_of

_MONTH_FIRST: Final = re.compile(
    r"(?P<month>[a-z]{3,9}) (?P<days>\d{1,2}(?:st|nd|rd|th)? ?(?:-|to|and) ?\d{1,2}(?:st|nd|rd|th)?)"
    r"(?P<year> \d{4})?"
)
_BETWEEN: Final = re.compile(
    r" ?- ?| (?P<word>to|until|till|through|and|or) |(?<=[a-z]) ?(?P<slash>/) ?(?=[a-z])"
)
_DAY: Final = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?")
_FROM_NOW: Final = re.compile(r"\b(?:ago|yesterday|today|this|last)\b")
_YEAR: Final = re.compile(r"\b\d{4}\b")
_FAR: Final = timedelta(days=200)
"""A range whose first year had to be guessed is no longer than this."""


def between(said: str, at: datetime, asked: Asked) -> When | None:
    """Read "from A to B", "A - B", "between A and B" and "A or B"."""
    is_between = said.startswith("between ")
    bare = said.removeprefix("between ").removeprefix("from ")
    month_first = _MONTH_FIRST.fullmatch(bare)
    if month_first:
        bare = f"{month_first['days']} {month_first['month']}{month_first['year'] or ''}"
    for first, last, word in _halves(bare):
        if word == "and" and not is_between:
            continue
        pair = (_either if word == "or" else _pair)((first, last), at, asked)
        if pair is not None:
            begin, end = pair
            return When(begin.earliest, end.latest, "range", begin.is_about or end.is_about)
    return None


def _halves(text: str) -> Iterator[tuple[str, str, str]]:
    for found in _BETWEEN.finditer(text):
        first, last = text[: found.start()], text[found.end() :]
        if first and last:
            yield first, last, "or" if found["slash"] else found["word"] or "-"


def _either(ends: tuple[str, str], at: datetime, asked: Asked) -> tuple[When, When] | None:
    one, other = (single(end, at, asked) for end in ends)
    if one is None or other is None:
        return None
    return (one, other) if one.earliest <= other.earliest else (other, one)


def _pair(ends: tuple[str, str], at: datetime, asked: Asked) -> tuple[When, When] | None:
    """Read both ends, the last one first: it says the month and the year of the other."""
    first, last = ends
    if _YEAR.search(first) and not _YEAR.search(last):
        return _carry_year(ends, at, asked)
    end = single(last, at, asked)
    if end is None:
        return None
    begin = _day_before(first, last, end) or single(first, at, asked)
    if begin is None or begin.earliest <= end.latest:
        return (begin, end) if begin else None
    if _FROM_NOW.search(first):
        return None
    begin = single(first, end.latest, replace(asked, today=end.latest.date()))
    return (begin, end) if begin and end.latest - begin.earliest <= _FAR else None


def _carry_year(ends: tuple[str, str], at: datetime, asked: Asked) -> tuple[When, When] | None:
    """Read "28 Dec 2025 to 3 Jan": the end is in the year of the beginning or in the next."""
    first, last = ends
    begin = single(first, at, asked)
    if begin is None:
        return None
    year = begin.earliest.year
    readings = (single(said, at, asked) for said in (last, f"{last} {year}", f"{last} {year + 1}"))
    soonest = sorted(
        (end for end in readings if end and end.latest >= begin.earliest), key=lambda end: end.latest
    )
    return (begin, soonest[0]) if soonest else None


def _day_before(first: str, last: str, end: When) -> When | None:
    """Read the 3 of "3-5 November" by the month of its end."""
    bare = _DAY.fullmatch(first)
    if bare is None or end.precision != "day" or _FROM_NOW.search(last):
        return None
    day = date_of(end.earliest.year, end.earliest.month, int(bare["day"]))
    if day is None or day > end.earliest.date():
        return None
    earliest = end.earliest.replace(day=day.day)
    return When(earliest, earliest, "day", is_about=False)
