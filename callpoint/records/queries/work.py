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


@dataclass(frozen=True, kw_only=True)
class WholeWork:
    """All that is queued: how much waits too long, how much is stuck, and when something was last done."""

    waiting: int
    stuck: int
    last_done_at: datetime | None


def work_as_a_whole(*, due_before: datetime, at: datetime) -> WholeWork:
    """Count what was due before a time and nobody works on now."""
    due = Outbox.objects.filter(done_at=None, stuck_at=None, run_after__lt=due_before)
    done = Outbox.objects.exclude(done_at=None).order_by("-done_at").values_list("done_at", flat=True)
    return WholeWork(
        waiting=due.exclude(leased_until__gt=at).count(),
        stuck=Outbox.objects.exclude(stuck_at=None).count(),
        last_done_at=done.first(),
    )
