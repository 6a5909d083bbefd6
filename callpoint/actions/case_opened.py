"""A case with its sealed text open, and what is shown of its reports; whoever opens it writes the leaves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import shut_to
from callpoint.actions.case_reports import (
    CaseExhibit,
    CaseIdentifier,
    CasePerson,
    exhibits_in,
    next_promises,
    people_in,
    values_in,
)
from callpoint.actions.case_times import TimeLine, timeline
from callpoint.records.models import Case, CaseEntry, CaseHandOver, CaseReport, CaseTask, Report
from callpoint.records.queries.promises import ClockLine
from callpoint.records.sealed_cases import CaseSeal, CaseText
from callpoint.rules.cases import CaseState, EntryKind, HandOverKind, is_review_due
from callpoint.rules.rows import Answers


@dataclass(frozen=True, kw_only=True)
class ReportInCase:
    """One report of a case by its readable columns, and what is promised to its reporter next."""

    report_id: UUID
    reference: str
    state: str
    kind: str
    urgency: str
    unit: str
    outcode: str
    submitted_at: datetime
    may_open: bool
    promise: ClockLine | None


@dataclass(frozen=True, kw_only=True)
class ShutReport:
    """A report of a case that is restricted, and shut to whoever looks: its reference and nothing else of it."""

    report_id: UUID
    reference: str


@dataclass(frozen=True, kw_only=True)
class TakenOut:
    """A report that was in a case."""

    report_id: UUID
    reference: str
    by: str
    at: datetime
    reason: str
    """'' where it is shut to whoever looks."""
    is_shut: bool


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a case's log."""

    id: UUID
    kind: EntryKind
    words: str
    why: str
    next_review_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Task:
    """One task of a case."""

    id: UUID
    words: str
    who: str
    """'' where they left, and nobody took it on yet."""
    who_id: int | None
    due_on: date
    is_late: bool
    done_by: str
    done_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One hand-over of a case, waiting or answered."""

    id: UUID
    kind: HandOverKind
    to: str
    """The colleague, or the other force."""
    to_id: int | None
    note: str
    by: str
    by_id: int
    at: datetime
    answered_by: str
    answered_at: datetime | None
    is_accepted: bool
    answer: str


@dataclass(frozen=True, kw_only=True)
class OpenedCase:
    """A case with its sealed text open."""

    id: UUID
    reference: str
    title: str
    aim: str
    state: CaseState
    unit: str
    officer: str
    """'' where they left, and nobody took it on yet."""
    officer_id: int | None
    opened_by: str
    opened_at: datetime
    closed_at: datetime | None
    review_on: date | None
    is_due: bool
    reports: tuple[ReportInCase, ...]
    """All that are not shut; of some the columns only."""
    shut: tuple[ShutReport, ...]
    taken_out: tuple[TakenOut, ...]
    people: tuple[CasePerson, ...]
    identifiers: tuple[CaseIdentifier, ...]
    exhibits: tuple[CaseExhibit, ...]
    timeline: tuple[TimeLine, ...]
    """The newest first: of the case, and of the reports that may be opened."""
    log: tuple[Entry, ...]
    """The newest first."""
    tasks: tuple[Task, ...]
    """Those that are not done first, by the day they are due."""
    offers: tuple[Offer, ...]
    """The newest first."""


def opened_case(
    case: Case,
    reports: list[Report],
    readable: list[Report],
    *,
    told: Mapping[UUID, Answers],
    by: Actor,
    at: datetime,
) -> OpenedCase:
    """Open a case with its reports; `told` are the answers of the readable ones. The caller writes the leaves."""
    seal, today = CaseSeal.of(case), at.date()
    shut, ids = shut_to(by, at=at), [report.id for report in readable]
    return OpenedCase(
        id=case.id,
        reference=case.reference,
        title=seal.open(CaseText.TITLE, case),
        aim=seal.open(CaseText.AIM, case),
        state=CaseState(case.state),
        unit=case.unit,
        officer=str(case.officer or ""),
        officer_id=case.officer_id,
        opened_by=case.opened_by.display_name,
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        review_on=case.review_on,
        is_due=is_review_due(case.review_on, today=today),
        reports=_lines([each for each in reports if each.id not in shut], readable),
        shut=tuple(_shut(each) for each in reports if each.id in shut),
        taken_out=_taken_out(case, seal, shut),
        people=people_in(readable, told, by=by, at=at),
        identifiers=values_in(readable, told, by=by, at=at),
        exhibits=exhibits_in(ids),
        timeline=tuple(timeline(case.id, reports=ids)),
        log=log_of(case, seal),
        tasks=_tasks(case, seal, today=today),
        offers=offers_of(case, seal),
    )


def _shut(report: Report) -> ShutReport:
    return ShutReport(report_id=report.id, reference=report.reference or "")


def _lines(reports: list[Report], readable: list[Report]) -> tuple[ReportInCase, ...]:
    open_ones, promises = {report.id for report in readable}, next_promises([each.id for each in reports])
    return tuple(
        ReportInCase(
            report_id=each.id,
            reference=each.reference or "",
            state=each.state,
            kind=each.kind,
            urgency=each.urgency,
            unit=each.unit,
            outcode=each.outcode,
            submitted_at=each.submitted_at or each.created_at,
            may_open=each.id in open_ones,
            promise=promises.get(each.id),
        )
        for each in reports
    )


def _taken_out(case: Case, seal: CaseSeal, shut: Collection[UUID]) -> tuple[TakenOut, ...]:
    rows = CaseReport.objects.filter(case=case, taken_out_at__isnull=False).select_related(
        "report", "taken_out_by"
    )
    return tuple(
        TakenOut(
            report_id=row.report_id,
            reference=row.report.reference or "",
            by=str(row.taken_out_by),
            at=row.taken_out_at or row.added_at,
            reason="" if row.report_id in shut else seal.open(CaseText.OUT_REASON, row),
            is_shut=row.report_id in shut,
        )
        for row in rows.order_by("-taken_out_at", "id")
    )


def log_of(case: Case, seal: CaseSeal) -> tuple[Entry, ...]:
    """Open the log of a case, the newest line first."""
    rows = CaseEntry.objects.filter(case=case).select_related("made_by").order_by("-made_at", "-id")
    return tuple(
        Entry(
            id=row.id,
            kind=EntryKind(row.kind),
            words=seal.open(CaseText.WORDS, row),
            why=seal.open(CaseText.WHY, row),
            next_review_on=row.next_review_on,
            by=row.made_by.display_name,
            at=row.made_at,
        )
        for row in rows
    )


def _tasks(case: Case, seal: CaseSeal, *, today: date) -> tuple[Task, ...]:
    rows = CaseTask.objects.filter(case=case).select_related("assignee", "done_by")
    return tuple(
        Task(
            id=row.id,
            words=seal.open(CaseText.TASK, row),
            who=str(row.assignee or ""),
            who_id=row.assignee_id,
            due_on=row.due_on,
            is_late=row.done_at is None and row.due_on < today,
            done_by=str(row.done_by or ""),
            done_at=row.done_at,
        )
        for row in rows.order_by(F("done_at").desc(nulls_first=True), "due_on", "id")
    )


def offers_of(case: Case, seal: CaseSeal) -> tuple[Offer, ...]:
    """Open the hand-overs of a case, the newest first."""
    rows = CaseHandOver.objects.filter(case=case).select_related("to", "offered_by", "answered_by")
    return tuple(
        Offer(
            id=row.id,
            kind=HandOverKind(row.kind),
            to=str(row.to) if row.to else seal.open(CaseText.BODY, row),
            to_id=row.to_id,
            note=seal.open(CaseText.NOTE, row),
            by=row.offered_by.display_name,
            by_id=row.offered_by_id,
            at=row.offered_at,
            answered_by=str(row.answered_by or ""),
            answered_at=row.answered_at,
            is_accepted=row.is_accepted,
            answer=seal.open(CaseText.ANSWER, row),
        )
        for row in rows.order_by("-offered_at", "-id")
    )
