"""Lists of reports for staff: readable columns only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from callpoint.records.models import Addition, Message, Report
from callpoint.rules.access import EVERY_UNIT, Badge
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.urgency import ORDER

PAGE_SIZE = 50
_FROM_REPORTERS = Message.objects.filter(staff__isnull=True, is_from_service=False)


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """A report that was sent and has something new, and the id of the unit that holds it."""

    report_id: UUID
    unit: str
    sent_at: datetime


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
    withdraw_asked: bool
    has_news: bool
    """Whether its reporter wrote, added answers or sent files since a person last read it."""


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
    chosen = reports.annotate(rank=rank, has_news=_news()).order_by("rank", "submitted_at")[
        (number - 1) * PAGE_SIZE : number * PAGE_SIZE
    ]
    return QueuePage(rows=[_row(report) for report in chosen], total=total, number=number, pages=pages)


def has_sent_reports() -> bool:
    """Say whether anybody ever sent a report here."""
    return Report.objects.exclude(state=ReportState.DRAFT).exists()


def of_addition(addition_id: UUID) -> Concerned | None:
    """Give the report of an addition; None where there is none."""
    return _concerned(Addition.objects.filter(id=addition_id).values("report_id"))


def of_own_message(message_id: UUID) -> Concerned | None:
    """Give the report of a message that its reporter wrote; None where staff or the service wrote it."""
    return _concerned(_FROM_REPORTERS.filter(id=message_id).values("report_id"))


def of_report(report_id: UUID) -> Concerned | None:
    """Give a report that was sent; None where there is none."""
    return _concerned(Report.objects.filter(id=report_id).values("id"))


def _concerned(ids: QuerySet[Any, Any]) -> Concerned | None:
    found = Report.objects.filter(id__in=ids).exclude(state=ReportState.DRAFT)
    report = found.first()
    if report is None:
        return None
    sent_at = report.submitted_at or report.created_at
    return Concerned(report_id=report.id, unit=report.unit, sent_at=sent_at)


def _news() -> Combinable | Q:
    """Say of each report whether something of it is younger than its last reading; a file changes its report's time."""
    last, own = OuterRef("last_read_at"), OuterRef("pk")
    return (
        Exists(_FROM_REPORTERS.filter(report=own, sent_at__gt=last))
        | Exists(Addition.objects.filter(report=own, added_at__gt=last))
        | Q(changed_at__gt=F("last_read_at"))
    )


def _row(report: Any) -> QueueRow:
    """Make a line of a report, which `queue` has annotated."""
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
        withdraw_asked=report.withdraw_asked_at is not None,
        has_news=bool(report.has_news),
    )
