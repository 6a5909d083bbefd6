"""Sealed rows opened to be shown: the messages of a report, and a report to its own reporter.

A member of staff opens a report by `actions.reading` only, which checks access and writes the
leaf. A reporter's own reading writes none: the leaf of coming back says that the code was used.

NoSuchReportError   no report with this id, or it was thrown away
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.records.additions import OpenedAddition, told_by_now
from callpoint.records.asking import only
from callpoint.records.keys import keyring
from callpoint.records.models import Hold, Message, Report
from callpoint.records.opened_casework import OpenedAsk, OpenedRecording, opened_asks, opened_recordings
from callpoint.records.sealed import Answers, ReportSeal
from callpoint.rules.lifecycle import ReportState
from callpoint.sealing.index import blind_index


class NoSuchReportError(LookupError):
    """No report with this id, or it was thrown away."""


@dataclass(frozen=True, kw_only=True)
class OpenedMessage:
    """One message as it is shown."""

    id: UUID
    text: str
    sent_at: datetime
    from_staff: str
    """The name of the member of staff who wrote it; '' where the reporter or the service did."""
    from_service: bool
    read_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OpenedHold:
    """One legal hold as staff see it; the lifting is empty while it stands."""

    reason: str
    placed_by: str
    placed_at: datetime
    lift_reason: str
    lifted_by: str
    lifted_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OwnReport:
    """A report as its own reporter sees it."""

    id: UUID
    reference: str
    state: ReportState
    unit: str
    urgency: str
    language: str
    created_at: datetime
    submitted_at: datetime | None
    first_read_at: datetime | None
    state_changed_at: datetime | None
    withdraw_asked_at: datetime | None
    answers: Answers
    """As they stand now, with all that was added laid over what was sent."""
    additions: tuple[OpenedAddition, ...]
    added_times: Mapping[str, datetime]
    """When an answer was added, by its key; none for those that stand as sent."""
    other_number: str
    crime_number: str
    messages: tuple[OpenedMessage, ...]
    recordings: tuple[OpenedRecording, ...]
    asks: tuple[OpenedAsk, ...]
    code_mark: str
    """See `code_mark_of`."""

    def told_at(self, key: str) -> datetime | None:
        """Say when an answer was told for good: added, or sent with the report; None in a draft."""
        return self.added_times.get(key, self.submitted_at)


def opened_messages(report: Report, seal: ReportSeal) -> tuple[OpenedMessage, ...]:
    """Open every message of a report, oldest first."""
    rows = Message.objects.filter(report=report).select_related("staff").order_by("sent_at")
    return tuple(
        OpenedMessage(
            id=row.id,
            text=seal.message(row),
            sent_at=row.sent_at,
            from_staff=row.staff.display_name if row.staff else "",
            from_service=row.is_from_service,
            read_at=row.read_at,
        )
        for row in rows
    )


def own_report(report_id: UUID) -> OwnReport:
    """
    Open a report for its own reporter, whose session holds it.

    :raises NoSuchReportError: it was thrown away.
    """
    report = only(Report.objects.filter(id=report_id))
    if report is None:
        raise NoSuchReportError
    seal = ReportSeal.of(report)
    told = told_by_now(report, seal)
    return OwnReport(
        id=report.id,
        reference=report.reference or "",
        state=ReportState(report.state),
        unit=report.unit,
        urgency=report.urgency,
        language=report.language,
        created_at=report.created_at,
        submitted_at=report.submitted_at,
        first_read_at=report.first_read_at,
        state_changed_at=report.state_changed_at,
        withdraw_asked_at=report.withdraw_asked_at,
        answers=told.answers,
        additions=told.additions,
        added_times=told.added_times(),
        other_number=seal.other_number(report),
        crime_number=seal.crime_number(report),
        messages=opened_messages(report, seal) if report.reference else (),
        recordings=opened_recordings(report, seal) if report.reference else (),
        asks=opened_asks(report, told.additions) if report.reference else (),
        code_mark=_code_mark(report.code_hash),
    )


def code_mark_of(report_id: UUID) -> str:
    """
    Give a mark of the private code in force, which a session keeps: with a new code there is another mark.

    '' where there is no report.
    """
    code_hash = Report.objects.filter(id=report_id).values_list("code_hash", flat=True).first()
    return _code_mark(code_hash) if code_hash else ""


def _code_mark(code_hash: str) -> str:
    """Mark a code's own mark once more, so that a session holds nothing a report can be looked up by."""
    return blind_index(keyring(), kind="session-code", value=code_hash)


def opened_holds(report: Report, seal: ReportSeal) -> tuple[OpenedHold, ...]:
    """Open the legal holds of a report, the newest first; one that stands is the first."""
    holds = Hold.objects.filter(report=report).select_related("placed_by", "lifted_by").order_by("-placed_at")
    return tuple(
        OpenedHold(
            reason=seal.hold(hold, column="reason"),
            placed_by=hold.placed_by.display_name,
            placed_at=hold.placed_at,
            lift_reason=seal.hold(hold, column="lift_reason"),
            lifted_by=hold.lifted_by.display_name if hold.lifted_by else "",
            lifted_at=hold.lifted_at,
        )
        for hold in holds
    )
