"""What a report of a case tells, as it leaves the service in a pack or an export; whoever asks writes the leaf."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import shows_identity
from callpoint.records.additions import told_by_now
from callpoint.records.models import LostAmount, Report
from callpoint.records.opened import opened_messages
from callpoint.records.questionnaires import questions_asked
from callpoint.records.sealed import ReportSeal
from callpoint.rules.asked import AskedQuestion
from callpoint.rules.case_exports import Told
from callpoint.rules.restricting import covered


@dataclass(frozen=True, kw_only=True)
class SaidMessage:
    """One message between the reporter and us."""

    sent_at: datetime
    who: str
    """The name of a member of staff; `service`, or `reporter`."""
    text: str


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """One report with its words."""

    report_id: UUID
    columns: Told
    """By the names of `rules.case_exports`."""
    answers: dict[str, str | list[str]]
    """As they stand now, by question."""
    questions: dict[str, AskedQuestion]
    """As they were asked."""
    messages: tuple[SaidMessage, ...]


def facts_of(report: Report, *, by: Actor, at: datetime) -> ReportFacts:
    """Open all that a report tells; who its reporter is stays covered where this person may not see it."""
    seal = ReportSeal.of(report)
    told = told_by_now(report, seal)
    questions = dict(questions_asked(report.questions_version))
    for addition in told.additions:
        questions |= questions_asked(addition.questions_version)
    answers = dict(told.answers)
    if not shows_identity(report, answers, by=by, at=at):
        answers = {key: covered(key, said) for key, said in answers.items()}
    return ReportFacts(
        report_id=report.id,
        columns=_columns(report, seal),
        answers=answers,
        questions=questions,
        messages=tuple(
            SaidMessage(
                sent_at=each.sent_at,
                who=each.from_staff or ("service" if each.from_service else "reporter"),
                text=each.text,
            )
            for each in opened_messages(report, seal)
        ),
    )


def _columns(report: Report, seal: ReportSeal) -> Told:
    lost = LostAmount.objects.filter(report=report).order_by("currency")
    return {
        "reference": report.reference or "",
        "sent_at": report.submitted_at,
        "first_read_at": report.first_read_at,
        "paid_at": report.paid_at,
        "recorded_at": report.recorded_at,
        "state": report.state,
        "kind": report.kind,
        "urgency": report.urgency,
        "unit": report.unit,
        "channel": report.channel,
        "language": report.language,
        "police_area": report.police_area,
        "outcode": report.outcode,
        "recorded_as": report.recorded_as,
        "recorded_code": report.recorded_code,
        "outcome": report.outcome,
        "crime_number": seal.crime_number(report),
        "other_number": seal.other_number(report),
        "lost": ", ".join(f"{row.units} {row.currency}" for row in lost),
    }
