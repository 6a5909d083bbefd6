"""Lengths of time as content writes them: ISO 8601 durations."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from callpoint.rules.content.problems import ContentError

_DURATION: Final = re.compile(
    r"P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?"
    r"(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?",
    re.ASCII,
)


class BadDurationError(ContentError):
    """The text is not an ISO 8601 duration, or such days cannot count it."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{text!r} is no duration that can be counted")


@dataclass(frozen=True)
class Duration:
    """A length of time: months and days of the calendar, and exact seconds."""

    months: int = 0
    days: int = 0
    seconds: int = 0


@lru_cache(maxsize=256)
def parse_duration(text: str) -> Duration:
    """Read an ISO 8601 duration such as P2D, PT15M, P13M or P8W.

    Raises BadDurationError for anything else.
    """
    found = _DURATION.fullmatch(text)
    if found is None:
        raise BadDurationError(text)
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return Duration(12 * years + months, 7 * weeks + days, 3600 * hours + 60 * minutes + seconds)


def countable(duration: Duration, days: str) -> bool:
    """Say whether such days can count a length: working days are whole, duty has no months."""
    if days == "calendar":
        return True
    if days == "duty":
        return not duration.months
    return not (duration.months or duration.seconds)
