"""The one reader of the time."""

from datetime import UTC, datetime


def now() -> datetime:
    """Say what time it is, in UTC."""
    return datetime.now(tz=UTC)
