"""Keeps what was promised: alarms before a date, writes the promised news, owns up to a date that passed."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import translation

from callpoint.actions.acting import Actor
from callpoint.actions.clocks import reckoned
from callpoint.actions.journalling import write_leaf
from callpoint.actions.posting import once_key, post, post_once
from callpoint.actions.promise_words import Happened, Missed, late_words, news_words
from callpoint.actions.telling_reporter import keep_message
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Clock, Message, Report, SeriesMember
from callpoint.records.transaction import writing
from callpoint.rules.chance import Chance
from callpoint.rules.clocks import RULES, Ended, write_from
from callpoint.rules.dates import Terms, term_of
from callpoint.rules.lifecycle import ReportState

ALARM = "promise.alarm"
LATE = "promise.late"
"""What the outbox is told: a unit has a promise that falls due soon, or one that is late."""

LOOK_LATER = timedelta(hours=1)
"""When a report is looked at again that could not be opened."""


@writing
def keep_promises(*, report_id: UUID, by: Actor, at: datetime, chance: Chance = secrets.token_bytes) -> None:
    """
    Do all that is due about the promises of a report at a moment; doing it again does nothing more.

    At amber the unit is alarmed. Before promised news falls due, and where no person wrote, the service writes what
    happened. A date that has passed is marked, shown to the supervisor by that, and told to the reporter with a new one.
    """
    report = Report.objects.select_for_update().filter(id=report_id).exclude(state=ReportState.DRAFT).first()
    if report is None:
        return
    wrote: list[Report] = list(reckoned(report, at=at))
    rows = list(Clock.objects.filter(report=report, ended="", paused_at=None).order_by("due_at", "id"))
    _let_lapse([row for row in rows if not RULES[row.promise].is_ours and row.due_at <= at])
    ours = [row for row in rows if RULES[row.promise].is_ours]
    _alarm(report, [row for row in ours if not row.alarmed_at and row.amber_at <= at], by=by, at=at)
    late = [row for row in ours if not row.breached_at and row.due_at < at]
    _breach(report, late, by=by, at=at)
    message = _write(report, rows=ours, at=at, chance=chance)
    wrote = list(reckoned(report, at=at)) or wrote
    if message:
        write_leaf(what="message.promised", about=report.id, by=by, at=at, wrote=[message, *wrote])
        post(name="message.sent", about=message.id, at=at)
    elif wrote:
        write_leaf(what="report.clocks", about=report.id, by=by, at=at, wrote=wrote)


@writing
def look_later(*, report_id: UUID, by: Actor, at: datetime) -> None:
    """Look again at a report in an hour that cannot be opened now: all others go on, and it is not forgotten."""
    del by
    Clock.objects.filter(report_id=report_id, look_at__lte=at).update(look_at=at + LOOK_LATER)


@writing
def start_missing(*, report_id: UUID, by: Actor, at: datetime) -> None:
    """Start the clocks of a report that was sent before there were any, as they would have run."""
    report = Report.objects.select_for_update().filter(id=report_id).exclude(state=ReportState.DRAFT).first()
    wrote = reckoned(report, at=at) if report else ()
    if wrote:
        write_leaf(what="report.clocks", about=report_id, by=by, at=at, wrote=wrote)


@writing
def unit_was_alarmed(*, unit: str, by: Actor, at: datetime) -> None:
    """Note that a mail told a unit to look at its promises."""
    write_leaf(what="promise.unit-told", about=unit, by=by, at=at)


def _let_lapse(rows: Sequence[Clock]) -> None:
    """End the reporter's own times that passed: nothing is lost by it, and what stood still for them goes on."""
    for row in rows:
        row.ended, row.stopped_at, row.look_at = Ended.DROPPED, row.due_at, None
        row.save(update_fields=["ended", "stopped_at", "look_at"])


def _alarm(report: Report, rows: Sequence[Clock], *, by: Actor, at: datetime) -> None:
    """Alarm the unit of promises that fall due soon; one mail an hour says it, however many there are."""
    for row in rows:
        row.alarmed_at = at
        row.save(update_fields=["alarmed_at"])
    if any(row.due_at >= at for row in rows):
        write_leaf(what="promise.alarm", about=report.id, by=by, at=at)
        _tell_unit(ALARM, report, at=at)


def _breach(report: Report, rows: Sequence[Clock], *, by: Actor, at: datetime) -> None:
    """Mark what is late."""
    for row in rows:
        row.breached_at = at
        row.save(update_fields=["breached_at"])
    if rows:
        write_leaf(what="promise.breach", about=report.id, by=by, at=at)
        _tell_unit(LATE, report, at=at)


def _tell_unit(name: str, report: Report, *, at: datetime) -> None:
    if report.unit:
        post_once(name=name, about=report.unit, key=f"{name}:{report.unit}:{at:%Y%m%d%H}", at=at)


def _write(report: Report, *, rows: Sequence[Clock], at: datetime, chance: Chance) -> Message | None:
    """Write the promised news where its time has come, else own up to a date that passed; None where neither is due."""
    zone = knowledge().jurisdiction.timezone
    news = [row for row in rows if RULES[row.promise].is_news and at >= write_from(row.due_at, timezone=zone)]
    missed = _missed(report, [row for row in rows if row not in news], at=at)
    if not news and not missed:
        return None
    others_wait = _others_wait(report)
    with translation.override(report.language):
        said = [one for _, one in missed]
        if news:
            text = _news(report, news[0], said, others_wait=others_wait, at=at)
        else:
            text = late_words(said, others_wait=others_wait)
    first = news[0] if news else missed[0][0]
    message = _message(report, text, key=first, at=at, chance=chance)
    for row, one in missed:
        # The news of its own date is news, whatever else it says; a note alone is none.
        row.late_note, row.late_due_at = (None if news else message), one.again_at
        row.save(update_fields=["late_note", "late_due_at"])
    return message


def _missed(report: Report, rows: Sequence[Clock], *, at: datetime) -> list[tuple[Clock, Missed]]:
    """Give what the reporter has to be told of: dates they know of that have passed, each once."""
    terms = _terms(report)
    found = []
    for row in rows:
        rule = RULES[row.promise]
        if not rule.is_shown or rule.is_news or row.late_due_at or row.due_at >= at:
            continue
        again = term_of(knowledge(), row.promise, terms=terms, at=at)
        if again:
            found.append((row, Missed(promise=row.promise, due_at=row.due_at, again_at=again.due_at)))
    return found


def _news(report: Report, row: Clock, missed: Sequence[Missed], *, others_wait: bool, at: datetime) -> str:
    answer = Clock.objects.filter(report=report, promise="answer-message", ended="", due_at__gte=at).first()
    taken = [each for each in (report.assigned_at, report.assessed_at) if each]
    next_term = term_of(knowledge(), "next-update", terms=_terms(report), at=at)
    happened = Happened(
        state=ReportState(report.state),
        since=row.started_at,
        first_read_at=report.first_read_at,
        last_read_at=report.last_read_at,
        taken_at=min(taken, default=None),
        recorded_at=report.recorded_at,
        was_compared=SeriesMember.objects.filter(report=report, joined_at__gt=row.started_at).exists(),
        answer_by=answer.due_at if answer else None,
        is_asked=report.state == ReportState.WAITING,
        is_late=row.due_at < at,
        others_wait=others_wait,
    )
    return news_words(happened, missed, next_at=next_term.due_at if next_term else row.due_at)


def _terms(report: Report) -> Terms:
    unit = knowledge().content.units.get(report.unit)
    return Terms(unit=unit, role=settings.CALLPOINT.service.role)


def _others_wait(report: Report) -> bool:
    unread = Report.objects.filter(unit=report.unit, state=ReportState.RECEIVED).exclude(id=report.id)
    return unread.exists()


def _message(report: Report, text: str, *, key: Clock, at: datetime, chance: Chance) -> Message:
    once = once_key(report.id, "promise", key.promise, key.started_at.isoformat())
    return keep_message(report, text, key=once, at=at, chance=chance)
