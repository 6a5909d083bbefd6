"""The days a phrase names, always read as past: a date, a period, or a part of a period."""

import re
from datetime import timedelta
from typing import Final

from callpoint.rules.reading.dates import DATE_FORMS
from callpoint.rules.reading.periods import PERIOD_FORMS
from callpoint.rules.reading.spans import Asked, Days, Reader, Said, months_back

_THIRDS: Final = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_NTH: Final = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}


def read_days(text: str, asked: Asked) -> Days | None:
    """
    Read a phrase in lower case without "the", "on", "in" and "of".

    None where it is no such phrase, where the calendar has no such day, and where the day is yet to come.
    """
    for form, reader in _FORMS:
        found = form.fullmatch(text)
        days = reader(found.groupdict(default=""), asked) if found else None
        if days is not None:
            return days if days.first <= asked.today else None
    return None


def _third(said: Said, asked: Asked) -> Days | None:
    """Read "early October" or "the end of 2024": ten days of the month, or four months of the year."""
    whole, third = read_days(said["rest"], asked), _THIRDS[said["third"]]
    if whole is None or whole.precision not in {"month", "year"}:
        return None
    if whole.precision == "year":
        first = months_back(whole.first, -4 * third)
        return Days(first, months_back(first, -4) - timedelta(days=1), "range", is_about=True)
    first = whole.first.replace(day=1 + 10 * third)
    last = whole.last if third == 2 else first + timedelta(days=9)
    return Days(first, last, "range", is_about=True)


def _nth_week(said: Said, asked: Asked) -> Days | None:
    """Read "the first week of November": the seven days from the 1st, the 8th and so on."""
    month = read_days(said["rest"], asked)
    if month is None or month.precision != "month":
        return None
    first = month.last - timedelta(days=6)
    if said["nth"] != "last":
        first = month.first + timedelta(days=7 * _NTH[said["nth"]])
    return Days(first, first + timedelta(days=6), "range", is_about=True)


def _week_of(said: Said, asked: Asked) -> Days | None:
    """Read "the week of 3 November": from Monday; "commencing" counts from the day itself."""
    around = read_days(said["rest"], asked)
    if around is None or around.precision != "day":
        return None
    first = around.first if said["from"] else around.first - timedelta(days=around.first.weekday())
    return Days(first, first + timedelta(days=6), "range")


_FORMS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = (
    *DATE_FORMS,
    *PERIOD_FORMS,
    (re.compile(r"(?P<third>early|beginning|start|mid|middle|late|end)[ -](?P<rest>.+)"), _third),
    (re.compile(rf"(?P<nth>{'|'.join(_NTH)}|last) week (?P<rest>.+)"), _nth_week),
    (re.compile(r"week (?P<from>commencing |beginning |starting |from )?(?P<rest>.+)"), _week_of),
)
