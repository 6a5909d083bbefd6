"""Coming back with a private code, and what the reporter then sees.

ReturningError
├── CodeNotKnownError   no report has this code, or the reference is another report's
└── NotYoursError       a report can be seen this way by its own reporter only
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
from callpoint.actions.reading import OpenedMessage, opened_messages
from callpoint.actions.reporting import NoSuchReportError
from callpoint.records.keys import keyring
from callpoint.records.models import Message, Report
from callpoint.records.sealed import Answers, ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.lifecycle import ReportState
from callpoint.sealing.index import code_hashes


class ReturningError(Exception):
    """Somebody cannot come back to a report."""


class CodeNotKnownError(ReturningError):
    """No report has this code, or the reference is another report's; which of the two is not told."""


class NotYoursError(ReturningError):
    """A report can be seen this way by its own reporter only."""


@dataclass(frozen=True, kw_only=True)
class OwnReport:
    """A report as its own reporter sees it."""

    id: UUID
    reference: str
    state: ReportState
    unit: str
    urgency: str
    kind: str
    language: str
    created_at: datetime
    submitted_at: datetime | None
    first_read_at: datetime | None
    answers: Answers
    other_number: str
    messages: tuple[OpenedMessage, ...]


@writing
def come_back(*, code: str, reference: str, by: Actor, at: datetime) -> UUID:
    """
    Find the report of a private code and note the return.

    A reference may be left empty. Where one is given it must be the same report's.

    :raises CodeNotKnownError: nothing fits; the answer is the same for a wrong code and a wrong reference.
    """
    report = Report.objects.filter(code_hash__in=code_hashes(keyring(), code)).first()
    if report is None or (reference and report.reference != reference):
        raise CodeNotKnownError
    write_leaf(what="report.return", about=report.id, by=by, at=at)
    return report.id


@writing
def read_own_messages(*, report_id: UUID, by: Actor, at: datetime) -> int:
    """Note that the reporter has seen the messages sent to them, and return how many were new."""
    unread = list(
        Message.objects.filter(report_id=report_id, read_at__isnull=True).exclude(
            staff__isnull=True, is_from_service=False
        )
    )
    for message in unread:
        message.read_at = at
        message.save(update_fields=["read_at"])
    if unread:
        write_leaf(what="message.read", about=report_id, by=by, at=at, wrote=unread)
    return len(unread)


@writing
def own_report(*, report_id: UUID, by: Actor, at: datetime) -> OwnReport:
    """
    Open a report for its own reporter, whose session holds it; no leaf, since nobody else reads it.

    :raises NotYoursError: `by` is somebody else.
    :raises callpoint.actions.reporting.NoSuchReportError: it was thrown away.
    """
    del at  # a reporter may look at any time
    if by.id != str(report_id):
        raise NotYoursError
    report = Report.objects.filter(id=report_id).first()
    if report is None:
        raise NoSuchReportError
    seal = ReportSeal.of(report)
    return OwnReport(
        id=report.id,
        reference=report.reference or "",
        state=ReportState(report.state),
        unit=report.unit,
        urgency=report.urgency,
        kind=report.kind,
        language=report.language,
        created_at=report.created_at,
        submitted_at=report.submitted_at,
        first_read_at=report.first_read_at,
        answers=seal.answers(report),
        other_number=seal.other_number(report),
        messages=opened_messages(report, seal),
    )
