"""How long a one-time password is good: who got hold of an old one finds it of no use (OWASP ASVS 5.0, 6.4.1)."""

from datetime import datetime, timedelta


def has_run_out(given_at: datetime | None, *, days: int, at: datetime) -> bool:
    """Say whether a one-time password is good no more; one whose age nobody knows is not."""
    return given_at is None or at - given_at >= timedelta(days=days)
