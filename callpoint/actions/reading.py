"""Opening a report: what a member of staff sees, and the leaf that says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about
from callpoint.actions.assessment_shown import OpenedAssessment, assessment_shown
from callpoint.actions.clocks import wind
from callpoint.actions.exhibits import ExhibitLine, exhibit_line
from callpoint.actions.journalling import write_leaf
from callpoint.actions.links_shown import links_shown
from callpoint.actions.reporting import held_report
from callpoint.actions.shown_to import IdentityDoor, Seen, identity_door, shown_to
from callpoint.records.additions import OpenedAddition, ToldByNow, told_by_now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Report
from callpoint.records.opened import (
    NoSuchReportError,
    OpenedHold,
    OpenedMessage,
    opened_holds,
    opened_messages,
)
from callpoint.records.opened_abuse import OpenedLowering, opened_lowering
from callpoint.records.opened_casework import OpenedAsk, OpenedRecording, opened_asks, opened_recordings
from callpoint.records.opened_closings import OpenedClosing, opened_closings
from callpoint.records.opened_interventions import OpenedIntervention, opened_interventions
from callpoint.records.opened_restrictions import OpenedRestriction, opened_restriction
from callpoint.records.opened_statements import OpenedStatement, opened_statements
from callpoint.records.opened_support import OpenedSupport, opened_support
from callpoint.records.queries.moves import OpenedMove, opened_moves
from callpoint.records.questionnaires import questions_asked
from callpoint.records.sealed import Answers, ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.asked import AskedQuestion
from callpoint.rules.lifecycle import ReportState, check_move
from callpoint.rules.links import ReportLinks
from callpoint.rules.rows import split_key
from callpoint.rules.suggesting import Suggestion, suggest
from callpoint.vault.models import Exhibit


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
    """The questions it was asked, in their words of that day; those that were added, of the day they were added."""
    submitted_at: datetime
    first_read_at: datetime
    answers: Answers
    """As they stand now, with all that was added laid over what was sent."""
    additions: tuple[OpenedAddition, ...]
    withdraw_asked_at: datetime | None
    other_number: str
    crime_number: str
    messages: tuple[OpenedMessage, ...]
    exhibits: tuple[ExhibitLine, ...]
    holds: tuple[OpenedHold, ...]
    recordings: tuple[OpenedRecording, ...]
    """How it was recorded, the newest decision first."""
    asks: tuple[OpenedAsk, ...]
    """What its reporter was asked for, the newest first."""
    closings: tuple[OpenedClosing, ...]
    """How it ended, each time, the newest first; also what waits for a second person."""
    interventions: tuple[OpenedIntervention, ...]
    """What other bodies were asked, the newest first."""
    statements: tuple[OpenedStatement, ...]
    """What its reporter was offered to sign, the newest first."""
    moves: tuple[OpenedMove, ...]
    support: OpenedSupport
    """What was agreed and passed on about support; nothing of the service's own file."""
    suggestion: Suggestion
    assessment: OpenedAssessment
    """What is suggested, what people decided, and what changed since."""
    assignee: str
    """The name of who has it; '' where nobody has."""
    linked: ReportLinks
    """Its values, and the reports and the series they lead to."""
    identity: IdentityDoor
    """Whether its reporter chose that few see who they are, and whether this person does."""
    restriction: OpenedRestriction | None
    """Why it is restricted, and who was let in; None where it is not."""
    lowering: OpenedLowering | None
    """Why it stands below others; None where it does not."""


@writing
def open_report(*, report_id: UUID, by: Actor, at: datetime) -> OpenedReport:
    """
    Open a sent report for a member of staff; each opening is one leaf, and one more where it names them or their family.

    The first opening moves it from received to reading.

    :raises NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = held_report(report_id)
    if report.state == ReportState.DRAFT:
        raise NoSuchReportError
    check_may_about(report, Deed.OPEN_REPORT, by=by, at=at)
    _mark_read(report, at=at)
    write_leaf(what="report.open", about=report.id, by=by, at=at, wrote=[report])
    told = told_by_now(report, ReportSeal.of(report))
    return _opened(report, told, by=by, at=at)


def _mark_read(report: Report, *, at: datetime) -> None:
    """Note this reading, so that what comes later is news; the first one moves the report on."""
    report.last_read_at = at
    changed: list[str] = []
    if report.state == ReportState.RECEIVED:
        check_move(ReportState(report.state), ReportState.READING)
        report.state = ReportState.READING
        report.first_read_at = report.state_changed_at = at
        changed = wind(report, at=at)
    report.save(update_fields=["state", "first_read_at", "last_read_at", "state_changed_at", *changed])


def _opened(report: Report, told: ToldByNow, *, by: Actor, at: datetime) -> OpenedReport:
    seal, sent_at = ReportSeal.of(report), report.submitted_at or report.created_at
    linked = links_shown(report, seal)
    read = suggest(told.answers, at=sent_at, known=knowledge())
    shown = shown_to(report, _seen(report, told, linked), by=by, at=at)
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
        questions=_questions(report, told),
        submitted_at=sent_at,
        first_read_at=report.first_read_at or sent_at,
        answers=shown.told.answers,
        additions=shown.told.additions,
        withdraw_asked_at=report.withdraw_asked_at,
        other_number=seal.other_number(report),
        crime_number=seal.crime_number(report),
        messages=opened_messages(report, seal),
        exhibits=_exhibits(report, seal),
        holds=opened_holds(report, seal),
        recordings=opened_recordings(report, seal),
        asks=opened_asks(report, told.additions),
        closings=opened_closings(report),
        interventions=shown.interventions,
        statements=shown.statements,
        moves=opened_moves(report, seal),
        support=opened_support(report, told.answers),
        suggestion=read,
        assessment=assessment_shown(report, seal, told=told, linked=linked, read=read),
        assignee=report.assignee.display_name if report.assignee else "",
        linked=shown.linked,
        **_guarded(report, told, by=by, at=at),
    )


def _seen(report: Report, told: ToldByNow, linked: ReportLinks) -> Seen:
    return Seen(
        told=told,
        linked=linked,
        interventions=opened_interventions(report),
        statements=opened_statements(report),
    )


class _Guarded(TypedDict):
    """What stands between staff and a report, and its place in the queue."""

    identity: IdentityDoor
    restriction: OpenedRestriction | None
    lowering: OpenedLowering | None


def _guarded(report: Report, told: ToldByNow, *, by: Actor, at: datetime) -> _Guarded:
    return _Guarded(
        identity=identity_door(report, told.answers, by=by, at=at),
        restriction=opened_restriction(report, ReportSeal.of(report)),
        lowering=opened_lowering(report),
    )


def _exhibits(report: Report, seal: ReportSeal) -> tuple[ExhibitLine, ...]:
    rows = Exhibit.objects.filter(report_id=report.id).order_by("number")
    return tuple(exhibit_line(key=seal.key, exhibit=exhibit) for exhibit in rows)


def _questions(report: Report, told: ToldByNow) -> Mapping[str, AskedQuestion]:
    """Give each question in the words of the day on which its answer came."""
    asked = dict(questions_asked(report.questions_version))
    for addition in told.additions:
        of_that_day = questions_asked(addition.questions_version)
        names = {split_key(change.key)[0] for change in addition.changes}
        asked |= {name: of_that_day[name] for name in names if name in of_that_day}
    return asked
