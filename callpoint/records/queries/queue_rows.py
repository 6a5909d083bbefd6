"""The lines of the queue: what is read of each report that a page shows, and nothing that was sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import Combinable

from callpoint.records.models import Addition, Message, Report, Series
from callpoint.records.presence import who_has_open
from callpoint.records.queries.abuse import low_among
from callpoint.records.queries.doors import restricted_and_shut
from callpoint.records.queries.series_seen import SeenPart, seen_parts
from callpoint.rules.access import Deed, may
from callpoint.rules.lifecycle import ReportState

_FROM_REPORTERS: Final = Message.objects.filter(staff__isnull=True, is_from_service=False)
_READ: Final = (
    *(
        "id",
        "reference",
        "state",
        "kind",
        "urgency",
        "unit",
        "critical",
        "channel",
        "outcode",
        "submitted_at",
    ),
    *(
        "created_at",
        "withdraw_asked_at",
        "severity",
        "vulnerability",
        "solvability",
        "call_for_service",
        "who",
    ),
    *(
        "platform",
        "brand",
        "contact_by",
        "paid_at",
        "next_promise",
        "next_due_at",
    ),
    *("assignee__display_name", "assignee__role", "assignee__unit", "assignee__is_active"),
    "membership__series__size",
)


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """One line of the queue; it holds nothing that was sealed."""

    id: UUID
    reference: str
    state: ReportState
    kind: str
    urgency: str
    unit: str
    critical: bool
    call_for_service: bool
    channel: str
    outcode: str
    who: str
    platform: str
    brand: str
    contact_by: str
    severity: int | None
    vulnerability: int | None
    solvability: int | None
    paid_at: datetime | None
    submitted_at: datetime
    next_promise: str
    next_due_at: datetime | None
    assignee: str
    """'' where nobody holds it who still may."""
    is_mine: bool
    lost: Mapping[str, int]
    """Currency to whole units."""
    series_size: int
    """How many reports hang together with it, itself among them; 0 where it stands alone."""
    open_by: tuple[str, ...]
    """Who else has it open now."""
    withdraw_asked: bool
    has_news: bool
    """Whether its reporter wrote, added answers or sent files since a person last read it."""
    is_restricted: bool = False
    is_low: bool = False
    """Whether a person put it below others."""
    is_shut: bool = False
    """Whether it is restricted, and not open to whoever looks."""


def queue_rows(ids: Sequence[UUID], *, staff_id: int, at: datetime) -> list[QueueRow]:
    """Read the lines of these reports, in the same order."""
    reports = (
        Report.objects.filter(id__in=ids)
        .select_related("assignee", "membership__series")
        .prefetch_related("amounts")
        .annotate(has_news=_news())
        .only(*_READ)
    )
    found, opened = {report.id: report for report in reports}, who_has_open(ids, but=staff_id, at=at)
    restricted, shut = restricted_and_shut(staff_id, at=at)
    parts = seen_parts(shut, among={series.id for each in found.values() if (series := _series_of(each))})
    rows = [
        _row(found[each], staff_id=staff_id, open_by=opened.get(each, ()), parts=parts)
        for each in ids
        if each in found
    ]
    low = low_among(ids)
    return [
        replace(
            row,
            is_restricted=row.id in restricted,
            is_shut=row.id in shut,
            is_low=row.id in low,
            series_size=0 if row.id in shut else row.series_size,
        )
        for row in rows
    ]


def holder_of(report: Report) -> str:
    """Name who holds a report; '' where nobody does, or somebody who may no longer."""
    holder = report.assignee
    if holder is None or not holder.is_active:
        return ""
    return holder.display_name if may(holder.badge(), Deed.TAKE_REPORT, unit=report.unit) else ""


def _news() -> Combinable | Q:
    """Say of each report whether something of it is younger than its last reading; a file changes its report's time."""
    last, own = OuterRef("last_read_at"), OuterRef("pk")
    return (
        Exists(_FROM_REPORTERS.filter(report=own, sent_at__gt=last))
        | Exists(Addition.objects.filter(report=own, added_at__gt=last))
        | Q(changed_at__gt=F("last_read_at"))
    )


def _row(report: Any, *, staff_id: int, open_by: tuple[str, ...], parts: Mapping[UUID, SeenPart]) -> QueueRow:
    """Make a line of a report, which `queue_rows` has annotated."""
    assignee = holder_of(report)
    return QueueRow(
        **{name: getattr(report, name) for name in _AS_THEY_ARE},
        reference=report.reference or "",
        state=ReportState(report.state),
        submitted_at=report.submitted_at or report.created_at,
        assignee=assignee,
        is_mine=bool(assignee) and report.assignee_id == staff_id,
        lost={each.currency: each.units for each in report.amounts.all()},
        series_size=_series_size(report, parts),
        open_by=open_by,
        withdraw_asked=report.withdraw_asked_at is not None,
        has_news=bool(report.has_news),
    )


_AS_THEY_ARE: Final = (
    *(
        "id",
        "kind",
        "urgency",
        "unit",
        "critical",
        "call_for_service",
        "channel",
        "outcode",
        "who",
        "platform",
    ),
    *(
        "brand",
        "contact_by",
        "severity",
        "vulnerability",
        "solvability",
        "paid_at",
        "next_promise",
        "next_due_at",
    ),
)


def _series_of(report: Any) -> Series | None:
    member = getattr(report, "membership", None)
    return member.series if member else None


def _series_size(report: Any, parts: Mapping[UUID, SeenPart]) -> int:
    series = _series_of(report)
    if series is None:
        return 0
    part = parts.get(series.id)
    if part is None:
        return series.size
    return part.reports if part.is_series else 0
