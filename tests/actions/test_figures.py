"""Counting: what is counted when, that nothing counts twice, and that no count knows a person or a report."""

import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from callpoint.actions.acting import newcomer, reporter, system
from callpoint.actions.counting import add, week_of
from callpoint.actions.figures import NothingSaidError, count_week, model_week, say_how_it_went
from callpoint.actions.reading import open_report
from callpoint.actions.reporting import begin_report, discard_draft
from callpoint.actions.upkeep import discard_old_drafts
from callpoint.records.models import Count, Report
from callpoint.records.queries.figures import Period, counts_between
from callpoint.records.transaction import writing
from callpoint.rules.access import Role
from callpoint.rules.figures import Came, Counted
from tests.makers import a_draft, a_report, all_kept, an_actor, at, deeds, leaves

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORKER = system("worker")
WEEK = date(2026, 11, 16)


def counted() -> dict[tuple[date, str, str], int]:
    return {(row.week_of, row.name, row.part): row.number for row in Count.objects.all()}


def say(came: str = Came.SENT, **said: str) -> None:
    say_how_it_went(said=said, came=came, by=newcomer(), at=at())


def count() -> bool:
    return count_week(week=WEEK, by=WORKER, at=at(days=2))


def test_a_week_begins_on_monday_where_the_service_is() -> None:
    sunday_night = datetime(2026, 7, 5, 23, 30, tzinfo=UTC)  # Monday 00:30 in Derby
    assert (week_of(at()), week_of(sunday_night)) == (WEEK, date(2026, 7, 6))


def test_a_draft_that_its_reporter_deletes_counts_by_its_last_page() -> None:
    begun = a_draft(situation="talk", story="Hello", postcode="S40 1TB", name="")
    discard_draft(report_id=begun.report_id, by=reporter(begun.report_id), at=at(days=9))
    assert counted() == {(WEEK, "left", "postcode"): 1}


def test_old_drafts_count_in_the_week_they_were_begun() -> None:
    for when in (at(days=-31), at(days=-31), at(days=-45)):
        a_draft(when=when, situation="talk")
    a_draft(when=at(days=-31))
    discard_old_drafts(before=at(days=-30), by=WORKER, at=at())
    discard_old_drafts(before=at(days=-30), by=WORKER, at=at())
    assert counted() == {
        (date(2026, 10, 19), "left", "situation"): 2,
        (date(2026, 10, 19), "left", "story"): 1,
        (date(2026, 10, 5), "left", "situation"): 1,
    }


def test_a_draft_that_does_not_open_goes_all_the_same_and_counts_as_unknown() -> None:
    draft = a_draft(when=at(days=-31))
    Report.objects.filter(id=draft.report_id).update(answers=b"\x01" * 40)
    assert discard_old_drafts(before=at(days=-30), by=WORKER, at=at()) == 1
    assert counted() == {(date(2026, 10, 19), "left", "unknown"): 1}


def test_a_draft_from_which_every_answer_was_taken_back_counts_as_nothing() -> None:
    begun = a_draft(story="")
    discard_draft(report_id=begun.report_id, by=reporter(begun.report_id), at=at())
    assert counted() == {(WEEK, "left", "nothing"): 1}


def test_what_was_not_begun_on_the_web_stops_on_no_page() -> None:
    begun = begin_report(answers={"story": "x"}, language="en", channel="phone", by=newcomer(), at=at())
    discard_draft(report_id=begun.report_id, by=reporter(begun.report_id), at=at())
    assert (counted(), count()) == ({}, False)


def test_a_week_is_counted_from_its_reports_as_often_as_one_likes() -> None:
    a_draft()
    a_report(when=at(days=-20))
    for _ in range(2):
        a_report()
    read = a_report(when=at(days=-1))
    open_report(report_id=read, by=an_actor(role=Role.SUPERVISOR), at=at(days=2))
    first = {
        (WEEK, "sent", ""): 3,
        (WEEK, "open", ""): 1,
        (WEEK, "received", ""): 3,
        (WEEK, "read", "1"): 1,
    }
    assert (count(), counted(), count(), counted()) == (True, first, False, first)
    assert (deeds().count("counts.week"), leaves()[-1].object_id) == (1, str(WEEK))
    assert leaves()[-1].rows == ()


def test_a_later_reading_and_a_deleted_draft_change_their_week() -> None:
    begun, report_id = a_draft(), a_report()
    count()
    discard_draft(report_id=begun.report_id, by=reporter(begun.report_id), at=at(days=1))
    open_report(report_id=report_id, by=an_actor(role=Role.SUPERVISOR), at=at(days=30))
    assert count() is True
    assert counted() == {
        (WEEK, "sent", ""): 1,
        (WEEK, "left", "story"): 1,
        (WEEK, "received", ""): 1,
    }, "a reading after more than ten working days is not counted by its days"


def test_a_report_counts_in_the_week_it_was_begun_and_is_received_in_the_week_it_was_sent() -> None:
    begun = a_draft(when=at(days=-7), story="Hello")
    Report.objects.filter(id=begun.report_id).update(
        state="received", reference="CP-1", submitted_at=at(), created_at=at(days=-7)
    )
    count_week(week=WEEK - timedelta(days=7), by=WORKER, at=at(days=2))
    count()
    assert counted() == {(date(2026, 11, 9), "sent", ""): 1, (WEEK, "received", ""): 1}


def test_a_made_up_week_says_so_and_is_never_counted_anew() -> None:
    a_report()
    count()
    model_week(week=WEEK, counts={("sent", ""): 50}, by=WORKER, at=at())
    made_up = {(WEEK, "sent", ""): 50, (WEEK, "modelled", ""): 1}
    assert (counted(), count(), counted()) == (made_up, False, made_up)
    assert deeds()[-1] == "counts.model"
    period = counts_between(WEEK, WEEK + timedelta(days=7))
    assert period == Period(counts={("sent", ""): 50}, is_modelled=True)


def test_the_counts_of_a_period_are_added_up_without_the_weeks_around_it() -> None:
    for week, number in ((-7, 100), (0, 1), (7, 2), (14, 100)):
        add(Counted.SENT, part="", week=WEEK + timedelta(days=week), number=number)
    period = counts_between(WEEK, WEEK + timedelta(days=14))
    assert period == Period(counts={("sent", ""): 3}, is_modelled=False)


def test_what_people_say_is_counted_by_question_step_and_where_they_came_from() -> None:
    say(easy="5", respect="1")
    say(easy="5", respect="", next="3")
    say(came=Came.GAVE_UP, easy="2")
    assert counted() == {
        (WEEK, "easy", "sent.5"): 2,
        (WEEK, "respect", "sent.1"): 1,
        (WEEK, "next", "sent.3"): 1,
        (WEEK, "easy", "gave-up.2"): 1,
    }


def test_what_people_say_leaves_no_leaf_and_no_other_row() -> None:
    before = {name: rows for name, rows in all_kept().items() if name != "Count"}
    say(easy="5")
    assert {name: rows for name, rows in all_kept().items() if name != "Count"} == before


def test_what_nobody_asked_is_passed_over() -> None:
    say(came="<script>", easy="5", next="6", respect="zzz", left="story")
    assert counted() == {(WEEK, "easy", "other.5"): 1}


@pytest.mark.parametrize("said", [{}, {"easy": ""}, {"easy": "0", "next": "55"}, {"zzz": "5"}])
def test_saying_nothing_is_refused_and_leaves_no_trace(said: Mapping[str, str]) -> None:
    before = all_kept()
    with pytest.raises(NothingSaidError):
        say(**said)
    assert all_kept() == before


def test_no_count_knows_a_person_a_session_a_report_or_a_time() -> None:
    fields = Count._meta.concrete_fields  # noqa: SLF001 - Django's documented model API
    assert {field.attname for field in fields} == {"id", "week_of", "name", "part", "number"}


def test_a_count_names_itself() -> None:
    add(Counted.LEFT, part="story", week=WEEK)
    add(Counted.SENT, part="", week=WEEK)
    assert [str(row) for row in Count.objects.order_by("name")] == ["left story", "sent"]


@pytest.mark.django_db(transaction=True)
def test_two_that_count_at_the_same_time_lose_nothing() -> None:
    threads = [threading.Thread(target=add_ten) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert counted() == {(WEEK, "easy", "sent.5"): 40}


def add_ten() -> None:
    for _ in range(10):
        writing(add)(Counted.EASY, part="sent.5", week=WEEK)
    connection.close()


def test_a_count_is_undone_with_the_action_it_belongs_to() -> None:
    begun = a_draft()
    with pytest.raises(LookupError):
        discard_draft(report_id=UUID(int=1), by=reporter(UUID(int=1)), at=at())
    assert (counted(), Report.objects.filter(id=begun.report_id).count()) == ({}, 1)
