"""Which promises run for a report: truth tables over what happened, and when the worker has to look."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.clocks import (
    CLOCKS,
    NOT_RUN,
    RULES,
    History,
    Looked,
    Running,
    end_of,
    look_at,
    next_of_ours,
    spans_of,
    stands_still,
    write_from,
)
from callpoint.rules.dates import BINDS_UNITS, Terms, binds, promised, term_of
from callpoint.rules.lifecycle import ReportState
from tests.rules.known import known

SENT_AT = datetime(2026, 11, 16, 10, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
OTHERS = frozenset({"the person", "the person, without penalty", "the person; Police Scotland"})
SENT = History(state=ReportState.RECEIVED, urgency="routine", submitted_at=SENT_AT, state_changed_at=SENT_AT)


def later(**much: float) -> datetime:
    return SENT_AT + timedelta(**much)


READ = replace(SENT, state=ReportState.READING, state_changed_at=later(hours=1), first_read_at=later(hours=1))
TOLD = replace(READ, news=(later(days=2),), written=(later(days=2),))
ASKED = replace(TOLD, state=ReportState.WAITING, state_changed_at=later(days=3))
CLOSED = replace(READ, state=ReportState.CLOSED, state_changed_at=later(days=4))


def running(report: History) -> set[str]:
    return {span.promise for span in spans_of(report) if span.stopped_at is None}


@pytest.mark.parametrize(("hours", "starts"), [(3, 3), (0, 0), (-3, 0)])
def test_two_days_to_a_support_service_count_from_the_report_or_the_yes_whichever_is_later(
    hours: int, starts: int
) -> None:
    spans = spans_of(replace(READ, passed_on_at=later(hours=hours)))
    began = {span.promise: span.started_at for span in spans}
    assert began["support-referral"] == later(hours=starts)


@pytest.mark.parametrize(
    ("report", "wanted"),
    [
        (SENT, {"first-read", "triage-to-force", "crime-recording", "first-update"}),
        (
            replace(SENT, urgency="now"),
            {"first-read-now", "triage-to-force", "crime-recording", "first-update"},
        ),
        (
            replace(SENT, urgency="today"),
            {"first-read-today", "triage-to-force", "crime-recording", "first-update"},
        ),
        (READ, {"triage-to-force", "crime-recording", "first-update"}),
        (replace(READ, taken_at=later(hours=2)), {"crime-recording", "first-update"}),
        (TOLD, {"crime-recording", "next-update"}),
        (
            replace(TOLD, recorded_at=later(days=3), is_crime=True),
            {"next-update", "ack-written"},
        ),
        (replace(TOLD, recorded_at=later(days=3)), {"next-update"}),
        (
            replace(TOLD, heard=(later(days=1),)),
            {"crime-recording", "next-update"},
        ),
        (
            replace(TOLD, heard=(later(days=3), later(days=4))),
            {"crime-recording", "next-update", "answer-message"},
        ),
        (ASKED, {"crime-recording", "next-update", "ask-window"}),
        (replace(ASKED, added=(later(days=5),)), {"crime-recording", "next-update"}),
        (
            replace(READ, passed_on_at=later(hours=3)),
            {"triage-to-force", "crime-recording", "first-update", "support-referral"},
        ),
        (
            replace(READ, passed_on_at=later(hours=3), support_has_it_at=later(days=1)),
            {"triage-to-force", "crime-recording", "first-update"},
        ),
        (
            replace(CLOSED, passed_on_at=later(hours=3)),
            {"key-decisions", "review-window", "support-referral"},
        ),
        (CLOSED, {"key-decisions", "review-window"}),
        (replace(CLOSED, news=(later(days=4),)), {"review-window"}),
        (
            replace(CLOSED, news=(later(days=4),), written=(later(days=4),), heard=(later(days=5),)),
            {"review-window", "answer-message"},
        ),
    ],
)
def test_what_happened_says_which_promises_run(report: History, wanted: set[str]) -> None:
    assert running(report) == wanted


def test_a_message_starts_the_next_time_and_the_first_unanswered_one_counts() -> None:
    report = replace(TOLD, heard=(later(days=3), later(days=4)))
    starts = {span.promise: span.started_at for span in spans_of(report)}
    assert (starts["next-update"], starts["answer-message"]) == (later(days=2), later(days=3))


def test_what_makes_a_report_more_urgent_starts_the_shorter_time_then_and_not_after_it_was_read() -> None:
    raised = replace(SENT, urgency="now", urgent_since=later(hours=3))
    spans = {span.promise: span.started_at for span in spans_of(raised)}
    read = replace(READ, urgency="now", urgent_since=later(hours=3))
    assert (spans["first-read-now"], "first-read-now" in running(read)) == (later(hours=3), False)
    assert {span.promise for span in spans_of(read)} & {"first-read-now", "first-read"} == set()


@pytest.mark.parametrize(
    ("promise", "report", "wanted"),
    [
        ("first-read", READ, (later(hours=1), True)),
        ("first-read", SENT, (None, False)),
        ("first-update", TOLD, (later(days=2), True)),
        ("first-update", CLOSED, (later(days=4), False)),
        ("crime-recording", CLOSED, (later(days=4), True)),
        ("triage-to-force", TOLD, (later(days=2), True)),
        ("ask-window", ASKED, (None, False)),
        ("ask-window", replace(ASKED, state=ReportState.WITH_OFFICER), (later(days=3), True)),
        ("ask-window", replace(ASKED, heard=(later(days=9),)), (later(days=9), True)),
        ("review-window", CLOSED, (None, False)),
        ("review-window", replace(CLOSED, state=ReportState.READING), (later(days=4), True)),
        ("next-update", replace(CLOSED, state_changed_at=None), (SENT_AT, False)),
    ],
)
def test_each_clock_ends_with_what_it_waited_for(
    promise: str, report: History, wanted: tuple[datetime | None, bool]
) -> None:
    assert end_of(promise, report, SENT_AT) == wanted


ALL_STATES = st.builds(
    History,
    state=st.sampled_from([state for state in ReportState if state is not ReportState.DRAFT]),
    urgency=st.sampled_from(["now", "today", "soon", "routine", "info", ""]),
    submitted_at=st.just(SENT_AT),
    state_changed_at=st.integers(0, 5000).map(lambda hours: later(hours=hours)),
    first_read_at=st.none() | st.integers(0, 5000).map(lambda hours: later(hours=hours)),
    news=st.lists(st.integers(0, 5000).map(lambda hours: later(hours=hours)), max_size=4).map(sorted),
    heard=st.lists(st.integers(0, 5000).map(lambda hours: later(hours=hours)), max_size=4).map(sorted),
)


@given(ALL_STATES)
def test_every_open_report_has_exactly_one_promise_of_news(report: History) -> None:
    news = {name for name in running(report) if RULES[name].is_news}
    assert len(news) == (0 if report.is_closed else 1)


@pytest.mark.parametrize(
    ("promise", "report", "until", "at", "wanted"),
    [
        ("triage-to-force", ASKED, later(days=17), later(days=4), True),
        ("answer-message", ASKED, later(days=17), later(days=4), True),
        ("triage-to-force", ASKED, later(days=17), later(days=17), False),
        ("triage-to-force", ASKED, None, later(days=4), False),
        ("triage-to-force", replace(ASKED, heard=(later(days=4),)), later(days=17), later(days=5), False),
        ("triage-to-force", TOLD, later(days=17), later(days=4), False),
        *((name, ASKED, later(days=17), later(days=4), False) for name in RULES if not RULES[name].may_pause),
    ],
)
def test_a_clock_stands_still_only_while_the_reporter_was_asked(
    promise: str, report: History, until: datetime | None, at: datetime, *, wanted: bool
) -> None:
    assert stands_still(promise, report, until=until, at=at) is wanted


def test_no_first_reading_no_news_and_no_time_of_a_law_ever_stands_still() -> None:
    promises = known().content.promises
    pausing = {rule.promise for rule in CLOCKS if rule.may_pause}
    assert {promises[name].nature for name in pausing} == {"proposed"}
    assert [name for name in pausing if not promises[name].may_pause or RULES[name].is_news] == []
    assert [name for name in pausing if name.startswith("first-read")] == []


@pytest.mark.parametrize(
    ("vulnerability", "assessed_at", "rights"),
    [
        (2, SENT_AT, "enhanced"),
        (3, SENT_AT, "enhanced"),
        (1, SENT_AT, "usual"),
        (3, None, "usual"),
        (None, SENT_AT, "usual"),
    ],
)
def test_the_shorter_times_hold_once_a_person_agreed(
    vulnerability: int | None, assessed_at: datetime | None, rights: str
) -> None:
    assert replace(SENT, vulnerability=vulnerability, assessed_at=assessed_at).rights == rights


def test_the_shorter_times_come_sooner_where_the_promise_has_one() -> None:
    usual, enhanced = (
        Terms(unit=None, role="police-force", rights=rights) for rights in ("usual", "enhanced")
    )
    due = {
        name: [
            term.due_at
            for terms in (usual, enhanced)
            if (term := term_of(known(), name, terms=terms, at=SENT_AT))
        ]
        for name in ("key-decisions", "first-update")
    }
    decision, update = due["key-decisions"], due["first-update"]
    assert (decision[1] < decision[0], update[0] == update[1]) == (True, True)


def test_every_promise_that_binds_us_runs_or_says_why_not() -> None:
    bound = {
        promise.id
        for promise in known().content.promises.values()
        if promise.bound in {"this service", "receiving unit", "duty officer", "officer in charge"}
        or "police force" in promise.bound
        or promise.bound
        in {
            "this service or Report Fraud",
            "a supervisor who did not decide",
            "the person",
            "the person, without penalty",
        }
    } - {"app-claim-window"}
    assert bound == set(RULES) | set(NOT_RUN)


def test_what_runs_is_in_the_content_and_a_guide_promises_none_of_it() -> None:
    promises = known().content.promises
    assert [name for name in RULES if name not in promises] == []
    assert [name for name in RULES if binds(promises[name], role="guide")] == []
    assert [name for name in RULES if not all(binds(promises[name], role=role) for role in BINDS_UNITS)] == []
    assert promised(known(), "no-such-promise", unit=None, role="police-force", at=SENT_AT) is None
    assert promised(known(), "enhanced-rights", unit=None, role="police-force", at=SENT_AT) is None


def test_the_next_promise_is_ours_and_the_first_that_is_due() -> None:
    runs = (
        Running(promise="ask-window", due_at=later(days=1)),
        Running(promise="triage-to-force", due_at=later(days=2), is_paused=True),
        Running(promise="next-update", due_at=later(days=9)),
        Running(promise="answer-message", due_at=later(days=4)),
    )
    found = next_of_ours(runs)
    assert (found and found.promise, next_of_ours(runs[:2])) == ("answer-message", None)


@pytest.mark.parametrize(
    ("due", "begins"),
    [
        ("2026-11-20T17:00", "2026-11-20T09:00"),
        ("2026-11-20T18:30", "2026-11-20T10:30"),
        ("2026-11-20T03:12", "2026-11-19T19:12"),
        ("2026-11-20T06:00", "2026-11-19T19:00"),
        ("2026-11-20T12:00", "2026-11-19T19:00"),
        ("2026-10-25T17:00", "2026-10-25T09:00"),
        ("2026-10-25T08:00", "2026-10-24T19:00"),
        ("2027-03-28T09:30", "2027-03-27T19:00"),
    ],
)
def test_the_service_writes_by_day_and_hours_before_the_date(due: str, begins: str) -> None:
    found = write_from(datetime.fromisoformat(due).replace(tzinfo=LONDON), timezone="Europe/London")
    assert found == datetime.fromisoformat(begins).replace(tzinfo=LONDON)


@given(st.integers(0, 400 * 24 * 60))
def test_there_is_always_time_to_write_before_the_date_and_never_at_night(minutes: int) -> None:
    due = SENT_AT + timedelta(minutes=minutes)
    begin = write_from(due, timezone="Europe/London")
    ahead = due - begin.astimezone(UTC)
    assert (timedelta(hours=7) <= ahead <= timedelta(hours=23), 9 <= begin.hour < 20) == (True, True)


@pytest.mark.parametrize(
    ("promise", "looked", "wanted"),
    [
        ("first-read", Looked(), later(days=3)),
        ("first-read", Looked(is_alarmed=True), later(days=4, microseconds=1)),
        ("first-read", Looked(is_alarmed=True, is_breached=True), None),
        ("next-update", Looked(), later(days=3)),
        ("next-update", Looked(is_alarmed=True), later(days=3, hours=9)),
        ("next-update", Looked(is_alarmed=True, is_breached=True), later(days=3, hours=9)),
        ("ask-window", Looked(), later(days=4)),
    ],
)
def test_the_worker_looks_at_amber_before_news_is_due_and_once_it_is_late(
    promise: str, looked: Looked, wanted: datetime | None
) -> None:
    found = look_at(promise, amber_at=later(days=3), due_at=later(days=4), timezone="UTC", looked=looked)
    assert found == wanted
