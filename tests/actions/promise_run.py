"""The clock run forward: reports at all hours, staff who act now and then or never, the worker's turns (goal U12).

The time is an argument of every deed, so that 90 days pass as fast as they are reckoned. What is looked at is what a
reporter sees: the date on their page, and the messages they get.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from numpy.random import Generator, default_rng

from callpoint.actions.acting import Actor, reporter, system
from callpoint.actions.clocks import acknowledged_by, reckon
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.actions.reading import open_report
from callpoint.actions.reporting import held_report
from callpoint.actions.upkeep import acknowledge
from callpoint.pages.public.dates_shown import NEWS, first_of
from callpoint.project.promise_work import keep_due_promises
from callpoint.records.models import Clock, Message, Report
from callpoint.records.queries.promises import clocks_of
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Role
from callpoint.rules.lifecycle import ReportState, check_move
from tests.makers import a_report, an_actor

BEGINS = datetime(2026, 10, 1, tzinfo=UTC)
"""The clocks go back on 25 October, and Christmas falls within the 90 days."""
DAYS = 90
ARRIVE_WITHIN = 55
"""Days in which all reports come, so that the last of them still runs for five weeks."""
STORIES: Sequence[Mapping[str, str]] = (
    {"story": "A man rang and said he was from my bank. I sent him 900 pounds."},
    {"story": "I paid 60 pounds for trainers and they never came. The page is gone."},
    {"story": "Someone has my email account and changed the password."},
    {"story": "All files of our shop are locked and they want bitcoin. It goes on now."},
    {"story": "I got a text about a parcel. I did not click."},
    {
        "story": "He keeps sending me messages that frighten me. He waits outside my door now.",
        "danger_now": "yes",
    },
)
NEVER, SOMETIMES, OFTEN = "never", "sometimes", "often"


@dataclass
class Seen:
    """What the run saw: the dates on the reporters' pages, and open reports that promised nothing."""

    turn: timedelta
    promised: dict[tuple[UUID, datetime], datetime] = field(default_factory=dict)
    """A report and a date its page gave for the next news, and when the page first gave it."""
    closed: dict[UUID, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    without_promise: int = 0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the run shows."""

    reports: int
    promised: int
    """Dates for news that were given to reporters and came within the run, their reports still open."""
    kept: int
    by_machine: int
    """News that the service wrote itself."""
    by_people: int
    without_promise: int
    doubled: int
    """Twice the same: two pieces of news by the service within 20 days, or the same words."""
    late_reads: int


def run(*, reports: int, seed: int, turn: timedelta) -> Outcome:
    """Let 90 days pass over a number of reports; the worker looks once a turn, whole hours that 24 holds."""
    chance, seen = default_rng(seed), Seen(turn=turn)
    officer = an_actor(role=Role.SUPERVISOR)
    arrivals = sorted(
        BEGINS + timedelta(minutes=int(chance.integers(ARRIVE_WITHIN * 1440))) for _ in range(reports)
    )
    staffed: dict[UUID, str] = {}
    waiting = iter([*arrivals, datetime.max.replace(tzinfo=UTC)])
    following = next(waiting)
    for at in _turns(turn):
        while following <= at:
            report_id = a_report(when=following, **STORIES[int(chance.integers(len(STORIES)))])
            acknowledge(report_id=str(report_id), by=system("worker"), at=following + timedelta(seconds=5))
            staffed[report_id] = (NEVER, NEVER, SOMETIMES, OFTEN)[int(chance.integers(4))]
            following = next(waiting)
        if at.hour % 4 == 0:
            _people_act(staffed, chance, officer, at=at)
            _note_closed(seen)
        keep_due_promises(at=at)
        _look(seen, at=at)
    return _outcome(seen, reports)


def _turns(turn: timedelta) -> Iterator[datetime]:
    at = BEGINS
    while at <= BEGINS + timedelta(days=DAYS):
        yield at
        at += turn


def _people_act(staffed: Mapping[UUID, str], chance: Generator, officer: Actor, *, at: datetime) -> None:
    """Let some of those who work now and then do something, and some reporters write."""
    rate = {NEVER: 0.0, SOMETIMES: 0.003, OFTEN: 0.012}
    for report_id, habit in staffed.items():
        if chance.random() < 0.002:
            write_to_staff(
                report_id=report_id, text="Is there news?", send_key=str(at), by=reporter(report_id), at=at
            )
        if chance.random() < rate[habit]:
            _officer_acts(report_id, chance, officer, at=at)


def _officer_acts(report_id: UUID, chance: Generator, officer: Actor, *, at: datetime) -> None:
    open_report(report_id=report_id, by=officer, at=at)
    deed, state = (
        chance.random(),
        ReportState(Report.objects.values_list("state", flat=True).get(id=report_id)),
    )
    if state is ReportState.CLOSED:
        moved(report_id, ReportState.READING, by=officer, at=at)
    elif deed < 0.5:
        text = "We look at the account that you named."
        write_to_reporter(report_id=report_id, text=text, send_key=str(at), by=officer, at=at)
    elif deed < 0.7 and state is ReportState.READING:
        moved(report_id, ReportState.WAITING, by=officer, at=at)
    elif deed < 0.8:
        moved(report_id, ReportState.CLOSED, by=officer, at=at)


@writing
def moved(report_id: UUID, state: ReportState, *, by: Actor, at: datetime) -> None:
    """Move a report as a deed of staff does that changes its state, and reckon its clocks with it."""
    report = held_report(report_id)
    check_move(ReportState(report.state), state)
    report.state, report.state_changed_at = state, at
    report.save(update_fields=["state", "state_changed_at"])
    reckon(report, by=by, at=at)


def _note_closed(seen: Seen) -> None:
    """Note what was just closed: what was promised until then is not owed any more, also where it is opened again."""
    for report_id, at in Report.objects.filter(state=ReportState.CLOSED).values_list(
        "id", "state_changed_at"
    ):
        if at and at not in seen.closed[report_id]:
            seen.closed[report_id].append(at)


def _look(seen: Seen, *, at: datetime) -> None:
    """Look at the page of every open report whose news changed, and count those that promise nothing."""
    open_ones = Report.objects.exclude(state__in=(ReportState.DRAFT, ReportState.CLOSED))
    seen.without_promise += open_ones.filter(next_due_at=None).count()
    fresh = Clock.objects.filter(
        promise__in=NEWS, ended="", started_at__gt=at - 2 * seen.turn, report__in=open_ones
    ).values_list("report_id", flat=True)
    for report_id in set(fresh):
        date = first_of(clocks_of(report_id), NEWS)
        if date:
            seen.promised.setdefault((report_id, date), at)


def _outcome(seen: Seen, reports: int) -> Outcome:
    ends = BEGINS + timedelta(days=DAYS)
    notes = set(Clock.objects.exclude(late_note=None).values_list("late_note_id", flat=True))
    news, machine, people = defaultdict(list), 0, 0
    keys = {acknowledged_by(report) for report in Report.objects.all()}
    by_service: dict[UUID, list[datetime]] = defaultdict(list)
    for message in Message.objects.order_by("sent_at"):
        if (
            message.send_key in keys
            or message.id in notes
            or not (message.staff_id or message.is_from_service)
        ):
            continue
        news[message.report_id].append(message.sent_at)
        machine, people = machine + message.is_from_service, people + bool(message.staff_id)
        if message.is_from_service:
            by_service[message.report_id].append(message.sent_at)
    due = [
        (report_id, date, since)
        for (report_id, date), since in seen.promised.items()
        if date <= ends and not any(since <= at <= date for at in seen.closed[report_id])
    ]
    close_pairs = sum(
        after - before < timedelta(days=20)
        for sent in by_service.values()
        for before, after in pairwise(sent)
    )
    return Outcome(
        reports=reports,
        promised=len(due),
        kept=sum(
            any(since - seen.turn <= one <= date for one in news[report_id]) for report_id, date, since in due
        ),
        by_machine=machine,
        by_people=people,
        without_promise=seen.without_promise,
        doubled=close_pairs + _said_twice(),
        late_reads=Clock.objects.filter(promise__startswith="first-read").exclude(breached_at=None).count(),
    )


def _said_twice() -> int:
    """Count messages of the service that say the same to the same reporter as one before."""
    said = [
        (message.report_id, ReportSeal.of(message.report).message(message))
        for message in Message.objects.filter(is_from_service=True).select_related("report")
    ]
    return len(said) - len(set(said))
