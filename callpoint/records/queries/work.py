"""What the worker gave up, for the staff's view: names and places, never words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from callpoint.records.models import Outbox

MOST_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class StuckWork:
    """One piece of work that was tried as often as the settings allow."""

    name: str
    stuck_at: datetime
    error_class: str
    error_place: str


def stuck_work() -> Sequence[StuckWork]:
    """List what is stuck, the oldest first, at most 50."""
    rows = Outbox.objects.filter(stuck_at__isnull=False).order_by("stuck_at")[:MOST_SHOWN]
    return [
        StuckWork(
            name=row.name,
            stuck_at=row.stuck_at or row.created_at,
            error_class=row.error_class,
            error_place=row.error_place,
        )
        for row in rows
    ]
