"""What the service does about its promises: alarms before a date, writes the promised news, and owns up to what passed."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from callpoint.actions.acting import reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.clocks import reckon
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.actions.promise_keeping import keep_promises, start_missing, unit_was_alarmed
from callpoint.actions.promise_words import Happened, Missed, late_words, news_words
from callpoint.actions.reading import open_report
from callpoint.actions.reporting import held_report
from callpoint.actions.reviewing import ask_review
from callpoint.actions.upkeep import acknowledge
from callpoint.analysis.settling import settle_report
from callpoint.project.promise_work import keep_due_promises, start_all_missing
from callpoint.records.models import Clock, Message, Outbox, Report
from callpoint.records.opened import own_report
from callpoint.records.queries.promises import reports_to_look_at
from callpoint.records.transaction import writing
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.reading_grade import grade, longest_sentence
from tests.actions.closings import closed
from tests.actions.declared import declare
from tests.actions.promise_run import moved
from tests.makers import DESK, a_draft, a_report, all_kept, an_actor, at, deeds, with_service

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORKER = system("worker")
MONDAY = at(days=2)
"""Noon; a working day."""
FIRST_NEWS_DUE = datetime(2026, 11, 30, 17, tzinfo=ZoneInfo("Europe/London"))
HELP = "Do you need help now? Do not wait for us. The page “What happens next” says who is there."
AGAIN = "This holds even if there is no news."


def a_routine_report(*, when: datetime = MONDAY) -> UUID:
    report_id = a_report(
        when=when, story="A shop sold me shoes in spring that never came.", money_left="earlier"
    )
    acknowledge(report_id=str(report_id), by=WORKER, at=when + timedelta(seconds=1))
    return report_id


def a_read_report() -> UUID:
    report_id = a_routine_report()
    open_report(report_id=report_id, by=an_actor(), at=MONDAY + timedelta(hours=1))
    return report_id


def look(when: datetime) -> None:
    keep_due_promises(at=when)


def texts(report_id: UUID) -> list[str]:
    """What the service wrote of itself, but that it has the report."""
    return [each.text for each in own_report(report_id).messages if each.from_service][1:]


def posted(name: str) -> list[str]:
    return list(Outbox.objects.filter(name=name).values_list("object_id", flat=True))


def test_nothing_is_done_before_a_clock_turns_amber() -> None:
    a_routine_report()
    before = all_kept()
    look(MONDAY + timedelta(hours=12))
    assert (all_kept() == before, reports_to_look_at(at=MONDAY, most=9)) == (True, [])


def test_at_amber_the_unit_is_alarmed_once_an_hour_whatever_falls_due() -> None:
    reports = [a_routine_report(), a_routine_report()]
    amber = MONDAY + timedelta(hours=18)
    look(amber)
    look(amber)
    alarmed = Clock.objects.filter(promise="crime-recording", alarmed_at=amber).count()
    assert (posted("promise.alarm"), alarmed, deeds().count("promise.alarm")) == ([DESK], 2, 2)
    assert [texts(report_id) for report_id in reports] == [[], []]


def test_the_promised_news_comes_by_its_date_though_there_is_none() -> None:
    report_id = a_read_report()
    look(FIRST_NEWS_DUE - timedelta(hours=9))
    before = texts(report_id)
    look(FIRST_NEWS_DUE - timedelta(hours=8))
    look(FIRST_NEWS_DUE - timedelta(hours=7))
    assert (before, texts(report_id)) == (
        [],
        [
            (
                "You get this because we said you would hear from us.\n"
                "A person first read it at 1:00 pm on Monday 23 November 2026.\n"
                f"You hear from us again by 9:00 am on Monday 28 December 2026. {AGAIN}"
            )
        ],
    )
    assert deeds().count("message.promised") == 1
    assert posted("message.sent") == [str(Message.objects.exclude(send_key__endswith=":ack").get().id)]


def test_where_a_person_wrote_the_service_does_not() -> None:
    report_id = a_read_report()
    written = FIRST_NEWS_DUE - timedelta(days=1)
    write_to_reporter(report_id=report_id, text="Hello", send_key="1", by=an_actor(), at=written)
    look(FIRST_NEWS_DUE - timedelta(hours=1))
    assert texts(report_id) == []
    look(written + timedelta(days=28) - timedelta(hours=8))
    assert [text.splitlines()[1] for text in texts(report_id)] == [
        "There is no news. Your report is still open."
    ]


def test_the_news_is_in_the_language_of_the_reporter() -> None:
    report_id = a_read_report()
    Report.objects.filter(id=report_id).update(language="fr")
    look(FIRST_NEWS_DUE - timedelta(hours=8))
    assert "lundi 28 décembre 2026" in texts(report_id)[0]


def test_a_first_reading_that_did_not_come_is_owned_up_to_with_a_new_date() -> None:
    report_id = a_routine_report()
    passed = datetime(2026, 11, 24, 17, 1, tzinfo=ZoneInfo("Europe/London"))
    look(passed)
    look(passed + timedelta(hours=1))
    clock = Clock.objects.get(report_id=report_id, promise="first-read")
    assert texts(report_id) == [
        (
            "We said that a person would read your report by 5:00 pm on Tuesday 24 November 2026.\n"
            "We have not done that. We are sorry. No person has read it yet.\n"
            "A person now reads it by 5:00 pm on Thursday 26 November 2026.\n"
            f"{HELP}"
        )
    ]
    assert (clock.breached_at, clock.ended, deeds().count("promise.breach")) == (passed, "", 1)
    assert posted("promise.late") == [DESK]


def test_doing_it_again_does_nothing_and_the_news_says_a_missed_date_once() -> None:
    report_id = a_routine_report()
    passed = datetime(2026, 11, 24, 17, 1, tzinfo=ZoneInfo("Europe/London"))
    keep_promises(report_id=report_id, by=WORKER, at=passed)
    before = all_kept()
    keep_promises(report_id=report_id, by=WORKER, at=passed + timedelta(minutes=1))
    assert all_kept() == before
    look(FIRST_NEWS_DUE - timedelta(hours=8))
    note, news = texts(report_id)
    assert ("A person now reads it by" in note, "A person now reads it by" in news) == (True, False)


def test_where_only_what_is_next_changes_the_leaf_says_so() -> None:
    report_id = a_read_report()
    Clock.objects.filter(promise="crime-recording").update(due_at=MONDAY + timedelta(days=300))
    moved(report_id, ReportState.WAITING, by=an_actor(), at=MONDAY + timedelta(hours=2))
    look(MONDAY + timedelta(days=14, hours=1))
    before = Report.objects.get().next_promise
    look(MONDAY + timedelta(days=14, hours=2))
    assert (before, Report.objects.get().next_promise, deeds()[-1]) == (
        "next-update",
        "triage-to-force",
        "report.clocks",
    )


def test_a_note_that_we_are_late_is_no_news_and_moves_no_date() -> None:
    report_id = a_routine_report()
    look(datetime(2026, 11, 24, 17, 1, tzinfo=ZoneInfo("Europe/London")))
    due = Clock.objects.get(report_id=report_id, promise="first-update", ended="").due_at
    assert due == FIRST_NEWS_DUE


def test_an_answer_that_did_not_come_is_owned_up_to_and_others_that_wait_are_named_as_the_reason() -> None:
    report_id = a_read_report()
    a_report(when=MONDAY, unit=DESK)
    write_to_staff(report_id=report_id, text="Hello", send_key="1", by=reporter(report_id), at=MONDAY)
    look(datetime(2026, 11, 25, 17, 1, tzinfo=ZoneInfo("Europe/London")))
    assert texts(report_id) == [
        (
            "We said that we would answer your message by 5:00 pm on Wednesday 25 November 2026.\n"
            "We have not done that. We are sorry. No person has answered it yet.\n"
            "Other reports wait too.\n"
            "We now answer it by 5:00 pm on Monday 30 November 2026.\n"
            f"{HELP}"
        )
    ]


def test_a_review_that_nobody_decided_in_time_is_owned_up_to() -> None:
    report_id = a_read_report()
    closed(report_id)
    ask_review(report_id=report_id, words="", by=reporter(report_id), at=MONDAY + timedelta(hours=2))
    due = Clock.objects.get(promise="review-answer").due_at
    look(due + timedelta(minutes=1))
    [text] = [each for each in texts(report_id) if "look again" in each]
    lines = text.splitlines()
    said = lines.index(
        "You asked us to look again. We said that you would hear what came of it by 5:00 pm on Monday 7 December 2026."
    )
    assert lines[said + 1 : said + 3] == [
        "We have not done that. We are sorry. No person has decided it yet.",
        "You now hear of it by 5:00 pm on Tuesday 22 December 2026.",
    ]


def test_a_worker_that_was_away_for_days_says_all_of_it_in_one_message() -> None:
    report_id = a_routine_report()
    write_to_staff(report_id=report_id, text="Hello", send_key="1", by=reporter(report_id), at=MONDAY)
    back = FIRST_NEWS_DUE + timedelta(days=3)
    look(back)
    look(back + timedelta(hours=1))
    [text] = texts(report_id)
    lines = text.splitlines()
    assert (
        lines[1],
        lines.count("We have not done that. We are sorry. No person has read it yet."),
        lines[-1],
    ) == (
        "It comes later than we said. We are sorry.",
        1,
        f"You hear from us again by 5:00 pm on Thursday 31 December 2026. {AGAIN}",
    )
    ended = dict(Clock.objects.exclude(ended="").values_list("promise", "ended"))
    assert ended == {"first-update": "late"}


def test_a_missed_reading_is_told_with_the_news_and_not_again() -> None:
    report_id = a_routine_report()
    Clock.objects.filter(promise="first-read").update(due_at=FIRST_NEWS_DUE - timedelta(hours=8, minutes=1))
    look(FIRST_NEWS_DUE - timedelta(hours=8))
    look(FIRST_NEWS_DUE)
    [text] = texts(report_id)
    clock = Clock.objects.get(promise="first-read")
    assert ("No person has read it yet." in text, clock.late_note, clock.late_due_at is None) == (
        True,
        None,
        False,
    )


def test_the_reporters_own_time_lapses_and_ours_goes_on() -> None:
    report_id = a_read_report()
    moved(report_id, ReportState.WAITING, by=an_actor(), at=MONDAY + timedelta(hours=2))
    look(MONDAY + timedelta(days=14, hours=1))
    ask, ours = (Clock.objects.get(promise=name) for name in ("ask-window", "triage-to-force"))
    before = (ask.ended, ours.paused_at)
    look(MONDAY + timedelta(days=14, hours=2))
    for clock in (ask, ours):
        clock.refresh_from_db()
    assert (before, ask.ended, ours.paused_at, ours.paused_seconds) == (
        ("", MONDAY + timedelta(hours=2)),
        "dropped",
        None,
        14 * 86400,
    )


def test_what_was_done_and_what_is_owed_stand_in_the_news() -> None:
    report_id = a_read_report()
    settle_report(report_id=report_id, at=MONDAY + timedelta(hours=2))
    moved(report_id, ReportState.WAITING, by=an_actor(), at=MONDAY + timedelta(days=6))
    Report.objects.filter(id=report_id).update(
        assigned_at=MONDAY + timedelta(days=1), recorded_at=MONDAY + timedelta(days=1)
    )
    write_to_staff(
        report_id=report_id,
        text="Hello",
        send_key="1",
        by=reporter(report_id),
        at=FIRST_NEWS_DUE - timedelta(hours=9),
    )
    look(FIRST_NEWS_DUE - timedelta(hours=8))
    assert texts(report_id)[0].splitlines()[2:-1] == [
        "We compared it with other reports.",
        "The team took it on.",
        "We wrote down what kind of case it is.",
        "You wrote to us. We answer you by 5:00 pm on Wednesday 2 December 2026.",
    ]


def test_what_was_asked_stands_in_the_news_as_long_as_it_waits() -> None:
    report_id = a_read_report()
    moved(report_id, ReportState.WAITING, by=an_actor(), at=MONDAY + timedelta(days=6))
    look(FIRST_NEWS_DUE - timedelta(hours=8))
    asked = "We asked you something. You can still answer. We read your report without it too."
    assert asked in texts(report_id)[0]


def test_a_reading_since_the_last_news_and_an_officer_stand_in_it() -> None:
    report_id = a_read_report()
    look(FIRST_NEWS_DUE - timedelta(hours=8))
    open_report(report_id=report_id, by=an_actor(), at=FIRST_NEWS_DUE)
    moved(report_id, ReportState.WITH_OFFICER, by=an_actor(), at=FIRST_NEWS_DUE)
    look(FIRST_NEWS_DUE + timedelta(days=27, hours=3))
    assert texts(report_id)[1].splitlines()[1:-1] == [
        "A person looked at it again at 5:00 pm on Monday 30 November 2026.",
        "An officer has it.",
    ]


def test_what_the_service_writes_is_easy_to_read_and_blames_nobody() -> None:
    missed = [
        Missed(promise=name, due_at=at(), again_at=at(days=1)) for name in ("first-read", "answer-message")
    ]
    happened = Happened(
        state=ReportState.WITH_OFFICER,
        since=at(),
        first_read_at=None,
        last_read_at=None,
        taken_at=at(days=1),
        recorded_at=at(days=1),
        was_compared=True,
        answer_by=at(days=2),
        is_asked=True,
        is_late=True,
        others_wait=True,
    )
    said = [news_words(happened, missed, next_at=at(days=28)), late_words(missed, others_wait=True)]
    assert (grade(said) <= 6, longest_sentence(said) <= 25) == (True, True)
    assert [
        word for word in ("officer's fault", "you did not", "suspect", "linked") if word in " ".join(said)
    ] == []


def test_a_report_that_is_gone_or_is_a_draft_has_nothing_to_keep() -> None:
    draft = a_draft().report_id
    before = all_kept()
    for report_id in (draft, uuid4()):
        keep_promises(report_id=report_id, by=WORKER, at=MONDAY)
        start_missing(report_id=report_id, by=WORKER, at=MONDAY)
    assert all_kept() == before


def test_a_report_without_a_unit_is_owned_up_to_all_the_same() -> None:
    report_id = a_routine_report()
    Report.objects.filter(id=report_id).update(unit="")
    look(datetime(2026, 11, 24, 17, 1, tzinfo=ZoneInfo("Europe/London")))
    assert (len(texts(report_id)), posted("promise.late")) == (1, [])


def test_reports_from_before_there_were_clocks_get_theirs() -> None:
    report_id = a_read_report()
    Clock.objects.all().delete()
    Report.objects.update(next_promise="", next_due_at=None)
    assert start_all_missing(at=MONDAY + timedelta(days=1))
    found = dict(Clock.objects.filter(report_id=report_id).values_list("promise", "ended"))
    assert found == {"first-read": "kept", "triage-to-force": "", "crime-recording": "", "first-update": ""}
    assert (Report.objects.get().next_promise, deeds()[-1]) == ("crime-recording", "report.clocks")
    before = all_kept()
    start_all_missing(at=MONDAY + timedelta(days=1))
    assert all_kept() == before


def test_a_deployment_that_promises_nothing_starts_nothing(settings: Settings) -> None:
    with_service(settings, role="support-service")
    a_report(when=MONDAY)
    assert (start_all_missing(at=MONDAY), Clock.objects.count()) == (True, 0)


def test_where_the_content_has_no_time_any_more_the_date_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    report_id = a_routine_report()
    declare(monkeypatch, promises={})
    look(FIRST_NEWS_DUE - timedelta(hours=8))
    assert (
        texts(report_id)[0].splitlines()[-1]
        == f"You hear from us again by 5:00 pm on Monday 30 November 2026. {AGAIN}"
    )


@writing
def reckoned(report_id: UUID, *, when: datetime) -> None:
    reckon(held_report(report_id), by=WORKER, at=when)


def test_a_breach_is_marked_though_an_addition_came_in_the_same_hour() -> None:
    report_id = a_routine_report()
    passed = datetime(2026, 11, 24, 17, 1, tzinfo=ZoneInfo("Europe/London"))
    add_to_report(
        report_id=report_id, answers={"name": "Ann"}, send_key="1", by=reporter(report_id), at=passed
    )
    reckoned(report_id, when=passed)
    look(passed)
    assert len(texts(report_id)) == 1


def test_the_mail_to_a_unit_is_noted() -> None:
    unit_was_alarmed(unit=DESK, by=WORKER, at=MONDAY)
    assert deeds()[-1] == "promise.unit-told"
