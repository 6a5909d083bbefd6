"""How long a record is kept: the month in which its key is destroyed."""

from datetime import datetime

KEEP_YEARS = 7
"""Proposed by this project, to be set by the operator with its own retention schedule."""


def erasure_month(created_at: datetime) -> str:
    """Give the month (YYYY-MM) whose cohort key a record made at this time is sealed under."""
    return f"{created_at.year + KEEP_YEARS:04}-{created_at.month:02}"
