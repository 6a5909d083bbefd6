"""Opening a report: what a member of staff sees, and the leaf that says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
from callpoint.actions.reporting import held_report
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Report
from callpoint.records.opened import NoSuchReportError, OpenedMessage, opened_messages
from callpoint.records.questionnaires import questions_asked
from callpoint.records.sealed import Answers, ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.asked import AskedQuestion
from callpoint.rules.lifecycle import ReportState, check_move
from callpoint.rules.suggesting import Suggestion, suggest


@dataclass(frozen=True, kw_only=True)
class OpenedReport:
    """A report with its sealed text open."""

    id: UUID
    reference: str
    state: ReportState
    channel: str
    language: str
    kind: str
    urgency: str
    unit: str
    critical: bool
    questions: Mapping[str, AskedQuestion]
    """The questions it was asked, in their words of that day."""
    submitted_at: datetime
    first_read_at: datetime
    answers: Answers
    other_number: str
    messages: tuple[OpenedMessage, ...]
    suggestion: Suggestion


@writing
def open_report(*, report_id: UUID, by: Actor, at: datetime) -> OpenedReport:
    """
    Open a sent report for a member of staff; each opening is one leaf.

    The first opening moves it from received to reading.

    :raises NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = held_report(report_id)
    if report.state == ReportState.DRAFT:
        raise NoSuchReportError
    check_may(by.badge, Deed.OPEN_REPORT, unit=report.unit)
    wrote = [report] if _mark_read(report, at=at) else []
    write_leaf(what="report.open", about=report.id, by=by, at=at, wrote=wrote)
    return _opened(report)


def _mark_read(report: Report, *, at: datetime) -> bool:
    """Note the first reading; say whether this was it."""
    if report.state != ReportState.RECEIVED:
        return False
    check_move(ReportState(report.state), ReportState.READING)
    report.state = ReportState.READING
    report.first_read_at = at
    report.save(update_fields=["state", "first_read_at"])
    return True


def _opened(report: Report) -> OpenedReport:
    seal = ReportSeal.of(report)
    answers = seal.answers(report)
    sent_at = report.submitted_at or report.created_at
    return OpenedReport(
        id=report.id,
        reference=report.reference or "",
        state=ReportState(report.state),
        channel=report.channel,
        language=report.language,
        kind=report.kind,
        urgency=report.urgency,
        unit=report.unit,
        critical=report.critical,
        questions=questions_asked(report.questions_version),
        submitted_at=sent_at,
        first_read_at=report.first_read_at or sent_at,
        answers=answers,
        other_number=seal.other_number(report),
        messages=opened_messages(report, seal),
        suggestion=suggest(answers, at=sent_at, known=knowledge()),
    )
