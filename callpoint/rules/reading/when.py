"""
When something was, as people type it: "last Tuesday", "about 3 Nov at 9pm", "between 1 and 3 Nov", "an hour ago".

All is read as past, by rules that the read-back shows to whoever typed it:
a weekday is the last one; a day without a year is the last time it was; "last Tuesday" is the most recent one,
yesterday too; an hour without am or pm lies between 7 in the morning and 6:59 in the evening, unless a part of the
day is named; "last night" is 18:00 to 5:59. Own grammar, since the libraries tried (dateparser) read "£40" as a
year, give a single moment for a range and know no "half past two".
"""

import re
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Final

from callpoint.rules.reading.moments import Precision, When, elapsed, since, single
from callpoint.rules.reading.ranges import between
from callpoint.rules.reading.spans import Asked, Order
from callpoint.rules.reading.tongues.english import in_english
from callpoint.rules.reading.words import ABOUT, tidy

__all__ = ["Order", "Precision", "When", "order_in", "read_when"]

LONGEST: Final = 120
"""Longer texts are stories, not times, in characters."""
MONTH_FIRST: Final = frozenset({"US"})
"""Countries (ISO 3166-1) where 3/11 is the eleventh of March."""


def order_in(country: str) -> Order:
    """Give the order in which people of a country write a day in figures; `country` as in ISO 3166-1."""
    return "month-first" if country in MONTH_FIRST else "day-first"


def read_when(text: str, *, at: datetime, order: Order = "day-first") -> When | None:
    """
    Read a time that was before `at`, an aware time in the zone of whoever typed it.

    None where the text is no time, where it names more or less than one, and where it is yet to come.
    """
    if len(text) > LONGEST:
        return None
    said = tidy(text)
    readings = (_read(_plain(words), at, order) for words in chain([said], in_english(said)))
    return next((when for when in readings if when), None)


_HALF: Final = re.compile(r"(?<=[\d ])([ap])\.? ?m\b\.?")
_HOURS: Final = re.compile(r"\b([01]\d|2[0-3])([0-5]\d) ?(?:hrs|hours|h)\b")
_ISO_T: Final = re.compile(r"(?<=\d-\d\d)t(?=\d\d:)")
_YESTERDAY: Final = re.compile(r"\b(?:y'?day|yest)\b")
_THE: Final = re.compile(r"\bthe (month|year)\b(?! before)")
_OF_YEAR: Final = re.compile(r"(?<=[a-z] )(this|last) year$")
"""As in "Christmas last year"; not "last year" alone."""
_FILLERS: Final = re.compile(
    r"\b(?:the|on or(?= about)|on|in|of|during|over the|some ?time|it (?:was|happened|started|began)|just gone|date"
    r"|ever(?= since))\b(?!')|[,?!()]|\.(?=\s|$)"
)


def _plain(text: str) -> str:
    """Leave out the words that change nothing, and write am, pm and 1430hrs in one way."""
    text = _THE.sub(r"this \1", _YESTERDAY.sub("yesterday", _ISO_T.sub(" ", text)))
    text = _HOURS.sub(r"\1:\2", _HALF.sub(r"\1m", text))
    return " ".join(_FILLERS.sub(" ", text).split())


def _read(text: str, at: datetime, order: Order) -> When | None:
    said = " ".join(ABOUT.sub(" ", text).split())
    is_about = said != text
    years = {"this": at.year, "last": at.year - 1}
    said = _OF_YEAR.sub(lambda found: str(years[found[1]]), said)
    asked = Asked(at.date(), order)
    when = elapsed(said, at) or single(said, at, asked) or since(said, at, asked) or between(said, at, asked)
    if when is None or when.earliest > at or when.earliest > when.latest:
        return None
    return replace(
        when, latest=min(when.latest, at.replace(second=0, microsecond=0)), is_about=is_about or when.is_about
    )
