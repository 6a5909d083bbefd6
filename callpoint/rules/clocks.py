"""
Which promises run for a report: what starts each, what stops it, when it stands still, and which comes next.

The dates themselves are those of `rules.dates`. What is kept of a running promise is one row of the clocks; this module
says what those rows have to be, and is the only place that does.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from callpoint.rules.lifecycle import ReportState
from callpoint.rules.promises import Rights

FIRST_READ: Final = {"now": "first-read-now", "today": "first-read-today"}
"""Which promise of a first reading belongs to which urgency (assessment criteria, section 7)."""
ENHANCED_FROM: Final = 2
"""Vulnerability from which the shorter times of the Victims' Code hold, once a person agreed (assessment criteria)."""


class Ended(StrEnum):
    """What became of a clock; an empty word stands in the row of one that runs."""

    KEPT = "kept"
    LATE = "late"
    DROPPED = "dropped"
    """What was promised is not owed any more: the report was closed, or a shorter promise took its place."""


@dataclass(frozen=True, kw_only=True)
class History:
    """What happened to a report that was sent, as far as promises hang on it. All times are aware."""

    state: ReportState
    urgency: str
    submitted_at: datetime
    urgent_since: datetime | None = None
    """When it got the urgency it now has; None where that is as it was sent."""
    state_changed_at: datetime | None = None
    first_read_at: datetime | None = None
    taken_at: datetime | None = None
    """When somebody of the unit took it on: assigned or assessed it."""
    recorded_at: datetime | None = None
    is_crime: bool = False
    """Whether it was recorded as a crime."""
    news: Sequence[datetime] = ()
    """When the reporter was sent news, by a person or by the service, oldest first. That we have it is no news."""
    written: Sequence[datetime] = ()
    """When a person wrote to the reporter, oldest first."""
    heard: Sequence[datetime] = ()
    """When the reporter wrote to staff, oldest first."""
    added: Sequence[datetime] = ()
    """When the reporter added answers, oldest first."""
    reopened_at: datetime | None = None
    """When it was last opened again after a letter that closed it."""
    review_asked_at: datetime | None = None
    """When its reporter last asked to look at a closing again."""
    review_decided_at: datetime | None = None
    """When that was decided; None while it waits."""
    vulnerability: int | None = None
    assessed_at: datetime | None = None
    passed_on_at: datetime | None = None
    """When their details were passed to a support service, on a yes or in danger; None where nothing of that stands."""
    support_has_it_at: datetime | None = None
    """When a support service first said that it has them."""

    @property
    def is_closed(self) -> bool:
        """Say whether it is closed."""
        return self.state is ReportState.CLOSED

    @property
    def closed_at(self) -> datetime | None:
        """Give when it was closed; None while it is open."""
        return self.state_changed_at if self.is_closed else None

    @property
    def asked_at(self) -> datetime | None:
        """Give when the reporter was asked what we wait for; None where we wait for nothing."""
        return self.state_changed_at if self.state is ReportState.WAITING else None

    @property
    def rights(self) -> Rights:
        """Say whether the shorter times hold: a person has agreed that somebody is vulnerable."""
        is_enhanced = self.assessed_at is not None and (self.vulnerability or 0) >= ENHANCED_FROM
        return "enhanced" if is_enhanced else "usual"


@dataclass(frozen=True, kw_only=True)
class ClockRule:
    """How one promise runs."""

    promise: str
    starts: Callable[[History], datetime | None]
    """Gives when the clock that may run now began; None where nothing has begun."""
    stops: Callable[[History, datetime], datetime | None]
    """Gives when a clock that began at a time was stopped; None while it was not."""
    is_ours: bool = True
    is_shown: bool = False
    """Whether its date was told to the reporter, who then hears of it when it is late."""
    is_news: bool = False
    """Whether a message keeps it, so that the service itself can."""
    may_pause: bool = False
    """Whether it stands still while the reporter was asked something; the content can say no to that too."""
    ends_with_report: bool = True


@dataclass(frozen=True, kw_only=True)
class Span:
    """One clock as it has to be: the id of its promise, its start, and its end where it has one."""

    promise: str
    started_at: datetime
    stopped_at: datetime | None = None


def _first(times: Iterable[datetime], after: datetime) -> datetime | None:
    """Give the first of some times behind another."""
    return min((one for one in times if one > after), default=None)


def _from(times: Iterable[datetime], start: datetime) -> datetime | None:
    """Give the first of some times from another on."""
    return min((one for one in times if one >= start), default=None)


def _reads(urgency: str) -> Callable[[History], datetime | None]:
    """Give what starts the first reading of an urgency; every other has the plain one."""

    def starts(report: History) -> datetime | None:
        own = FIRST_READ.get(report.urgency, "first-read")
        return (report.urgent_since or report.submitted_at) if own == urgency else None

    return starts


def _read(report: History, start: datetime) -> datetime | None:
    del start
    return report.first_read_at


def _taken(report: History, start: datetime) -> datetime | None:
    known = [each for each in (report.taken_at, report.recorded_at, *report.written[:1]) if each]
    return _from(known, start)


def _recorded(report: History, start: datetime) -> datetime | None:
    del start
    return report.recorded_at or report.closed_at


def _next_news(report: History) -> datetime | None:
    """Give the last news; nothing was owed while it was closed, so that opening it again begins anew."""
    known = [each for each in (*report.news[-1:], report.reopened_at) if each]
    return max(known) if report.news else None


def _unanswered(report: History) -> datetime | None:
    """Give the first message of the reporter that no person wrote after."""
    since = report.written[-1] if report.written else report.submitted_at - datetime.resolution
    return _first(report.heard, since)


def _answered_us(report: History, start: datetime) -> datetime | None:
    return _first((*report.heard, *report.added), start) or (
        None if report.asked_at else report.state_changed_at
    )


def _confirmed(report: History) -> datetime | None:
    return report.recorded_at if report.is_crime else None


def _reported_and_agreed(report: History) -> datetime | None:
    """
    Give the later of the report and the yes, which passes their details on in the same step.

    The Victims' Code (right 4) counts from the report of the crime, and nothing is passed on before a yes: a clock that
    began with the report would be broken before anybody may act. Where danger stands for the yes, it is that referral.
    """
    return max(report.submitted_at, report.passed_on_at) if report.passed_on_at else None


def _taken_on(report: History, start: datetime) -> datetime | None:
    del start
    return report.support_has_it_at


CLOCKS: Final[tuple[ClockRule, ...]] = (
    *(
        ClockRule(promise=name, starts=_reads(name), stops=_read, is_shown=True)
        for name in (*FIRST_READ.values(), "first-read")
    ),
    ClockRule(
        promise="triage-to-force",
        starts=lambda report: report.submitted_at,
        stops=_taken,
        may_pause=True,
    ),
    ClockRule(promise="crime-recording", starts=lambda report: report.submitted_at, stops=_recorded),
    ClockRule(
        promise="first-update",
        starts=lambda report: report.submitted_at,
        stops=lambda report, start: _from(report.news, start),
        is_shown=True,
        is_news=True,
    ),
    ClockRule(
        promise="next-update",
        starts=_next_news,
        stops=lambda report, start: _first(report.news, start),
        is_shown=True,
        is_news=True,
    ),
    ClockRule(
        promise="answer-message",
        starts=_unanswered,
        stops=lambda report, start: _first(report.written, start),
        is_shown=True,
        may_pause=True,
        ends_with_report=False,
    ),
    ClockRule(
        promise="ack-written",
        starts=_confirmed,
        stops=lambda report, start: _from(report.news, start),
    ),
    ClockRule(
        promise="key-decisions",
        starts=lambda report: report.closed_at,
        stops=lambda report, start: _from(report.news, start),
        ends_with_report=False,
    ),
    ClockRule(
        promise="support-referral",
        starts=_reported_and_agreed,
        stops=_taken_on,
        is_shown=True,
        ends_with_report=False,
    ),
    ClockRule(
        promise="review-answer",
        starts=lambda report: report.review_asked_at,
        stops=lambda report, start: _from([each for each in [report.review_decided_at] if each], start),
        is_shown=True,
        ends_with_report=False,
    ),
    ClockRule(
        promise="ask-window",
        starts=lambda report: report.asked_at,
        stops=_answered_us,
        is_ours=False,
        is_shown=True,
    ),
    ClockRule(
        promise="review-window",
        starts=lambda report: report.closed_at,
        stops=lambda report, start: None if report.is_closed else report.state_changed_at or start,
        is_ours=False,
        is_shown=True,
        ends_with_report=False,
    ),
)
"""Every promise that runs for a report. Those of the content that do not are in `NOT_RUN`, each with its reason."""
RULES: Final = {rule.promise: rule for rule in CLOCKS}

NOT_RUN: Final = {
    "ack-web": "kept by the page that takes the report: it shows reference and code at once",
    "ack-mail": "starts with a mail, and no mail is taken in here",
    "rights-told": "starts with the first contact of an officer outside this service",
    "decision-not-to-investigate": "the closing letter tells it: `key-decisions` runs from the close",
    "enhanced-rights": "has no single time; it makes the others shorter",
    "complaint": "starts with a complaint, and none is taken in here",
    "call-for-service": "its hours are the age of the offence, not a time to answer",
    "police-breach-72h": "about a breach of this service, not about a report",
}
"""Promises that bind a police force or this service and do not run for a report, and why."""


def spans_of(report: History) -> tuple[Span, ...]:
    """Give each clock that has begun and may still run, with its end where something stopped it."""
    spans = []
    for rule in CLOCKS:
        start = rule.starts(report)
        if start is None or (report.is_closed and rule.ends_with_report):
            continue
        stopped_at = rule.stops(report, start)
        # What was done before it was owed starts no clock: a report that was read and then became more urgent.
        if stopped_at is None or stopped_at >= start:
            spans.append(Span(promise=rule.promise, started_at=start, stopped_at=stopped_at))
    return tuple(spans)


def end_of(promise: str, report: History, started_at: datetime) -> tuple[datetime | None, bool]:
    """Say when a clock that began at a time ended, if it did, and whether what was promised came to pass."""
    rule = RULES[promise]
    stopped_at = rule.stops(report, started_at)
    if stopped_at is not None:
        return stopped_at, True
    if report.is_closed and rule.ends_with_report:
        return report.state_changed_at or started_at, False
    return None, False


def stands_still(promise: str, report: History, *, until: datetime | None, at: datetime) -> bool:
    """
    Say whether a running clock stands still: only while the reporter was asked something, and never past `until`.

    `until` is the end of the reporter's own time to answer; None where they have none.
    """
    asked = report.asked_at
    if asked is None or not RULES[promise].may_pause or until is None or at >= until:
        return False
    return _answered_us(report, asked) is None


@dataclass(frozen=True, kw_only=True)
class Running:
    """A clock that runs: the id of its promise and by when it is due."""

    promise: str
    due_at: datetime
    is_paused: bool = False


def next_of_ours(running: Iterable[Running]) -> Running | None:
    """Give the promise of ours that falls due first; None where none runs. One that stands still is passed over."""
    ours = [one for one in running if RULES[one.promise].is_ours and not one.is_paused]
    return min(ours, key=lambda one: (one.due_at, one.promise), default=None)


DAY_BEGINS: Final = time(9)
DAY_ENDS: Final = time(20)
LAST_HOUR: Final = time(19)
AHEAD: Final = timedelta(hours=8)
"""How long before a promised date the service writes, where nobody did: staff had all the time until then."""


def write_from(due_at: datetime, *, timezone: str) -> datetime:
    """
    Give the moment from which the service writes the promised news itself, where no person did.

    Service rule: eight hours before it is due, and by day, between 9 and 20 o'clock: a notice may ring a phone.
    """
    zone = ZoneInfo(timezone)
    begin = (due_at.astimezone(ZoneInfo("UTC")) - AHEAD).astimezone(zone)
    if DAY_BEGINS <= begin.time() < DAY_ENDS:
        return begin
    day = begin.date() - timedelta(days=1) if begin.time() < DAY_BEGINS else begin.date()
    return datetime.combine(day, LAST_HOUR, zone)


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What the worker did about a clock so far."""

    is_alarmed: bool = False
    is_breached: bool = False


def look_at(
    promise: str, *, amber_at: datetime, due_at: datetime, timezone: str, looked: Looked
) -> datetime | None:
    """
    Give when the worker has to look at a running clock next; None where it never has to again.

    At amber it alarms, before promised news falls due it writes, and once the date has passed it marks the breach.
    """
    rule = RULES[promise]
    if not rule.is_ours:
        return due_at
    waits = [] if looked.is_alarmed else [amber_at]
    waits += [write_from(due_at, timezone=timezone)] if rule.is_news else []
    waits += [] if looked.is_breached else [due_at + datetime.resolution]
    return min(waits, key=lambda one: one.astimezone(ZoneInfo("UTC")), default=None)
