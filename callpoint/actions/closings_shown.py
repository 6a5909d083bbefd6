"""Opening what belongs to a closing: a letter to be written, one to be checked, a request to look again; a leaf each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about
from callpoint.actions.closing import NoSuchClosingError
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.actions.letter_writing import letter_for, review_by, writing_about
from callpoint.actions.reviewing import NoSuchReviewError
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Addition, Closing, Report, Review
from callpoint.records.opened_closings import OpenedClosing, OpenedReview, opened_closing
from callpoint.records.queries.closings import LetterLine, letters_in_use, waiting_closing
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.closing import closing_rules, outcome_for, outcomes_for, second_person_because
from callpoint.rules.content.closing_model import Outcome
from callpoint.rules.letters import STANDARD, Letter
from callpoint.vault.models import Exhibit


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """A closing to be written: what may be chosen, and the letter once an outcome is."""

    report_id: UUID
    reference: str
    state: str
    language: str
    recorded_as: str
    outcomes: tuple[Outcome, ...]
    outcome: Outcome | None
    letters: tuple[LetterLine, ...]
    """Of the library, for this outcome, in the reporter's language."""
    letter: Letter | None
    because: tuple[str, ...]
    """Why a second person will look."""
    review_by: str
    is_waiting: bool


@dataclass(frozen=True, kw_only=True)
class ClosingToCheck:
    """A closing with what a second person needs to know."""

    report_id: UUID
    reference: str
    kind: str
    closing: OpenedClosing
    review_by: str
    """The last date for a review as the letter states it."""
    has_news: bool
    """Whether its reporter wrote since it was proposed."""


@dataclass(frozen=True, kw_only=True)
class ReviewToDecide:
    """A request to look again, with the closing it is about."""

    report_id: UUID
    reference: str
    kind: str
    closing: OpenedClosing
    review: OpenedReview


@writing
def draft_closing(*, report_id: UUID, outcome_id: str, letter_id: str, by: Actor, at: datetime) -> Drafted:
    """
    Write the letter that an outcome and a letter of the library make for a report; '' for none chosen yet.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.closing.NoSuchOutcomeError: the outcome is not for a report like this.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.CLOSE_REPORT, by=by, at=at)
    known, role = knowledge(), settings.CALLPOINT.service.role
    outcome = (
        outcome_for(known, outcome_id, role=role, recorded_as=report.recorded_as) if outcome_id else None
    )
    letters = letters_in_use(outcome=outcome.id, language=report.language) if outcome else ()
    template = next((line.letter for line in letters if str(line.id) == letter_id), STANDARD)
    about = writing_about(report)
    write_leaf(what="closing.draft", about=report.id, by=by, at=at)
    return Drafted(
        report_id=report.id,
        reference=report.reference or "",
        state=report.state,
        language=report.language,
        recorded_as=report.recorded_as,
        outcomes=outcomes_for(known, role=role, recorded_as=report.recorded_as),
        outcome=outcome,
        letters=letters,
        letter=letter_for(about, template, outcome=outcome, at=at) if outcome else None,
        because=second_person_because(closing_rules(known), about.case, outcome) if outcome else (),
        review_by=review_by(report, at=at),
        is_waiting=waiting_closing(report.id) is not None,
    )


@writing
def open_closing(*, closing_id: UUID, by: Actor, at: datetime) -> ClosingToCheck:
    """
    Open a closing that waits or waited for a second person.

    :raises callpoint.actions.closing.NoSuchClosingError: there is none.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    row = Closing.objects.filter(id=closing_id).first()
    if row is None:
        raise NoSuchClosingError
    report = sent_report(row.report_id)
    own = str(row.proposed_by_id) == by.id
    check_may_about(report, Deed.CLOSE_REPORT if own else Deed.CHECK_CLOSING, by=by, at=at)
    write_leaf(what="closing.open", about=report.id, by=by, at=at)
    return ClosingToCheck(
        report_id=report.id,
        reference=report.reference or "",
        kind=report.kind,
        closing=opened_closing(report, row.id),
        review_by=review_by(report, at=row.sent_at or row.proposed_at),
        has_news=_has_news(report, since=row.proposed_at),
    )


def _has_news(report: Report, *, since: datetime) -> bool:
    """Say whether the reporter wrote, added answers or sent files since a time."""
    messages = report.messages.filter(staff__isnull=True, is_from_service=False, sent_at__gt=since)
    additions = Addition.objects.filter(report=report, added_at__gt=since)
    files = Exhibit.objects.filter(report_id=report.id, created_at__gt=since)
    return messages.exists() or additions.exists() or files.exists()


@writing
def open_review(*, review_id: UUID, by: Actor, at: datetime) -> ReviewToDecide:
    """
    Open a request to look again.

    :raises callpoint.actions.reviewing.NoSuchReviewError: there is none.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    row = Review.objects.filter(id=review_id).first()
    if row is None:
        raise NoSuchReviewError
    report = sent_report(row.report_id)
    check_may_about(report, Deed.REVIEW_CLOSING, by=by, at=at)
    closing = opened_closing(report, row.closing_id)
    write_leaf(what="review.open", about=report.id, by=by, at=at)
    return ReviewToDecide(
        report_id=report.id,
        reference=report.reference or "",
        kind=report.kind,
        closing=closing,
        review=next(review for review in closing.reviews if review.id == row.id),
    )
