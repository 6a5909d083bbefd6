"""Weeks, months, seasons, years and the days that have a name of their own."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from callpoint.rules.reading.dates import MONTH
from callpoint.rules.reading.spans import (
    EARLIEST_YEAR,
    Asked,
    Days,
    Reader,
    Said,
    latest,
    month_around,
    months_back,
    one_day,
    year_around,
    year_of,
)
from callpoint.rules.reading.words import MONTHS, NUMBERS, either

_NUMBER: Final = rf"(?P<number>\d{{1,3}}|{either(NUMBERS)}|an?|(?:a )?couple|(?:a )?few|several)"
_ALONE: Final = {"a": 1, "an": 1, "couple": 2}
_UNITS: Final = {"day": 1, "fortnight": 14, "week": 7}
_FEW: Final = {"few": (3, 5), "several": (3, 7)}
"""At least and at most so many: a custom of speech, shown back to whoever said it."""
_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month a season begins, as the weather services of the north count it."""
_FIXED: Final = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new years eve": (12, 31),
    "new year's day": (1, 1),
    "new years day": (1, 1),
    "new year's": (1, 1),
    "new year": (1, 1),
    "valentine's day": (2, 14),
    "valentines day": (2, 14),
    "valentine's": (2, 14),
    "bonfire night": (11, 5),
    "halloween": (10, 31),
}
_YEAR: Final = r"(?P<year>\d{4}|'\d\d)"


def _week(said: Said, asked: Asked) -> Days | None:
    """Read "this week", "last weekend", "the week before last"; a week begins on Monday (ISO 8601)."""
    monday = asked.today - timedelta(days=asked.today.weekday())
    begins, length = (monday + timedelta(days=5), 2) if said["unit"] == "weekend" else (monday, 7)
    is_last = said["which"] == "last" or bool(said["before"])
    if is_last or begins > asked.today:
        begins -= timedelta(days=7)
    if said["before"]:
        begins -= timedelta(days=7)
    return Days(begins, begins + timedelta(days=length - 1), "range")


def _ago(said: Said, asked: Asked) -> Days | None:
    """Read "two weeks ago": of weeks the day, of months the month, of years the year; days are exact."""
    word, unit = said["number"].removeprefix("a "), said["unit"]
    least, most = _FEW.get(word, (0, 0))
    if not most:
        least = most = _ALONE.get(word) or NUMBERS.get(word) or int(word)
    is_about = (unit != "day" and not said["exact"]) or word in {"couple", *_FEW}
    if unit in _UNITS:
        first, last = (asked.today - timedelta(days=_UNITS[unit] * times) for times in (most, least))
        return Days(first, last, "day" if first == last else "range", is_about=is_about)
    months = 12 if unit == "year" else 1
    if most * months > 100 * 12:
        return None
    around = year_around if unit == "year" else month_around
    begins, ends = (around(months_back(asked.today, times * months)) for times in (most, least))
    precision = begins.precision if least == most else "range"
    return Days(begins.first, ends.last, precision, is_about=True)


def _ago_about(said: Said, asked: Asked) -> Days | None:
    """Read "2 to 3 weeks ago"."""
    ends = [_ago({**said, "number": said[part], "exact": ""}, asked) for part in ("most", "least")]
    first, last = ends
    if first is None or last is None or first.first > last.last:
        return None
    return Days(first.first, last.last, "range", is_about=True)


def _month(said: Said, asked: Asked) -> Days | None:
    """Read "November": the one now running or the last; "last November" is over."""
    number = MONTHS.get(said["month"]) or int(said["month"])
    before = asked.today.replace(day=1) - timedelta(days=1) if said["which"] == "last" else asked.today
    year = year_of(said["year"].lstrip("'"), asked.today)
    first = latest(number, 1, replace(asked, today=before), year=year)
    return month_around(first) if first else None


def _counted(said: Said, asked: Asked) -> Days | None:
    """Read "last month", "this year" and "the year before last"."""
    back = {"this": 0, "last": 1, "": 2}[said["which"]]
    if said["unit"] == "year":
        return year_around(months_back(asked.today, 12 * back))
    return month_around(months_back(asked.today, back))


def _season(said: Said, asked: Asked) -> Days | None:
    """Read "last summer", "spring 2025", "winter 2025 to 2026": a winter has the year it begins in."""
    year = year_of(said["year"].lstrip("'"), asked.today)
    if said["until"] and int(said["until"][-2:]) != ((year or 0) + 1) % 100:
        return None
    first = latest(_SEASONS[said["season"]], 1, asked, year=year)
    if first is None:
        return None
    is_over = months_back(first, -3) <= asked.today
    if said["which"] == "last" and not is_over:
        first = months_back(first, 12)
    return Days(first, months_back(first, -3) - timedelta(days=1), "season")


def _known(said: Said, asked: Asked) -> Days | None:
    year = year_of(said["year"].lstrip("'"), asked.today)
    return one_day(latest(*_FIXED[said["known"]], asked, year=year))


def _black_friday(said: Said, asked: Asked) -> Days | None:
    """Read "Black Friday": the day after the fourth Thursday of November."""
    year = year_of(said["year"].lstrip("'"), asked.today)
    for candidate in (asked.today.year, asked.today.year - 1) if year is None else (year,):
        begins = date(max(candidate, EARLIEST_YEAR), 11, 1)
        friday = begins + timedelta(days=(3 - begins.weekday()) % 7 + 22)
        if friday <= asked.today:
            return one_day(friday)
    return None


def _year(said: Said, asked: Asked) -> Days | None:
    year = int(said["year"])
    return year_around(date(year, 1, 1)) if EARLIEST_YEAR <= year <= asked.today.year else None


PERIOD_FORMS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = tuple(
    (re.compile(form), reader)
    for form, reader in (
        (r"(?:(?P<which>this|last) )?(?P<unit>weekend)(?P<before> before last)?", _week),
        (r"(?P<which>this|last) (?P<unit>week)(?P<before>)", _week),
        (r"(?P<which>)(?P<unit>week)(?P<before> before last)", _week),
        (rf"{_NUMBER} (?P<unit>day|fortnight|week|month|year)s? ago(?P<exact> today)?", _ago),
        (
            (
                rf"{_NUMBER.replace('number', 'least')} ?(?:to|or|-) ?{_NUMBER.replace('number', 'most')}"
                r" (?P<unit>day|week|month|year)s? ago"
            ),
            _ago_about,
        ),
        (rf"(?:(?P<which>last|this) )?{MONTH}(?: ?{_YEAR})?", _month),
        (r"(?P<which>)(?P<month>\d{1,2})[-/. ](?P<year>\d{4})", _month),
        (r"(?P<which>)(?P<year>\d{4})[-/. ](?P<month>\d{1,2})", _month),
        (r"(?P<which>this|last) (?P<unit>month|year)", _counted),
        (r"(?P<which>)(?P<unit>month|year) before last", _counted),
        (
            (
                rf"(?:(?P<which>last|this) )?(?P<season>{either(_SEASONS)})"
                rf"(?: {_YEAR}(?: ?(?:to|-|/) ?(?P<until>\d{{4}}|\d\d))?)?"
            ),
            _season,
        ),
        (rf"(?:last |this )?(?P<known>{either(_FIXED)})(?: {_YEAR})?", _known),
        (rf"(?:last |this )?black friday(?: {_YEAR})?", _black_friday),
        (r"(?P<year>\d{4})", _year),
    )
)
"""Each form of a period, whole, with its reader; the first that gives days decides."""
