"""Makers for tests about closing: a report that was read, letters, and closings at each step."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Max

from callpoint.actions.acting import Actor, reporter, system
from callpoint.actions.closing import (
    Proposal,
    check_closing,
    propose_closing,
    reopen_report,
    return_closing,
)
from callpoint.actions.closings_shown import draft_closing, open_closing, open_review
from callpoint.actions.following_up import Answer, answer_follow_up, ask_follow_up
from callpoint.actions.letter_library import Draft, add_letter, remove_letter
from callpoint.actions.reading import open_report
from callpoint.actions.reviewing import ask_review, decide_review, take_review
from callpoint.records.models import Closing, FollowUp, Report, Review, Series, SeriesMember, StaffMember
from callpoint.rules.access import Role
from callpoint.rules.closing import Result
from callpoint.rules.letters import STANDARD, Letter
from tests.makers import a_report, acting, an_actor, at

OPEN_OUTCOME = "sent-in-error"
"""One person closes with it."""
SENSITIVE_OUTCOME = "no-crime-found"
"""It says no, so two do."""
WRITTEN_AT = at(hours=2)


def a_read_report(*, by: Actor | None = None, **answers: Any) -> UUID:
    """A report that an officer has opened."""
    report_id = a_report(**answers)
    unit = Report.objects.get(id=report_id).unit
    open_report(report_id=report_id, by=by or an_actor(unit=unit), at=at(hours=1))
    return report_id


def of_unit(report_id: UUID, *, role: str = Role.INVESTIGATOR) -> Actor:
    """A new member of staff of the unit that holds a report."""
    return an_actor(role=role, unit=Report.objects.get(id=report_id).unit)


def a_letter(report_id: UUID, outcome: str, *, by: Actor, when: datetime = WRITTEN_AT) -> Letter:
    """The standard letter of an outcome for a report, its gap closed."""
    drafted = draft_closing(report_id=report_id, outcome_id=outcome, letter_id="", by=by, at=when)
    assert drafted.letter is not None
    said = {name: part.replace("{gap}", GAP) for name, part in drafted.letter.parts().items()}
    return Letter.of(said)


GAP = "Call them by phone to ask more."
"""What an officer may put into any gap."""


def a_proposal(
    report_id: UUID, *, by: Actor, outcome: str = OPEN_OUTCOME, when: datetime = WRITTEN_AT
) -> Proposal:
    """What an officer would send."""
    return Proposal(outcome=outcome, letter=a_letter(report_id, outcome, by=by, when=when))


def proposed(report_id: UUID, *, by: Actor, outcome: str = SENSITIVE_OUTCOME) -> Closing:
    """A closing as it stands after somebody proposed it."""
    before = set(Closing.objects.values_list("id", flat=True))
    proposal = a_proposal(report_id, by=by, outcome=outcome)
    propose_closing(report_id=report_id, proposal=proposal, by=by, at=at(hours=3))
    return Closing.objects.exclude(id__in=before).get()


def closed(report_id: UUID, *, by: Actor | None = None, outcome: str = OPEN_OUTCOME) -> Closing:
    """A closing whose letter went out, by two people where it must be."""
    closing = proposed(report_id, by=by or of_unit(report_id), outcome=outcome)
    if closing.sent_at is None:
        check_closing(closing_id=closing.id, by=of_unit(report_id), at=at(hours=4))
        closing.refresh_from_db()
    return closing


def a_series(*reports: UUID) -> UUID:
    """A series of these reports."""
    last = Series.objects.aggregate(last=Max("number"))["last"] or 0
    series = Series.objects.create(
        id=uuid4(), number=last + 1, size=len(reports), created_at=at(), grown_at=at()
    )
    for report_id in reports:
        joined = {"series": series, "joined_at": at()}
        SeriesMember.objects.update_or_create(report_id=report_id, defaults=joined)
    return series.id


def everything_is_closed(mark: str, reader: StaffMember) -> None:
    """Let each action about closing happen once; `mark` stands in every text that is sealed."""
    report_id = a_read_report(by=acting(reader), story=f"story {mark}")
    officer, checker = of_unit(report_id), of_unit(report_id)
    boss, me = of_unit(report_id, role=Role.SUPERVISOR), reporter(report_id)
    first = proposed(report_id, by=officer)
    open_closing(closing_id=first.id, by=checker, at=at(hours=4))
    return_closing(closing_id=first.id, reason=f"back {mark}", by=checker, at=at(hours=4))
    closed(report_id, by=officer, outcome=SENSITIVE_OUTCOME)
    reopen_report(report_id=report_id, reason=f"open {mark}", by=officer, at=at(hours=5))
    letter = replace(a_letter(report_id, OPEN_OUTCOME, by=officer), why=f"Because of {mark} alone.")
    sent = Proposal(outcome=OPEN_OUTCOME, letter=letter)
    propose_closing(report_id=report_id, proposal=sent, by=officer, at=at(hours=6))
    asked = FollowUp.objects.filter(report=report_id).latest("due_at")
    ask_follow_up(follow_up_id=asked.id, by=system("worker"), at=at(days=29))
    said = Answer(choice="fine", words=f"went {mark}")
    answer_follow_up(report_id=report_id, answer=said, by=me, at=at(days=30))
    ask_review(report_id=report_id, words=f"again {mark}", by=me, at=at(days=31))
    review = Review.objects.get(report=report_id)
    open_review(review_id=review.id, by=boss, at=at(days=31))
    take_review(review_id=review.id, by=boss, at=at(days=31))
    decide_review(review_id=review.id, result=Result.STANDS, reasons=f"so {mark}", by=boss, at=at(days=32))
    draft = Draft(name="Own", outcome="", language="en", letter=STANDARD)
    letter_id = add_letter(draft=draft, by=boss, at=at())
    remove_letter(letter_id=letter_id, version=1, by=boss, at=at())
