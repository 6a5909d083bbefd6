"""When what happened in a case and in its reports, from rows whose digests the journal keeps; nothing here was sealed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from callpoint.records.models import (
    Addition,
    Ask,
    CaseEntry,
    CaseHandOver,
    CaseReport,
    CaseTask,
    Clock,
    Closing,
    Disclosure,
    Intervention,
    InterventionAnswer,
    Message,
    Move,
    Recording,
    Report,
    Review,
    Statement,
)
from callpoint.rules.clocks import RULES
from callpoint.vault.models import Exhibit

MOST_SHOWN: Final = 300
"""Lines of one timeline, the newest; the page says where there are more."""


class Happened(StrEnum):
    """What happened, as a timeline names it."""

    PAID = "paid"
    SENT = "sent"
    FIRST_READ = "first-read"
    ADDED_TO = "added-to"
    EXHIBIT_CAME = "exhibit-came"
    MESSAGE_CAME = "message-came"
    MESSAGE_SENT = "message-sent"
    ASKED = "asked"
    RECORDED = "recorded"
    MOVED = "moved"
    CLOSED = "closed"
    ASKED_AGAIN = "asked-again"
    DISCLOSED = "disclosed"
    STATEMENT_SIGNED = "statement-signed"
    OTHERS_ASKED = "others-asked"
    OTHERS_ANSWERED = "others-answered"
    PUT_IN = "put-in"
    TAKEN_OUT = "taken-out"
    DECIDED = "decided"
    REVIEWED = "reviewed"
    CASE_CLOSED = "case-closed"
    CASE_OPENED_AGAIN = "case-opened-again"
    TASK_MADE = "task-made"
    TASK_DONE = "task-done"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class TimeLine:
    """One thing that happened."""

    at: datetime
    what: Happened
    who: str = ""
    """The name of a member of staff; '' for reporters and for the service."""
    report_id: UUID | None = None
    """The report it happened to; None for the case itself."""
    number: int = 0
    """Of an exhibit."""


_OF_ENTRIES: Final = {
    "decision": Happened.DECIDED,
    "review": Happened.REVIEWED,
    "closing": Happened.CASE_CLOSED,
    "opening": Happened.CASE_OPENED_AGAIN,
}
_OF_REPORTS: Final[tuple[tuple[Any, str, Happened, str], ...]] = (
    (Addition, "added_at", Happened.ADDED_TO, ""),
    (Ask, "asked_at", Happened.ASKED, "asked_by"),
    (Recording, "recorded_at", Happened.RECORDED, "recorded_by"),
    (Move, "moved_at", Happened.MOVED, "moved_by"),
    (Closing, "sent_at", Happened.CLOSED, "proposed_by"),
    (Review, "asked_at", Happened.ASKED_AGAIN, ""),
    (Disclosure, "made_at", Happened.DISCLOSED, "made_by"),
    (Intervention, "sent_at", Happened.OTHERS_ASKED, "sent_by"),
    (InterventionAnswer, "noted_at", Happened.OTHERS_ANSWERED, "noted_by"),
)
"""Each table that hangs on a report: when, what, and by whom."""


def timeline(case_id: UUID, *, reports: Sequence[UUID], since: datetime | None = None) -> list[TimeLine]:
    """Give what happened, the newest first; `since` leaves out what is older."""
    found = [*_of_case(case_id), *_of_reports(reports)]
    wanted = [line for line in found if since is None or line.at >= since]
    return sorted(wanted, key=lambda line: (line.at, line.what), reverse=True)


def _of_case(case_id: UUID) -> Iterator[TimeLine]:
    for member in CaseReport.objects.filter(case=case_id).select_related("added_by", "taken_out_by"):
        yield TimeLine(
            at=member.added_at, what=Happened.PUT_IN, who=str(member.added_by), report_id=member.report_id
        )
        if member.taken_out_at is not None:
            yield TimeLine(
                at=member.taken_out_at,
                what=Happened.TAKEN_OUT,
                who=str(member.taken_out_by),
                report_id=member.report_id,
            )
    for entry in CaseEntry.objects.filter(case=case_id).select_related("made_by"):
        yield TimeLine(at=entry.made_at, what=_OF_ENTRIES[entry.kind], who=str(entry.made_by))
    for task in CaseTask.objects.filter(case=case_id).select_related("made_by", "done_by"):
        yield TimeLine(at=task.made_at, what=Happened.TASK_MADE, who=str(task.made_by))
        if task.done_at is not None:
            yield TimeLine(at=task.done_at, what=Happened.TASK_DONE, who=str(task.done_by))
    for offer in CaseHandOver.objects.filter(case=case_id).select_related("offered_by", "answered_by"):
        yield TimeLine(at=offer.offered_at, what=Happened.OFFERED, who=str(offer.offered_by))
        if offer.answered_at is not None:
            what = Happened.ACCEPTED if offer.is_accepted else Happened.REFUSED
            yield TimeLine(at=offer.answered_at, what=what, who=str(offer.answered_by))


def _of_reports(reports: Sequence[UUID]) -> Iterator[TimeLine]:
    yield from _told(reports)
    for model, when, what, who in _OF_REPORTS:
        rows: QuerySet[Any] = model.objects.filter(report__in=reports, **{f"{when}__isnull": False})
        for row in rows.select_related(who) if who else rows:
            yield TimeLine(
                at=getattr(row, when),
                what=what,
                who=str(getattr(row, who)) if who else "",
                report_id=row.report_id,
            )
    for message in Message.objects.filter(report__in=reports).select_related("staff"):
        is_ours = message.staff is not None or message.is_from_service
        yield TimeLine(
            at=message.sent_at,
            what=Happened.MESSAGE_SENT if is_ours else Happened.MESSAGE_CAME,
            who=str(message.staff or ""),
            report_id=message.report_id,
        )
    signed: QuerySet[Any] = Statement.objects.filter(report__in=reports, signed_at__isnull=False)
    for row in signed.filter(withdrawn_at=None):
        yield TimeLine(at=row.signed_at, what=Happened.STATEMENT_SIGNED, report_id=row.report_id)
    for exhibit in Exhibit.objects.filter(report_id__in=reports, made_from_id=None):
        yield TimeLine(
            at=exhibit.created_at,
            what=Happened.EXHIBIT_CAME,
            report_id=exhibit.report_id,
            number=exhibit.number,
        )


def _told(reports: Sequence[UUID]) -> Iterator[TimeLine]:
    """Give what the columns of the reports themselves tell."""
    times = (
        ("paid_at", Happened.PAID),
        ("submitted_at", Happened.SENT),
        ("first_read_at", Happened.FIRST_READ),
    )
    for row in Report.objects.filter(id__in=reports).values("id", *(name for name, _ in times)):
        for name, what in times:
            if row[name] is not None:
                yield TimeLine(at=row[name], what=what, report_id=row["id"])


@dataclass(frozen=True, kw_only=True)
class DuePromise:
    """One promise of ours to a reporter that is late or falls due soon."""

    report_id: UUID
    promise: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class OpenAsk:
    """One thing that a reporter was asked and has not answered."""

    report_id: UUID
    asked_at: datetime
    due_at: datetime


def due_promises(reports: Sequence[UUID], *, until: datetime) -> list[DuePromise]:
    """Give what is promised to the reporters of some reports up to a time, what is late first."""
    rows = Clock.objects.filter(report__in=reports, ended="", paused_at=None, due_at__lte=until)
    return [
        DuePromise(report_id=row.report_id, promise=row.promise, due_at=row.due_at)
        for row in rows.order_by("due_at", "id")
        if RULES[row.promise].is_ours
    ]


def open_asks(reports: Sequence[UUID]) -> list[OpenAsk]:
    """Give what reporters were asked and nobody has settled, the oldest first."""
    rows = Ask.objects.filter(report__in=reports, answered_at=None, settled_at=None, lapsed_at=None)
    return [
        OpenAsk(report_id=row.report_id, asked_at=row.asked_at, due_at=row.due_at)
        for row in rows.order_by("asked_at", "id")
    ]
