"""Which report something is about, and whether there are any: readable columns only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from callpoint.records.models import Addition, Message, Report
from callpoint.rules.lifecycle import ReportState

_FROM_REPORTERS = Message.objects.filter(staff__isnull=True, is_from_service=False)


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """A report that was sent and has something new, and the id of the unit that holds it."""

    report_id: UUID
    unit: str
    sent_at: datetime


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
