"""What somebody who lost their private code tells, and how a person makes sure who they are (stories, rule R6)."""

from collections.abc import Mapping
from enum import StrEnum

LIMITS = {"name": 200, "postcode": 20, "sent_on": 60, "reference": 40, "contact": 500}
"""What is asked, with the most characters of each; a date is kept as people write it, for a person reads it."""

NEEDED = ("name", "contact")
"""Without a name nobody can look, and without a safe way nobody can answer."""


class IdentityCheck(StrEnum):
    """How a member of staff made sure that it is the reporter who asks."""

    ANSWERS = "answers"
    CALLED_BACK = "called-back"
    DOCUMENT = "document"


class LostCodeOutcome(StrEnum):
    """What came of a request."""

    GIVEN = "given"
    TURNED_DOWN = "turned-down"


def tidied(told: Mapping[str, str]) -> dict[str, str]:
    """Give what was told without blank edges; what was left out, and what nobody asked, is not there."""
    given = {name: str(told.get(name, "")).strip() for name in LIMITS}
    return {name: text for name, text in given.items() if text}


def lacking(told: Mapping[str, str]) -> tuple[str, ...]:
    """Give the fields that are needed and empty, in the order of the page."""
    return tuple(name for name in NEEDED if not told.get(name))


def too_long(told: Mapping[str, str]) -> tuple[str, ...]:
    """Give the fields with more characters than they may have, in the order of the page."""
    return tuple(name for name, limit in LIMITS.items() if len(told.get(name, "")) > limit)
