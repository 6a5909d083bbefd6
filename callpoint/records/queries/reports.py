"""Lists of reports for staff: readable columns only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When

from callpoint.records.models import Addition, Report
from callpoint.rules.access import EVERY_UNIT, Badge
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.urgency import ORDER

PAGE_SIZE = 50


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
    channel: str
    outcode: str
    submitted_at: datetime


@dataclass(frozen=True, kw_only=True)
class QueuePage:
    """One page of the queue and how many reports there are in all."""

    rows: Sequence[QueueRow]
    total: int
    number: int
    pages: int


def queue(*, badge: Badge, state: str = "", number: int = 1) -> QueuePage:
    """
    List sent reports that a badge may see, most urgent first, then oldest first.

    `state` narrows it to one state, '' shows all that are open; `number` counts pages from 1 and is
    brought into range.
    """
    reports = Report.objects.exclude(state=ReportState.DRAFT)
    if badge.role not in EVERY_UNIT:
        reports = reports.filter(unit=badge.unit)
    reports = reports.filter(state=state) if state else reports.exclude(state=ReportState.CLOSED)
    total = reports.count()
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), pages)
    rank = Case(
        *(When(urgency=urgency, then=Value(place)) for place, urgency in enumerate(ORDER)),
        default=Value(len(ORDER)),
        output_field=IntegerField(),
    )
    chosen = reports.annotate(rank=rank).order_by("rank", "submitted_at")[
        (number - 1) * PAGE_SIZE : number * PAGE_SIZE
    ]
    return QueuePage(rows=[_row(report) for report in chosen], total=total, number=number, pages=pages)


def has_sent_reports() -> bool:
    """Say whether anybody ever sent a report here."""
    return Report.objects.exclude(state=ReportState.DRAFT).exists()


def unit_of_addition(addition_id: UUID) -> str:
    """Give the id of the unit that holds the report of an addition; '' where there is none."""
    units = Addition.objects.filter(id=addition_id).values_list("report__unit", flat=True)
    return units.first() or ""


def _row(report: Report) -> QueueRow:
    return QueueRow(
        id=report.id,
        reference=report.reference or "",
        state=ReportState(report.state),
        kind=report.kind,
        urgency=report.urgency,
        unit=report.unit,
        critical=report.critical,
        channel=report.channel,
        outcode=report.outcode,
        submitted_at=report.submitted_at or report.created_at,
    )
