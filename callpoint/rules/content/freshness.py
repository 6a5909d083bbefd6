"""How long a fact that somebody read counts as fresh."""

from datetime import date, timedelta

from callpoint.rules.content.model import Sourced


def expires_on(row: Sourced, *, stale_after_days: int) -> date | None:
    """Give the day from which a row counts as stale; None if it was never checked."""
    if row.expires is not None:
        return row.expires
    days = [day for day in (row.checked, row.confirmed_on) if day is not None]
    return max(days) + timedelta(days=stale_after_days) if days else None
