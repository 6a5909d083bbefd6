"""
Keeps the clocks of a report true to what happened: starts, stops and pauses them, and says which falls due next.

Every deed that may start or stop one calls `reckon`, or `reckoned` where its own leaf names the report, in its own
transaction; the rules of which clock runs when are those of `rules.clocks`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, Min

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Addition, Clock, Closing, Message, Referral, Report, Review
from callpoint.records.transaction import writing
from callpoint.rules.clocks import (
    FIRST_READ,
    RULES,
    Ended,
    History,
    Looked,
    Running,
    Span,
    end_of,
    look_at,
    next_of_ours,
    spans_of,
    stands_still,
)
from callpoint.rules.dates import Term, Terms, term_of
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.support_service import ReferralState

CRIME = "crime"
"""What `recorded_as` says of a report that police recorded as a crime."""
_READS = frozenset({*FIRST_READ.values(), "first-read"})
"""Only an urgency drops these: a report that is closed was read."""
_ASKED = "ask-window"


@writing
def reckon(report: Report, *, by: Actor, at: datetime) -> None:
    """
    Bring the clocks of a report up to date after a deed that wrote the report's own row before, in a leaf of its own.

    Hold the report first (`actions.reporting.held_report`). Where nothing moves, nothing is written.
    """
    changed = reckoned(report, at=at)
    if changed:
        write_leaf(what="report.clocks", about=report.id, by=by, at=at, wrote=changed)


def reckoned(report: Report, *, at: datetime) -> Sequence[Report]:
    """Do the same, and give the report where its row was written: the leaf of the deed has to name it then."""
    changed = wind(report, at=at)
    if changed:
        report.save(update_fields=changed)
    return [report] if changed else []


def wind(report: Report, *, at: datetime) -> list[str]:
    """Bring the clocks up to date, set the columns of the report that say what is next, and name those that changed."""
    rows = list(Clock.objects.filter(report=report).order_by("started_at", "id"))
    return _set(report, history_of(report, rows), rows, at=at)


def begin(report: Report, *, at: datetime) -> None:
    """Start the clocks of a report that is being sent, and set its columns; nothing of it was ever read or answered."""
    _set(report, _history(report), [], at=at)


def history_of(report: Report, rows: Sequence[Clock]) -> History:
    """Read what happened to a report, from readable columns only; that we have it, and that we are late, is no news."""
    notes = {row.late_note_id for row in rows if row.late_note_id}
    messages = list(
        Message.objects.filter(report=report)
        .exclude(send_key=acknowledged_by(report))
        .order_by("sent_at")
        .values_list("id", "staff_id", "is_from_service", "sent_at")
    )
    waits = report.state == ReportState.WAITING
    added = Addition.objects.filter(report=report).order_by("added_at") if waits else None
    return _history(
        report,
        rows=rows,
        news=tuple(sent for one, staff, ours, sent in messages if (staff or ours) and one not in notes),
        written=tuple(sent for _, staff, _, sent in messages if staff),
        heard=tuple(sent for _, staff, ours, sent in messages if not staff and not ours),
        added=tuple(added.values_list("added_at", flat=True)) if added is not None else (),
        reopened_at=_reopened_at(report),
        support=_support(report),
        review=Review.objects.filter(report=report).order_by("-asked_at").first(),
    )


def _support(report: Report) -> tuple[datetime | None, datetime | None]:
    """Give when a report was first passed to a support service, and when one first took it on; see `History`."""
    standing = Referral.objects.filter(report=report).exclude(state=ReferralState.WITHDRAWN)
    found = standing.aggregate(passed=Min("referred_at"), taken=Min("accepted_at"))
    return found["passed"], found["taken"]


def _reopened_at(report: Report) -> datetime | None:
    last: datetime | None = Closing.objects.filter(report=report).aggregate(last=Max("opened_at"))["last"]
    return last


def acknowledged_by(report: Report) -> str:
    """Give the key of the message that says that we have a report."""
    return f"{report.id}:ack"


def _history(
    report: Report,
    *,
    rows: Sequence[Clock] = (),
    reopened_at: datetime | None = None,
    support: tuple[datetime | None, datetime | None] = (None, None),
    review: Review | None = None,
    **messages: Sequence[datetime],
) -> History:
    sent_at = report.submitted_at or report.created_at
    taken = [at for at in (report.assigned_at, report.assessed_at) if at]
    return History(
        state=ReportState(report.state),
        urgency=report.urgency,
        submitted_at=sent_at,
        urgent_since=_urgent_since(report, rows),
        state_changed_at=report.state_changed_at,
        first_read_at=report.first_read_at,
        taken_at=min(taken, default=None),
        recorded_at=report.recorded_at,
        is_crime=report.recorded_as == CRIME,
        reopened_at=reopened_at,
        review_asked_at=review.asked_at if review else None,
        review_decided_at=review.decided_at if review else None,
        vulnerability=report.vulnerability,
        assessed_at=report.assessed_at,
        passed_on_at=support[0],
        support_has_it_at=support[1],
        **messages,
    )


def _urgent_since(report: Report, rows: Sequence[Clock]) -> datetime | None:
    """Say since when a report is as urgent as it is; one that goes back to an urgency has its clock back."""
    own = FIRST_READ.get(report.urgency, "first-read")
    mine = [row.started_at for row in rows if row.promise == own]
    return mine[0] if mine else report.urgent_since


def _set(report: Report, history: History, rows: list[Clock], *, at: datetime) -> list[str]:
    """Write the clocks as they have to be, and name the columns of the report that changed with them."""
    if report.state == ReportState.DRAFT:
        return []
    terms = Terms(
        unit=knowledge().content.units.get(report.unit),
        role=settings.CALLPOINT.service.role,
        rights=history.rights,
    )
    known = {(row.promise, row.started_at): row for row in rows}
    spans = spans_of(history)
    new = [
        row
        for span in spans
        if (span.promise, span.started_at) not in known and (row := _started(report, span, terms))
    ]
    wanted = {(span.promise, span.started_at) for span in spans}
    before = {row.pk: _state(row) for row in rows}
    every = [*rows, *new]
    asked = {row.started_at: row.due_at for row in every if row.promise == _ASKED}
    for row in every:
        _run_again(row, wanted, terms, at=at)
        if not row.ended:
            _stop(row, history, at=at, is_wanted=(row.promise, row.started_at) in wanted)
        if not row.ended:
            _pause(row, history, terms, asked=asked, at=at)
            _shorten(row, terms)
        row.look_at = _next_look(row)
    Clock.objects.bulk_create(new)
    for row in rows:  # one by one: for the few that ever move, Django's update of many costs more
        if _state(row) != before[row.pk]:
            row.save(update_fields=_MOVING)
    return _say_next(report, every)


_MOVING = (
    *("amber_at", "due_at", "paused_at", "paused_seconds", "stopped_at", "ended", "look_at"),
    *("alarmed_at", "breached_at"),
)


def _state(row: Clock) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _MOVING)


def _started(report: Report, span: Span, terms: Terms) -> Clock | None:
    term = term_of(knowledge(), span.promise, terms=terms, at=span.started_at)
    if term is None:
        return None
    return Clock(
        report=report,
        promise=span.promise,
        started_at=span.started_at,
        amber_at=term.amber_at,
        due_at=term.due_at,
    )


def _run_again(row: Clock, wanted: set[tuple[str, datetime]], terms: Terms, *, at: datetime) -> None:
    """
    Let a clock of ours run again that was dropped.

    Where its report was opened again it begins anew; where only the urgency went back, its date is what it was.
    """
    is_wanted = (row.promise, row.started_at) in wanted and RULES[row.promise].is_ours
    if row.ended != Ended.DROPPED or not is_wanted:
        return
    row.ended, row.stopped_at = "", None
    if row.promise not in _READS:
        row.alarmed_at, row.breached_at = None, None
        _move(row, term_of(knowledge(), row.promise, terms=terms, at=at), max)


def _stop(row: Clock, history: History, *, at: datetime, is_wanted: bool) -> None:
    """Stop a clock that something stopped, or that is not owed any more; a date that had passed by then was not kept."""
    stopped_at, is_met = end_of(row.promise, history, row.started_at)
    was_raised = stopped_at is None and not is_wanted and RULES[row.promise].is_ours
    if is_met and stopped_at is not None:
        row.stopped_at, row.ended = stopped_at, Ended.KEPT if stopped_at <= row.due_at else Ended.LATE
    elif was_raised and at > row.due_at:
        row.stopped_at, row.ended = at, Ended.LATE
    elif stopped_at is not None or not is_wanted:
        row.stopped_at, row.ended = stopped_at or at, Ended.DROPPED


def _pause(
    row: Clock, history: History, terms: Terms, *, asked: Mapping[datetime, datetime], at: datetime
) -> None:
    """Let a clock stand still or go on; `asked` is by when the reporter answers, by when they were asked."""
    until = asked.get(history.asked_at) if history.asked_at else None
    if stands_still(row.promise, history, until=until, at=at) and _may_pause(row):
        row.paused_at = row.paused_at or history.asked_at
    elif row.paused_at:
        _go_on(row, terms, at=min(at, asked.get(row.paused_at, at)))


def _may_pause(row: Clock) -> bool:
    promise = knowledge().content.promises.get(row.promise)
    return promise is not None and promise.may_pause


def _go_on(row: Clock, terms: Terms, *, at: datetime) -> None:
    """Let a clock go on that stood still: it counts as begun so much later, and is never due sooner for that."""
    stood = max(at - (row.paused_at or at), timedelta(0))
    row.paused_at = None
    row.paused_seconds += round(stood.total_seconds())
    start = row.started_at + timedelta(seconds=row.paused_seconds)
    _move(row, term_of(knowledge(), row.promise, terms=terms, at=start), max)


def _shorten(row: Clock, terms: Terms) -> None:
    """Give a promise its shorter time where it has one for those with more rights."""
    promise = knowledge().content.promises.get(row.promise)
    if terms.rights == "enhanced" and promise is not None and promise.enhanced_duration:
        _move(row, term_of(knowledge(), row.promise, terms=terms, at=row.started_at), min)


def _move(row: Clock, term: Term | None, pick: Callable[[datetime, datetime], datetime]) -> None:
    """Put the dates of a clock later, or sooner; where the content has no time any more they stand."""
    if term:
        row.due_at, row.amber_at = pick(row.due_at, term.due_at), pick(row.amber_at, term.amber_at)


def _next_look(row: Clock) -> datetime | None:
    if row.ended or row.paused_at:
        return None
    looked = Looked(is_alarmed=row.alarmed_at is not None, is_breached=row.breached_at is not None)
    return look_at(
        row.promise,
        amber_at=row.amber_at,
        due_at=row.due_at,
        timezone=knowledge().jurisdiction.timezone,
        looked=looked,
    )


def _say_next(report: Report, rows: Sequence[Clock]) -> list[str]:
    running = [
        Running(promise=row.promise, due_at=row.due_at, is_paused=row.paused_at is not None)
        for row in rows
        if not row.ended
    ]
    first = next_of_ours(running)
    said = (first.promise, first.due_at) if first else ("", None)
    if (report.next_promise, report.next_due_at) == said:
        return []
    report.next_promise, report.next_due_at = said
    return ["next_promise", "next_due_at"]
