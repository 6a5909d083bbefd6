"""Spans of whole days: what a phrase for a time names before the hour is known."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

DaysPrecision = Literal["day", "range", "month", "season", "year"]
Order = Literal["day-first", "month-first"]
EARLIEST_YEAR: Final = 1900
"""Years before it are typing errors, also in a date of birth."""


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day a phrase can mean."""

    first: date
    last: date
    precision: DaysPrecision
    is_about: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a phrase is read against: the day it is typed, and how figures such as 3/11 are ordered."""

    today: date
    order: Order


Said = Mapping[str, str]
"""The named parts of a phrase; a part that was not said is an empty text."""
Reader = Callable[[Said, Asked], Days | None]
"""Gives the days of a phrase of one form, or None where there are none such."""


def one_day(day: date | None) -> Days | None:
    """Give the span of a single day."""
    return Days(day, day, "day") if day else None


def date_of(year: int, month: int, day: int) -> date | None:
    """Give the date; None where the calendar has no such day."""
    is_day = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return date(year, month, day) if is_day else None


def year_of(said: str, today: date) -> int | None:
    """Give the year said, None where none was; two digits are the last year that ends so."""
    if not said:
        return None
    if len(said) == 4:
        return int(said)
    year = int(said) + today.year - today.year % 100
    return year if year <= today.year else year - 100


def latest(month: int, day: int, asked: Asked, *, year: int | None) -> date | None:
    """Give the day in `year`, or, where that is None, the last time it was."""
    if year is not None:
        return date_of(year, month, day) if EARLIEST_YEAR <= year <= asked.today.year else None
    # Nine years: 29 February may be eight years ago, as in 1904.
    days = (date_of(asked.today.year - back, month, day) for back in range(9))
    return next((found for found in days if found and found <= asked.today), None)


def months_back(day: date, months: int) -> date:
    """Give the first day of the month so many months before `day`; a negative count goes on."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def month_around(day: date) -> Days:
    """Give the month that `day` lies in."""
    return Days(day.replace(day=1), months_back(day, -1) - timedelta(days=1), "month")


def year_around(day: date) -> Days:
    """Give the year that `day` lies in."""
    return Days(date(day.year, 1, 1), date(day.year, 12, 31), "year")
