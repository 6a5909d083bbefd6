"""What a reporter sent, part by part and to the last byte: what a receipt hashes and the reporter's own copy shows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from callpoint.records.models import Addition, Message, Report
from callpoint.records.sealed import ReportSeal
from callpoint.rules.journal import Json
from callpoint.rules.receipt import told, written


class Part(StrEnum):
    """How something came."""

    REPORT = "report"
    ADDITION = "addition"
    MESSAGE = "message"


@dataclass(frozen=True, kw_only=True)
class SentPart:
    """One thing that was sent, and when."""

    what: Part
    sent_at: datetime
    content: Json
    """See `callpoint.rules.receipt.told` and `written`."""


def own_messages(report: Report) -> list[Message]:
    """Give the rows of the messages that the reporter wrote, oldest first."""
    rows = Message.objects.filter(report=report, staff=None, is_from_service=False)
    return list(rows.order_by("sent_at", "id"))


def parts_sent(report_id: UUID) -> tuple[SentPart, ...]:
    """Open all that the reporter of a report sent, oldest first; nothing where it is a draft, or gone."""
    report = Report.objects.filter(id=report_id).first()
    if report is None or report.submitted_at is None:
        return ()
    seal = ReportSeal.of(report)
    first = SentPart(
        what=Part.REPORT,
        sent_at=report.submitted_at,
        content=told(seal.answers(report), questions_version=report.questions_version),
    )
    additions = (
        SentPart(
            what=Part.ADDITION,
            sent_at=row.added_at,
            content=told(seal.addition(row), questions_version=row.questions_version),
        )
        for row in Addition.objects.filter(report=report)
    )
    messages = (
        SentPart(what=Part.MESSAGE, sent_at=row.sent_at, content=written(seal.message(row)))
        for row in own_messages(report)
    )
    return (first, *sorted((*additions, *messages), key=lambda part: part.sent_at))
