"""How long a record is kept: the month whose key seals it, when that month is due, and what a legal hold does to it."""

from datetime import date, datetime, timedelta
from typing import Final

KEEP_YEARS = 7
"""Proposed by this project, to be set by the operator with its own retention schedule."""

DRAFT_MONTHS = 13
"""Drafts are kept for a year at most (setting `drafts.keep_days`), and some days into the next month."""

HOLD_YEARS: Final = 7000
"""So far ahead lie the months of legal holds: a cohort is a month, and none of these is ever due."""
FIRST_HOLD_YEAR: Final = "9000"

WAIT_BEFORE_ERASURE: Final = timedelta(days=1)
"""Between the second person's word and the first deletion, so that a mistake can be stopped. Our proposal."""

KEYRING_COPY_DAYS: Final = 30
"""The longest that a copy of the keyring is kept (architecture, decision 7)."""

HOLD_KEY_DAYS: Final = 2 * KEYRING_COPY_DAYS
"""
How long the key of holds outlives its month and the last lift under it. Our proposal.

A backup from the time of the hold opens with this key only, and the report it holds may be due years later: by then
there are backups with the report under its own month again. As long as a copy of the keyring is kept, and once more.
"""


def month_of(at: datetime) -> str:
    """Give the month (YYYY-MM) of a time."""
    return f"{at.year:04}-{at.month:02}"


def erasure_month(sent_at: datetime) -> str:
    """Give the month (YYYY-MM) whose cohort key a report sent at this time is sealed under."""
    return f"{sent_at.year + KEEP_YEARS:04}-{sent_at.month:02}"


def draft_month(begun_at: datetime) -> str:
    """Give the month (YYYY-MM) whose cohort key a draft begun at this time is sealed under until it is sent."""
    months = begun_at.year * 12 + begun_at.month - 1 + DRAFT_MONTHS
    return f"{months // 12:04}-{months % 12 + 1:02}"


def hold_month(placed_at: datetime) -> str:
    """Give the month of the cohort that a report is moved to by a hold placed at this time."""
    return f"{placed_at.year + HOLD_YEARS:04}-{placed_at.month:02}"


def is_hold_month(month: str) -> bool:
    """Say whether a cohort is one of legal holds."""
    return month >= FIRST_HOLD_YEAR


def is_over(month: str, *, at: datetime) -> bool:
    """Say whether the month of a cohort of holds is long over: no hold is on its way into it any more."""
    return month < hold_month(no_lift_since(at))


def no_lift_since(at: datetime) -> datetime:
    """Give the time since when no hold may have been lifted from a cohort whose key is to go now."""
    return at - timedelta(days=HOLD_KEY_DAYS)


def month_after_hold(sent_at: datetime, *, at: datetime) -> str:
    """Give the month a report goes back to when its hold is lifted: its own, or this month where that is over."""
    return max(erasure_month(sent_at), month_of(at))


def is_due(month: str, *, at: datetime) -> bool:
    """Say whether a month may be erased: it must be over, so that nothing goes early and nothing new is sealed under it."""
    return month < month_of(at)


def due_on(month: str) -> date:
    """Give the first day on which a month may be erased."""
    year, number = (int(part) for part in month.split("-"))
    return date(year + number // 12, number % 12 + 1, 1)


def complete_on(destroyed_at: datetime) -> date:
    """
    Give the day on which an erasure is complete: every copy of the keyring that held the key has aged out.

    A copy made in the last hour before ages out in the course of its last day, hence one day more.
    """
    return destroyed_at.date() + timedelta(days=KEYRING_COPY_DAYS + 1)
