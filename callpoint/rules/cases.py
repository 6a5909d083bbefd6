"""What a case is: its states and texts, when it is to be looked at again, and what its disclosure schedule says.

CaseRuleError
├── TextMissingError      a text that is needed is empty
├── TextTooLongError      a text has more characters than one may have
├── DayNotTakenError      a day was not typed as a day, or lies in the past
└── ReasonMissingError    sensitive material needs a reason
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

TITLE_LIMIT: Final = 120
TEXT_LIMIT: Final = 3000
"""Characters of the aim, of a decision and its reason, of a task, of a note; a line end counts as one."""
REVIEW_DAYS: Final = 28
"""Days after which a new case is looked at as a whole, unless a person says otherwise. Our proposal."""
DUE_SOON: Final = timedelta(hours=48)
"""What falls due within this time stands on the page of a hand-over."""
OWN_LETTER: Final = "C"
"""Stands in references of cases behind the letters of those of reports."""
STATEMENT, REQUEST, ANSWER = "statement", "request", "answer"
"""Begin the names of things on the schedule that hang on a report; the row's id follows the colon."""
NOTE: Final = "note"
"""Begins the name of a thing on the schedule that is of the case itself; an entry's id follows the colon."""


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CLOSED = "closed"


class EntryKind(StrEnum):
    """What a line of a case's log is."""

    DECISION = "decision"
    REVIEW = "review"
    CLOSING = "closing"
    OPENING = "opening"


class HandOverKind(StrEnum):
    """To whom a case is handed over."""

    COLLEAGUE = "colleague"
    FORCE = "force"


class Relevance(StrEnum):
    """What a thing is to the prosecution, as the schedule sorts it."""

    USED = "used"
    UNUSED = "unused"
    SENSITIVE = "sensitive"


class CaseRuleError(ValueError):
    """What was typed for a case cannot be taken."""


class TextMissingError(CaseRuleError):
    """The text named `field` is needed and empty."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} is missing")
        self.field = field


class TextTooLongError(CaseRuleError):
    """The text named `field` has `over` characters more than one may have."""

    def __init__(self, field: str, over: int) -> None:
        super().__init__(f"{field}: {over} characters over")
        self.field = field
        self.over = over


class DayNotTakenError(CaseRuleError):
    """The day named `field` was not typed as a day, or lies in the past."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} is no day to come")
        self.field = field


class ReasonMissingError(CaseRuleError):
    """Sensitive material needs a reason."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What a person says of a thing on the schedule."""

    relevance: Relevance
    description: str
    reason: str


def case_prefix(prefix: str) -> str:
    """Give the letters at the head of every reference of a case, from those of a report."""
    return prefix + OWN_LETTER


def needed(text: str, *, field: str, most: int = TEXT_LIMIT) -> str:
    """
    Take a text as typed.

    :raises TextMissingError: it is empty.
    :raises TextTooLongError: it is too long.
    """
    said = spared(text, field=field, most=most)
    if not said:
        raise TextMissingError(field)
    return said


def spared(text: str, *, field: str, most: int = TEXT_LIMIT) -> str:
    """
    Take a text as typed, which may be empty.

    :raises TextTooLongError: it is too long.
    """
    said = text.replace("\r\n", "\n").strip()
    if len(said) > most:
        raise TextTooLongError(field, len(said) - most)
    return said


def day_to_come(text: str, *, field: str, today: date) -> date:
    """
    Read a day as a browser sends it (YYYY-MM-DD); today counts as one to come.

    :raises DayNotTakenError: it is none, or it is over.
    """
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise DayNotTakenError(field) from None
    if day < today:
        raise DayNotTakenError(field)
    return day


def first_review_on(opened_on: date) -> date:
    """Give the day on which a new case is looked at as a whole."""
    return opened_on + timedelta(days=REVIEW_DAYS)


def is_review_due(review_on: date | None, *, today: date) -> bool:
    """Say whether the day has come to look at a case."""
    return review_on is not None and review_on <= today


def checked(judged: Judged) -> Judged:
    """
    Give what was said of a thing tidied, where it can be kept.

    :raises ReasonMissingError: it is sensitive, and no reason says why.
    :raises TextMissingError: nothing describes it.
    :raises TextTooLongError: a text is too long.
    """
    description = needed(judged.description, field="description")
    reason = spared(judged.reason, field="reason")
    if judged.relevance is Relevance.SENSITIVE and not reason:
        raise ReasonMissingError
    return Judged(relevance=judged.relevance, description=description, reason=reason)
