"""How long a record is kept: the month in which its key is destroyed."""

from datetime import datetime

KEEP_YEARS = 7
"""Proposed by this project, to be set by the operator with its own retention schedule."""

DRAFT_MONTHS = 13
"""Drafts are kept for a year at most (setting `drafts.keep_days`), and some days into the next month."""


def erasure_month(sent_at: datetime) -> str:
    """Give the month (YYYY-MM) whose cohort key a report sent at this time is sealed under."""
    return f"{sent_at.year + KEEP_YEARS:04}-{sent_at.month:02}"


def draft_month(begun_at: datetime) -> str:
    """Give the month (YYYY-MM) whose cohort key a draft begun at this time is sealed under until it is sent."""
    months = begun_at.year * 12 + begun_at.month - 1 + DRAFT_MONTHS
    return f"{months // 12:04}-{months % 12 + 1:02}"
