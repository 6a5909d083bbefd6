"""The clocks of a report, kept with each deed: started, stopped, paused, shortened, and told by the report's own columns."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from callpoint.actions.acting import reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.assessing import Choice, change, undo_decision
from callpoint.actions.clocks import reckon
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.actions.crime_numbers import record_crime_number
from callpoint.actions.reading import open_report
from callpoint.actions.reporting import held_report
from callpoint.actions.reviewing import ask_review, decide_review
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Assessment, Clock, Report, Review
from callpoint.records.transaction import writing
from callpoint.rules.access import Role
from callpoint.rules.closing import Result
from callpoint.rules.lifecycle import ReportState
from tests.actions.closings import a_read_report, closed, of_unit
from tests.actions.declared import declare
from tests.actions.promise_run import moved
from tests.makers import STORY, a_draft, a_report, all_kept, an_actor, at, deeds, sent, with_service

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MONDAY = at(days=2)
"""Noon; a working day."""


def a_routine_report() -> UUID:
    return a_report(
        when=MONDAY, story="A shop sold me shoes in spring that never came.", money_left="earlier"
    )


def runs(report_id: UUID) -> dict[str, str]:
    rows = Clock.objects.filter(report_id=report_id, ended="")
    return {row.promise: f"{row.due_at.astimezone(ZoneInfo('Europe/London')):%d %b %H:%M}" for row in rows}


def ended(report_id: UUID) -> dict[str, str]:
    return dict(Clock.objects.filter(report_id=report_id).exclude(ended="").values_list("promise", "ended"))


def said(report_id: UUID) -> tuple[str, str]:
    report = Report.objects.get(id=report_id)
    due = report.next_due_at
    return report.next_promise, f"{due.astimezone(ZoneInfo('Europe/London')):%d %b %H:%M}" if due else ""


def test_sending_starts_the_clocks_and_the_report_says_which_is_next() -> None:
    report_id = a_routine_report()
    assert runs(report_id) == {
        "first-read": "24 Nov 17:00",
        "triage-to-force": "25 Nov 17:00",
        "crime-recording": "24 Nov 12:00",
        "first-update": "30 Nov 17:00",
    }
    assert (said(report_id), deeds()[-1]) == (("crime-recording", "24 Nov 12:00"), "report.submit")


def test_what_is_urgent_is_read_within_a_quarter_of_an_hour() -> None:
    report_id = a_report(when=MONDAY, story=STORY, danger_now="yes")
    assert (runs(report_id)["first-read-now"], said(report_id)[0]) == ("23 Nov 12:15", "first-read-now")


def test_a_draft_has_no_clock_and_nothing_is_written_for_it() -> None:
    draft = a_draft().report_id
    before = all_kept()
    reckoned_now(draft, later=MONDAY)
    assert all_kept() == before


@writing
def reckoned_now(report_id: UUID, *, later: datetime = MONDAY) -> None:
    reckon(held_report(report_id), by=system("test"), at=later)


def test_the_first_reading_a_message_and_an_answer_stop_what_they_keep() -> None:
    report_id, officer = a_routine_report(), an_actor()
    open_report(report_id=report_id, by=officer, at=MONDAY + timedelta(hours=1))
    assert ended(report_id) == {"first-read": "kept"}
    write_to_staff(
        report_id=report_id,
        text="Hello",
        send_key="1",
        by=reporter(report_id),
        at=MONDAY + timedelta(hours=2),
    )
    assert runs(report_id)["answer-message"] == "25 Nov 17:00"
    answered = MONDAY + timedelta(hours=3)
    write_to_reporter(report_id=report_id, text="Hello", send_key="1", by=officer, at=answered)
    assert ended(report_id) == dict.fromkeys(
        ("first-read", "triage-to-force", "first-update", "answer-message"), "kept"
    )
    assert runs(report_id) == {"crime-recording": "24 Nov 12:00", "next-update": "21 Dec 15:00"}
    assert deeds()[-1] == "message.from-staff"


def test_a_date_that_passed_before_it_was_kept_is_late() -> None:
    report_id = a_routine_report()
    open_report(report_id=report_id, by=an_actor(), at=MONDAY + timedelta(days=2))
    assert ended(report_id) == {"first-read": "late"}


def test_the_crime_number_is_news() -> None:
    report_id, officer = a_routine_report(), an_actor()
    record_crime_number(report_id=report_id, number="20/1", by=officer, at=MONDAY + timedelta(hours=1))
    assert (ended(report_id)["first-update"], "next-update" in runs(report_id)) == ("kept", True)


def test_an_addition_that_makes_it_urgent_starts_the_shorter_time_and_drops_the_longer() -> None:
    report_id = a_routine_report()
    later = MONDAY + timedelta(hours=4)
    add_to_report(
        report_id=report_id,
        answers={"money_left": "last-24h"},
        send_key="1",
        by=reporter(report_id),
        at=later,
    )
    assert (ended(report_id), runs(report_id)["first-read-now"]) == (
        {"first-read": "dropped"},
        "23 Nov 16:15",
    )
    before = list(Clock.objects.order_by("id").values_list())
    reckoned_now(report_id, later=later + timedelta(hours=1))
    assert list(Clock.objects.order_by("id").values_list()) == before


def test_who_raises_it_starts_the_shorter_time_then_and_taking_that_back_brings_the_longer_again() -> None:
    report_id, officer = a_routine_report(), an_actor(role=Role.SUPERVISOR)
    longer, later = runs(report_id)["first-read"], MONDAY + timedelta(hours=4)
    choice = Choice(name="urgency", said="now", reason_code="misread")
    change(report_id=report_id, choice=choice, by=officer, at=later)
    raised = (ended(report_id), runs(report_id)["first-read-now"])
    undo_decision(report_id=report_id, decision_id=Assessment.objects.get().id, by=officer, at=later)
    assert (raised, runs(report_id)["first-read"], ended(report_id)) == (
        ({"first-read": "dropped"}, "23 Nov 16:15"),
        longer,
        {"first-read-now": "dropped"},
    )


def test_a_date_that_had_passed_stays_a_broken_promise_when_the_report_becomes_more_urgent() -> None:
    report_id, officer = a_routine_report(), an_actor(role=Role.SUPERVISOR)
    later = MONDAY + timedelta(days=3)
    choice = Choice(name="urgency", said="now", reason_code="misread")
    change(report_id=report_id, choice=choice, by=officer, at=later)
    assert (ended(report_id)["first-read"], "first-read-now" in runs(report_id)) == ("late", True)


def asked(report_id: UUID) -> None:
    open_report(report_id=report_id, by=an_actor(), at=MONDAY + timedelta(minutes=30))
    moved(report_id, ReportState.WAITING, by=an_actor(), at=MONDAY + timedelta(hours=1))


def paused(report_id: UUID) -> set[str]:
    return set(
        Clock.objects.filter(report_id=report_id, paused_at__isnull=False).values_list("promise", flat=True)
    )


def test_our_own_time_stands_still_while_the_reporter_is_asked_and_goes_on_with_the_answer() -> None:
    report_id = a_routine_report()
    asked(report_id)
    assert (paused(report_id), runs(report_id)["ask-window"]) == ({"triage-to-force"}, "07 Dec 13:00")
    assert Clock.objects.get(report_id=report_id, promise="triage-to-force").look_at is None
    answers = {"name": "Ann"}
    back = MONDAY + timedelta(days=3, hours=1)
    add_to_report(report_id=report_id, answers=answers, send_key="1", by=reporter(report_id), at=back)
    clock = Clock.objects.get(report_id=report_id, promise="triage-to-force")
    assert (paused(report_id), clock.paused_seconds, runs(report_id)["triage-to-force"]) == (
        set(),
        3 * 86400,
        "30 Nov 17:00",
    )
    assert (runs(report_id)["first-update"], ended(report_id)["ask-window"]) == ("30 Nov 17:00", "kept")


def test_it_goes_on_by_itself_once_the_time_to_answer_is_over() -> None:
    report_id = a_routine_report()
    asked(report_id)
    reckoned_now(report_id, later=MONDAY + timedelta(days=30))
    clock = Clock.objects.get(report_id=report_id, promise="triage-to-force")
    assert (clock.paused_at, clock.paused_seconds) == (None, 14 * 86400)


def test_who_has_more_rights_is_told_sooner() -> None:
    report_id = a_routine_report()
    open_report(report_id=report_id, by=an_actor(), at=MONDAY)
    moved(report_id, ReportState.CLOSED, by=an_actor(), at=MONDAY + timedelta(hours=1))
    usual = runs(report_id)["key-decisions"]
    Report.objects.filter(id=report_id).update(vulnerability=2, assessed_at=MONDAY)
    reckoned_now(report_id)
    assert (usual, runs(report_id)["key-decisions"]) == ("30 Nov 17:00", "24 Nov 17:00")


def test_a_close_drops_what_was_promised_and_opening_again_promises_anew() -> None:
    report_id, officer = a_routine_report(), an_actor()
    open_report(report_id=report_id, by=officer, at=MONDAY)
    moved(report_id, ReportState.CLOSED, by=officer, at=MONDAY + timedelta(days=1))
    assert (ended(report_id)["first-update"], said(report_id)[0]) == ("dropped", "key-decisions")
    moved(report_id, ReportState.READING, by=officer, at=MONDAY + timedelta(days=8))
    assert (runs(report_id)["first-update"], said(report_id)[0]) == ("08 Dec 17:00", "triage-to-force")


def test_who_opens_a_closed_report_again_long_after_is_promised_anew_and_nobody_is_late() -> None:
    report_id = a_read_report()
    closed(report_id)
    write_to_staff(report_id=report_id, text="More", send_key="9", by=reporter(report_id), at=at(days=40))
    reckoned_now(report_id, later=at(days=40, minutes=1))
    news = Clock.objects.get(report_id=report_id, promise="next-update", ended="")
    assert (news.started_at, news.due_at > at(days=67), news.breached_at) == (at(days=40), True, None)


def test_who_asks_to_look_again_is_promised_an_answer_until_somebody_decides() -> None:
    report_id = a_read_report()
    closed(report_id)
    ask_review(report_id=report_id, words="", by=reporter(report_id), at=at(days=1))
    review = Review.objects.get()
    waits = runs(review.report_id)["review-answer"]
    by = of_unit(review.report_id, role=Role.SUPERVISOR)
    decide_review(review_id=review.id, result=Result.STANDS, reasons="So.", by=by, at=at(days=2))
    assert (waits, ended(review.report_id)["review-answer"]) == ("07 Dec 17:00", "kept")


def test_times_that_change_later_move_no_date_that_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    report_id = a_routine_report()
    given = runs(report_id)
    longer = {
        name: one.model_copy(update={"duration": "P9D"}) if one.days == "working" else one
        for name, one in knowledge().content.promises.items()
    }
    declare(monkeypatch, promises=longer)
    reckoned_now(report_id)
    assert runs(report_id) == given


def test_who_stands_in_for_nobody_promises_nothing(settings: Settings) -> None:
    with_service(settings, role="support-service")
    begun = a_draft(when=MONDAY)
    sent(begun, when=MONDAY)
    assert (Clock.objects.count(), said(begun.report_id)) == (0, ("", ""))


def test_a_time_that_the_content_knows_no_more_is_left_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    report_id, officer = a_routine_report(), an_actor()
    asked(report_id)
    Report.objects.filter(id=report_id).update(vulnerability=3, assessed_at=MONDAY)
    given = runs(report_id)
    declare(monkeypatch, promises={})
    write_to_staff(
        report_id=report_id, text="Yes", send_key="1", by=reporter(report_id), at=MONDAY + timedelta(days=2)
    )
    moved(report_id, ReportState.CLOSED, by=officer, at=MONDAY + timedelta(days=3))
    moved(report_id, ReportState.READING, by=officer, at=MONDAY + timedelta(days=4))
    assert (given["first-update"], runs(report_id)["first-update"]) == ("30 Nov 17:00", "30 Nov 17:00")
