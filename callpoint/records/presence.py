"""Who has a report open now: a note that is no deed and has no leaf, kept for a short while."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from callpoint.records.models import Presence
from callpoint.records.transaction import writing

SHOWN_FOR: Final = timedelta(minutes=2)
"""Who was not heard of for longer has it open no more."""


@writing
def note_presence(*, report_id: UUID, staff_id: int, at: datetime) -> None:
    """Note that a person has a report open."""
    mine = Presence.objects.filter(report=report_id, staff=staff_id)
    if not mine.update(seen_at=at):
        new = Presence(report_id=report_id, staff_id=staff_id, seen_at=at)
        # Two pages of one person may come first at once.
        Presence.objects.bulk_create([new], ignore_conflicts=True)


@writing
def note_absence(*, report_id: UUID, staff_id: int) -> None:
    """Note that a person has closed a report."""
    Presence.objects.filter(report_id=report_id, staff_id=staff_id).delete()


@writing
def forget_old_presences(*, at: datetime) -> None:
    """Throw away what is shown no more."""
    Presence.objects.filter(seen_at__lt=at - SHOWN_FOR).delete()


def who_has_open(report_ids: Collection[UUID], *, but: int, at: datetime) -> Mapping[UUID, tuple[str, ...]]:
    """Name the people, but for one, who have these reports open; a report that nobody has open is not in it."""
    rows = (
        Presence.objects.filter(report__in=report_ids, seen_at__gte=at - SHOWN_FOR)
        .exclude(staff=but)
        .order_by("staff__display_name", "staff_id")
    )
    names: dict[UUID, list[str]] = defaultdict(list)
    for report_id, name in rows.values_list("report_id", "staff__display_name"):
        names[report_id].append(name)
    return {report_id: tuple(some) for report_id, some in names.items()}
