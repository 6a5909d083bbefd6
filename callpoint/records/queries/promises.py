"""What was promised: the clocks of a report, what the worker has to look at, and how a unit keeps its dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Min, Q, QuerySet

from callpoint.records.models import Clock, Report
from callpoint.rules.access import EVERY_UNIT, Badge
from callpoint.rules.clocks import Ended
from callpoint.rules.lifecycle import ReportState

MOST_SHOWN = 100
"""Rows of one list; more than these are too many to read, and the page says how many there are."""


@dataclass(frozen=True, kw_only=True)
class ClockLine:
    """One running clock of a report."""

    promise: str
    started_at: datetime
    amber_at: datetime
    due_at: datetime
    late_due_at: datetime | None
    """The new date that was told once the first had passed."""
    paused_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class DueLine:
    """One running promise of a report, for a list over many; it holds nothing that was sealed."""

    report_id: UUID
    reference: str
    unit: str
    urgency: str
    promise: str
    amber_at: datetime
    due_at: datetime
    late_due_at: datetime | None
    paused_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Share:
    """How often one promise was kept among those that ended in a time, and how many are late and still owed."""

    promise: str
    kept: int
    late: int
    owed: int
    """Late at this moment, and not done yet."""


def clocks_of(report_id: UUID) -> tuple[ClockLine, ...]:
    """Give the clocks of a report that run, the one that is due first coming first."""
    rows = Clock.objects.filter(report_id=report_id, ended="").order_by("due_at", "id")
    return tuple(
        ClockLine(
            promise=row.promise,
            started_at=row.started_at,
            amber_at=row.amber_at,
            due_at=row.due_at,
            late_due_at=row.late_due_at,
            paused_at=row.paused_at,
        )
        for row in rows
    )


def reports_to_look_at(*, at: datetime, most: int) -> list[UUID]:
    """Give reports with a clock whose time to be looked at has come, the longest waiting first."""
    due = Clock.objects.filter(look_at__lte=at).values("report_id").annotate(first=Min("look_at"))
    return [row["report_id"] for row in due.order_by("first", "report_id")[:most]]


def reports_without_clocks(*, most: int) -> list[UUID]:
    """Give open reports for which no clock was ever started: they were sent before there were any."""
    open_ones = Report.objects.exclude(state__in=(ReportState.DRAFT, ReportState.CLOSED))
    return list(
        open_ones.filter(next_due_at=None).order_by("submitted_at", "id").values_list("id", flat=True)[:most]
    )


def late_now(*, badge: Badge, unit: str, ours: Sequence[str], at: datetime) -> tuple[Sequence[DueLine], int]:
    """List what is late and still owed, the oldest date first, and say how many there are."""
    return _listed(_running(badge, unit, ours).filter(due_at__lt=at))


def due_until(
    *, badge: Badge, unit: str, ours: Sequence[str], at: datetime, until: datetime
) -> tuple[Sequence[DueLine], int]:
    """List what falls due up to a time, the next first, and say how many there are."""
    return _listed(_running(badge, unit, ours).filter(due_at__gte=at, due_at__lte=until))


def shares(
    *, badge: Badge, unit: str, ours: Sequence[str], since: datetime, at: datetime
) -> tuple[Share, ...]:
    """Count for each promise what was kept and what came late since a time, and what is late now."""
    ended = _seen_by(badge, unit).filter(promise__in=ours, stopped_at__gte=since)
    late = _running(badge, unit, ours).filter(due_at__lt=at)
    counted = {
        row["promise"]: (row["kept"], row["late"])
        for row in ended.values("promise").annotate(
            kept=Count("id", filter=Q(ended=Ended.KEPT)), late=Count("id", filter=Q(ended=Ended.LATE))
        )
    }
    owed = dict(late.values_list("promise").annotate(number=Count("id")))
    return tuple(
        Share(promise=name, kept=kept, late=came_late, owed=owed.get(name, 0))
        for name in ours
        for kept, came_late in [counted.get(name, (0, 0))]
        if kept or came_late or name in owed
    )


def _seen_by(badge: Badge, unit: str) -> QuerySet[Clock]:
    """Give the clocks that a badge may see; `unit` narrows them to one, '' to none."""
    clocks = Clock.objects.all()
    if badge.role not in EVERY_UNIT:
        clocks = clocks.filter(report__unit=badge.unit)
    return clocks.filter(report__unit=unit) if unit else clocks


def _running(badge: Badge, unit: str, ours: Sequence[str]) -> QuerySet[Clock]:
    return _seen_by(badge, unit).filter(promise__in=ours, ended="", paused_at=None)


def _listed(clocks: QuerySet[Clock]) -> tuple[Sequence[DueLine], int]:
    rows = clocks.annotate(
        reference=F("report__reference"), unit=F("report__unit"), urgency=F("report__urgency")
    ).order_by("due_at", "id")
    lines = [
        DueLine(
            report_id=row.report_id,
            reference=row.reference or "",
            unit=row.unit,
            urgency=row.urgency,
            promise=row.promise,
            amber_at=row.amber_at,
            due_at=row.due_at,
            late_due_at=row.late_due_at,
            paused_at=row.paused_at,
        )
        for row in rows[:MOST_SHOWN]
    ]
    return lines, clocks.count()
