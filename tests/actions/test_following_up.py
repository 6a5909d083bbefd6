"""The one question some weeks after a closing: asked once, only while it fits, answered once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from callpoint.actions.acting import reporter, system
from callpoint.actions.corresponding import MESSAGE_LIMIT, write_to_staff
from callpoint.actions.following_up import (
    Answer,
    NoAnswerError,
    NotAskedError,
    answer_follow_up,
    ask_follow_up,
)
from callpoint.actions.noticing import notice_for
from callpoint.actions.reading import open_report
from callpoint.actions.reviewing import ask_review, decide_review
from callpoint.actions.withdrawing import ask_to_withdraw
from callpoint.project.closing_work import follow_up_is_due
from callpoint.records.models import FollowUp, Message, Report, Review
from callpoint.records.queries.closings import answers_unread
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_closings import ClosingSeal
from callpoint.rules.access import Badge, Role
from callpoint.rules.closing import Result
from tests.actions.closings import a_read_report, closed, of_unit
from tests.makers import all_kept, at, deeds, posted

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORKER = system("worker")
LATER = at(days=28, hours=4)


def a_question(**answers: Any) -> FollowUp:
    return FollowUp.objects.get(closing=closed(a_read_report(**answers)))


def test_it_is_asked_by_a_message_of_the_service_and_only_once() -> None:
    asked = a_question()
    assert [ask_follow_up(follow_up_id=asked.id, by=WORKER, at=LATER) for _ in range(2)] == [True, False]
    message = Message.objects.latest("sent_at")
    text = ReportSeal.of(asked.report).message(message)
    assert (message.is_from_service, message.staff, text[:40]) == (
        True,
        None,
        "We would like to know how you are now. Y",
    )
    assert (posted()[-1], deeds()[-1]) == (("message.sent", str(message.id)), "follow-up.ask")


@pytest.mark.parametrize(("safe", "goes"), [("yes", "a@example.org"), ("no", ""), ("", "")])
def test_word_of_it_goes_out_only_by_a_way_that_was_called_safe(safe: str, goes: str) -> None:
    asked = a_question(email="a@example.org", safe_contact=safe)
    ask_follow_up(follow_up_id=asked.id, by=WORKER, at=LATER)
    message = Message.objects.latest("sent_at")
    notice = notice_for(message_id=str(message.id), by=WORKER, at=LATER)
    assert (notice.address if notice else "") == goes


def test_the_worker_asks_when_it_is_due() -> None:
    asked = a_question()
    follow_up_is_due(str(asked.id), LATER)
    asked.refresh_from_db()
    assert asked.asked_at == LATER


def test_where_it_does_not_fit_it_is_not_asked() -> None:
    opened, withdrawn, reviewed = a_question(), a_question(), a_question()
    write_to_staff(
        report_id=opened.report_id, text="More.", send_key="1", by=reporter(opened.report_id), at=at(days=2)
    )
    ask_review(report_id=reviewed.report_id, words="", by=reporter(reviewed.report_id), at=at(days=2))
    decide_review(
        review_id=Review.objects.get().id,
        result=Result.OPENED,
        reasons="So.",
        by=of_unit(reviewed.report_id, role=Role.SUPERVISOR),
        at=at(days=3),
    )
    ask_to_withdraw(
        report_id=withdrawn.report_id,
        words="",
        send_key="1",
        by=reporter(withdrawn.report_id),
        at=at(days=2),
    )
    Report.objects.filter(id=withdrawn.report_id).update(state="closed")
    before = all_kept()
    ids = (opened.id, withdrawn.id, reviewed.id, uuid4())
    assert [ask_follow_up(follow_up_id=each, by=WORKER, at=LATER) for each in ids] == [False] * 4
    assert all_kept() == before


def test_who_disagreed_is_asked_too_once_it_was_decided_that_the_closing_stands() -> None:
    question = a_question()
    ask_review(report_id=question.report_id, words="", by=reporter(question.report_id), at=at(days=10))
    by = of_unit(question.report_id, role=Role.SUPERVISOR)
    review = Review.objects.get()
    decide_review(review_id=review.id, result=Result.STANDS, reasons="So.", by=by, at=at(days=15))
    assert ask_follow_up(follow_up_id=question.id, by=WORKER, at=LATER)


def test_an_answer_is_kept_sealed_and_opens_nothing() -> None:
    asked = a_question()
    ask_follow_up(follow_up_id=asked.id, by=WORKER, at=LATER)
    said = Answer(choice="still-hard", words=" I sleep\r\nbadly. ")
    answer_follow_up(report_id=asked.report_id, answer=said, by=reporter(asked.report_id), at=at(days=29))
    asked.refresh_from_db()
    assert (asked.choice, asked.answered_at) == ("still-hard", at(days=29))
    assert ClosingSeal.of(asked.report).answer(asked) == "I sleep\nbadly."
    assert Report.objects.get(id=asked.report_id).state == "closed"
    with pytest.raises(NotAskedError):
        answer_follow_up(report_id=asked.report_id, answer=said, by=reporter(asked.report_id), at=at(days=30))


def test_who_is_not_well_stands_in_a_list_until_somebody_reads_it_and_who_was_hurt_again_comes_first() -> (
    None
):
    told = {choice: a_question() for choice in ("still-hard", "again", "fine")}
    for days, (choice, asked) in enumerate(told.items()):
        ask_follow_up(follow_up_id=asked.id, by=WORKER, at=LATER)
        answer_follow_up(
            report_id=asked.report_id,
            answer=Answer(choice=choice, words=""),
            by=reporter(asked.report_id),
            at=LATER + timedelta(days=days),
        )
    unit = told["again"].report.unit
    badges = [Badge(role=Role.ASSESSOR, unit=one) for one in (unit, "another")]
    lists = [[line.choice for line in answers_unread(badge=badge, shut=())] for badge in badges]
    again = told["again"].report_id
    open_report(report_id=again, by=of_unit(again), at=LATER + timedelta(days=5))
    after = [line.choice for line in answers_unread(badge=badges[0], shut=())]
    assert (lists, after) == ([["again", "still-hard"], []], ["still-hard"])


@pytest.mark.parametrize(
    ("answer", "over"),
    [
        (Answer(choice="", words="Words."), 0),
        (Answer(choice="great", words=""), 0),
        (Answer(choice="fine", words="x" * (MESSAGE_LIMIT + 1)), 1),
    ],
)
def test_what_is_no_answer_is_refused(answer: Answer, over: int) -> None:
    asked = a_question()
    ask_follow_up(follow_up_id=asked.id, by=WORKER, at=LATER)
    with pytest.raises(NoAnswerError) as refused:
        answer_follow_up(report_id=asked.report_id, answer=answer, by=reporter(asked.report_id), at=LATER)
    assert refused.value.over == over


def test_before_it_is_asked_there_is_nothing_to_answer() -> None:
    asked = a_question()
    with pytest.raises(NotAskedError):
        answer_follow_up(
            report_id=asked.report_id,
            answer=Answer(choice="fine", words=""),
            by=reporter(asked.report_id),
            at=at(days=1),
        )
