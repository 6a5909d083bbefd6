"""Looking at a closing again: asked by its reporter, decided with reasons by somebody who had no part in it."""

from uuid import uuid4

import pytest

from callpoint.actions.acting import NotTheReporterError, reporter
from callpoint.actions.closing import ReviewWaitsError, propose_closing
from callpoint.actions.closings_shown import open_review
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.reviewing import (
    WORDS_LIMIT,
    NoSuchReviewError,
    NothingToReviewError,
    ReviewDecidedError,
    WordsTooLongError,
    ask_review,
    decide_review,
    take_review,
)
from callpoint.records.models import Closing, Message, Report, Review
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_closings import ClosingSeal
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.closing import Result, SamePersonError
from callpoint.rules.closing_reasons import ReasonNotTakenError
from tests.actions.closings import SENSITIVE_OUTCOME, a_proposal, a_read_report, closed, of_unit, proposed
from tests.makers import all_kept, an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def asked(*, words: str = "You have the wrong bank.", days: float = 1) -> Review:
    report_id = a_read_report()
    closed(report_id)
    ask_review(report_id=report_id, words=words, by=reporter(report_id), at=at(days=days))
    return Review.objects.get(report=report_id)


def test_asking_opens_the_report_at_once_and_keeps_the_words_sealed() -> None:
    review = asked()
    report = review.report
    assert (report.state, report.outcome, review.asked_at) == ("reading", "", at(days=1))
    assert ClosingSeal.of(report).words(review) == "You have the wrong bank."
    assert deeds()[-3:] == ["report.reopen", "report.clocks", "review.ask"]


def test_no_words_are_needed_and_a_late_request_is_read_too() -> None:
    review = asked(words=" ", days=500)
    assert (ClosingSeal.of(review.report).words(review), review.decided_at) == ("", None)


def test_asking_twice_asks_once() -> None:
    review = asked()
    before = all_kept()
    ask_review(report_id=review.report_id, words="Again.", by=reporter(review.report_id), at=at(days=2))
    assert all_kept() == before


def test_what_is_open_or_has_no_letter_has_nothing_to_look_at_again() -> None:
    report_id = a_read_report()
    me = reporter(report_id)
    with pytest.raises(NothingToReviewError):
        ask_review(report_id=report_id, words="", by=me, at=at(days=1))
    closed(report_id)
    write_to_staff(report_id=report_id, text="More.", send_key="1", by=me, at=at(days=1))
    with pytest.raises(NothingToReviewError):
        ask_review(report_id=report_id, words="", by=me, at=at(days=1))


def test_only_its_reporter_asks_and_not_in_too_many_words() -> None:
    report_id = a_read_report()
    closed(report_id)
    with pytest.raises(NotTheReporterError):
        ask_review(report_id=report_id, words="", by=reporter(uuid4()), at=at(days=1))
    with pytest.raises(WordsTooLongError) as refused:
        ask_review(report_id=report_id, words="x" * (WORDS_LIMIT + 2), by=reporter(report_id), at=at(days=1))
    assert refused.value.over == 2


@pytest.mark.parametrize(
    ("result", "state", "outcome", "first_words"),
    [
        (Result.STANDS, "closed", "sent-in-error", "Someone who had no part in it has looked again. The"),
        (Result.OPENED, "reading", "", "Someone who had no part in it has looked again. We go on"),
    ],
)
def test_a_decision_is_told_with_its_reasons(
    result: Result, state: str, outcome: str, first_words: str
) -> None:
    review = asked()
    by = of_unit(review.report_id, role=Role.SUPERVISOR)
    decide_review(review_id=review.id, result=result, reasons="We read it all.", by=by, at=at(days=2))
    report, message = Report.objects.get(), Message.objects.latest("sent_at")
    review.refresh_from_db()
    text = ReportSeal.of(report).message(message)
    assert (report.state, report.outcome) == (state, outcome)
    assert (review.result, str(review.decided_by_id), review.decided_at) == (result, by.id, at(days=2))
    assert (text.startswith(first_words), text.endswith("We read it all.")) == (True, True)
    assert ClosingSeal.of(report).reasons(review) == "We read it all."


def test_whoever_closed_it_or_checked_that_does_not_look_again() -> None:
    report_id = a_read_report()
    closing = closed(report_id, by=of_unit(report_id, role=Role.SUPERVISOR), outcome=SENSITIVE_OUTCOME)
    other = of_unit(report_id, role=Role.SUPERVISOR)
    Closing.objects.filter(id=closing.id).update(checked_by=int(other.id))
    closing.refresh_from_db()
    ask_review(report_id=report_id, words="", by=reporter(report_id), at=at(days=1))
    review = Review.objects.get()
    before = all_kept()
    for person in (closing.proposed_by, closing.checked_by):
        assert person
        by = type(other)(kind=other.kind, id=str(person.pk), badge=person.badge())
        with pytest.raises(SamePersonError):
            take_review(review_id=review.id, by=by, at=at(days=2))
        with pytest.raises(SamePersonError):
            decide_review(review_id=review.id, result=Result.STANDS, reasons="No.", by=by, at=at(days=2))
    assert all_kept() == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SUPERVISOR])
def test_only_a_supervisor_looks_again(role: Role) -> None:
    review = asked()
    by = of_unit(review.report_id, role=role)
    for step in (
        lambda: take_review(review_id=review.id, by=by, at=at(days=2)),
        lambda: decide_review(review_id=review.id, result=Result.OPENED, reasons="x", by=by, at=at(days=2)),
        lambda: open_review(review_id=review.id, by=by, at=at(days=2)),
    ):
        with pytest.raises(NotAllowedError):
            step()


def test_others_see_who_has_taken_it_and_what_it_is_about() -> None:
    review = asked()
    by = of_unit(review.report_id, role=Role.SUPERVISOR)
    take_review(review_id=review.id, by=by, at=at(days=2))
    found = open_review(review_id=review.id, by=by, at=at(days=2))
    assert (found.review.words, found.review.taken_by, found.closing.outcome) == (
        "You have the wrong bank.",
        "Asha Patel",
        "sent-in-error",
    )


def test_a_decision_needs_reasons_and_is_made_once() -> None:
    review = asked()
    by = of_unit(review.report_id, role=Role.SUPERVISOR)
    with pytest.raises(ReasonNotTakenError):
        decide_review(review_id=review.id, result=Result.STANDS, reasons=" ", by=by, at=at(days=2))
    decide_review(review_id=review.id, result=Result.STANDS, reasons="So.", by=by, at=at(days=2))
    with pytest.raises(ReviewDecidedError):
        decide_review(review_id=review.id, result=Result.OPENED, reasons="So.", by=by, at=at(days=3))
    for step in (take_review, open_review):
        with pytest.raises(NoSuchReviewError):
            step(review_id=uuid4(), by=by, at=at(days=3))


def test_nobody_passes_by_who_looks_again_by_closing_it_once_more() -> None:
    review = asked()
    officer = of_unit(review.report_id)
    proposal = a_proposal(review.report_id, by=officer, outcome="double-report", when=at(days=2))
    with pytest.raises(ReviewWaitsError):
        propose_closing(report_id=review.report_id, proposal=proposal, by=officer, at=at(days=2))
    by = of_unit(review.report_id, role=Role.SUPERVISOR)
    decide_review(review_id=review.id, result=Result.OPENED, reasons="So.", by=by, at=at(days=3))
    propose_closing(report_id=review.report_id, proposal=proposal, by=officer, at=at(days=3))
    assert Report.objects.get().outcome == "double-report"


def test_a_reviewer_of_every_unit_looks_at_any() -> None:
    review = asked()
    by = an_actor(role=Role.SUPERVISOR, unit="")
    assert open_review(review_id=review.id, by=by, at=at(days=2)).reference
    assert proposed(a_read_report(), by=by).sent_at is None
