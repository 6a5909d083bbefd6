"""A single day, as people write it: 3 Nov, 3/11/26, 2026-11-03, last Tuesday, the 3rd, yesterday."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from callpoint.rules.reading.spans import Asked, Days, Reader, Said, date_of, latest, one_day, year_of
from callpoint.rules.reading.words import MONTHS, WEEKDAYS, either

MONTH: Final = rf"(?P<month>{either(MONTHS)})(?![^\W\d])\.?"
WEEKDAY: Final = rf"(?P<weekday>{either(WEEKDAYS)})\b\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"'?(?P<year>\d{4}|\d\d)"
_BACK: Final = {"today": 0, "yesterday": 1, "day before yesterday": 2}


def _named(said: Said, asked: Asked) -> Days | None:
    """Read "Tue 3 Nov 2026"; a weekday that is not that day's makes it unsure."""
    found = latest(MONTHS[said["month"]], int(said["day"]), asked, year=year_of(said["year"], asked.today))
    return _on_its_weekday(found, said)


def _on_its_weekday(found: date | None, said: Said) -> Days | None:
    weekday = said["weekday"]
    return one_day(found) if found and (not weekday or WEEKDAYS[weekday] == found.weekday()) else None


def _figures(said: Said, asked: Asked) -> Days | None:
    """Read 3/11/26; where only one order names a month, that order is meant."""
    first, second = int(said["a"]), int(said["b"])
    orders = [(second, first), (first, second)]
    if asked.order == "month-first":
        orders.reverse()
    month, day = next((order for order in orders if 1 <= order[0] <= 12), (0, 0))
    return _on_its_weekday(latest(month, day, asked, year=year_of(said["year"], asked.today)), said)


def _iso(said: Said, asked: Asked) -> Days | None:
    return one_day(latest(int(said["month"]), int(said["day"]), asked, year=int(said["year"])))


def _day_of_month(said: Said, asked: Asked) -> Days | None:
    """Read "the 28th": of this month, or of the last that had it."""
    last_days = [asked.today]
    for _month in range(2):
        last_days.append(last_days[-1].replace(day=1) - timedelta(days=1))
    days = (date_of(last.year, last.month, int(said["day"])) for last in last_days)
    return _on_its_weekday(next((day for day in days if day and day <= asked.today), None), said)


def _back(said: Said, asked: Asked) -> Days | None:
    return one_day(asked.today - timedelta(days=_BACK[said["back"]]))


def _last(weekday: int, today: date) -> date:
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def _weekday(said: Said, asked: Asked) -> Days | None:
    """Read "Tuesday": the last one; it can be today where nobody said "last"."""
    weekday = WEEKDAYS[said["weekday"]]
    may_be_today = said["which"] in {"", "this"} and weekday == asked.today.weekday()
    return one_day(asked.today if may_be_today else _last(weekday, asked.today))


def _weekday_before(said: Said, asked: Asked) -> Days | None:
    """Read "the Tuesday before last" and "a week last Tuesday"."""
    return one_day(_last(WEEKDAYS[said["weekday"]], asked.today) - timedelta(days=7))


def _weekday_of_this_week(said: Said, asked: Asked) -> Days | None:
    monday = asked.today - timedelta(days=asked.today.weekday())
    return one_day(monday + timedelta(days=WEEKDAYS[said["weekday"]]))


def _weekday_of_last_week(said: Said, asked: Asked) -> Days | None:
    return _weekday_of_this_week(said, replace(asked, today=asked.today - timedelta(days=7)))


DATE_FORMS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = tuple(
    (re.compile(form), reader)
    for form, reader in (
        (rf"(?P<back>{either(_BACK)})", _back),
        (r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})", _iso),
        (
            rf"(?:{WEEKDAY} )?(?P<a>\d{{1,2}})(?P<sep>[-/. ])(?P<b>\d{{1,2}})(?:(?P=sep)(?P<year>\d{{4}}|\d\d))?",
            _figures,
        ),
        (rf"(?:{WEEKDAY} )?{_DAY}[ -]?{MONTH}(?:[ -]?{_YEAR})?", _named),
        (rf"{_DAY} {MONTH} {_YEAR} {WEEKDAY}", _named),
        (rf"(?:{WEEKDAY} )?{MONTH} ?{_DAY}(?: {_YEAR})?", _named),
        (rf"(?:{WEEKDAY} )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)", _day_of_month),
        (rf"(?:(?P<which>last|this|past|this past) )?{WEEKDAY}", _weekday),
        (rf"{WEEKDAY} before last", _weekday_before),
        (rf"(?:a |1 )?week (?:ago |last |ago last ){WEEKDAY}", _weekday_before),
        (rf"{WEEKDAY} last week", _weekday_of_last_week),
        (rf"last week {WEEKDAY}", _weekday_of_last_week),
        (rf"{WEEKDAY} this week", _weekday_of_this_week),
    )
)
"""Each form of a date, whole, with its reader; the first that gives a day decides."""
