"""Looking at a closing again: its reporter asks, somebody who had no part in it decides, with reasons.

ReviewError
├── NoSuchReviewError      no request with this id
├── ReviewDecidedError     somebody decided it meanwhile
├── NothingToReviewError   the report is not closed, or without a letter
└── WordsTooLongError      the reporter's words have too many characters
"""

import secrets
from datetime import datetime
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from callpoint.actions.acting import Actor, check_is_reporter
from callpoint.actions.clocks import reckon
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.actions.opening_again import open_again
from callpoint.actions.telling_reporter import tell_reporter
from callpoint.records.models import Closing, Report, Review
from callpoint.records.queries.closings import has_waiting_review
from callpoint.records.sealed_closings import ClosingSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.chance import Chance
from callpoint.rules.closing import Result, check_other_person
from callpoint.rules.closing_reasons import taken_reason
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.lifecycle import ReportState, check_move

WORDS_LIMIT = 3000
"""Characters of what a reporter says who asks to look again."""


class ReviewError(Exception):
    """A step about a review cannot be taken."""


class NoSuchReviewError(ReviewError):
    """No request with this id."""


class ReviewDecidedError(ReviewError):
    """Somebody decided it meanwhile."""


class NothingToReviewError(ReviewError):
    """The report is not closed, or without a letter."""


class WordsTooLongError(ReviewError):
    """The reporter's words have too many characters."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} characters over")
        self.over = over


@writing
def ask_review(
    *, report_id: UUID, words: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Ask to look at the closing of one's report again: it opens at once. A repeat asks nothing more.

    `words` may be empty, and a request that comes after its last date is taken like any other.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises NothingToReviewError: it is not closed, or without a letter.
    :raises WordsTooLongError: the words have too many characters.
    """
    check_is_reporter(by, report_id)
    report = sent_report(report_id)
    if has_waiting_review(report.id):
        return
    closing = Closing.objects.filter(report=report, sent_at__isnull=False).order_by("-sent_at").first()
    if closing is None or report.state != ReportState.CLOSED:
        raise NothingToReviewError
    said = words.replace("\r\n", "\n").strip()
    if len(said) > WORDS_LIMIT:
        raise WordsTooLongError(len(said) - WORDS_LIMIT)
    review_id = UUID(bytes=chance(16), version=4)
    review = Review.objects.create(
        id=review_id,
        report=report,
        closing=closing,
        salt=chance(SALT_SIZE),
        words=ClosingSeal.of(report).seal_words(review_id, said, chance),
        asked_at=at,
    )
    open_again(report, by=by, at=at, chance=chance)
    write_leaf(what="review.ask", about=report.id, by=by, at=at, wrote=[review])


@writing
def take_review(*, review_id: UUID, by: Actor, at: datetime) -> None:
    """
    Take a review on, so that others see who looks at it; whoever takes it later has it from then on.

    :raises NoSuchReviewError, ReviewDecidedError: there is none, or it is decided.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    :raises callpoint.rules.closing.SamePersonError: this person had a part in the closing.
    """
    report, review = _open_one(review_id)
    _check_may(report, review, by=by)
    review.taken_by_id, review.taken_at = int(by.id), at
    review.save(update_fields=["taken_by", "taken_at"])
    write_leaf(what="review.take", about=report.id, by=by, at=at, wrote=[review])


@writing
def decide_review(
    *,
    review_id: UUID,
    result: Result,
    reasons: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Say what came of a review, with reasons that its reporter reads: the closing stands, or the report stays open.

    :raises NoSuchReviewError, ReviewDecidedError: there is none, or it is decided.
    :raises callpoint.rules.closing_reasons.ReasonNotTakenError: no reasons, or too long.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    :raises callpoint.rules.closing.SamePersonError: this person had a part in the closing.
    """
    report, review = _open_one(review_id)
    _check_may(report, review, by=by)
    said = taken_reason(reasons)
    review.decided_by_id, review.decided_at, review.result = int(by.id), at, result
    review.reasons = ClosingSeal.of(report).seal_reasons(review.id, said, chance)
    review.save(update_fields=["decided_by", "decided_at", "result", "reasons"])
    if result is Result.STANDS:
        check_move(ReportState(report.state), ReportState.CLOSED)
        report.state, report.outcome, report.state_changed_at = ReportState.CLOSED, review.closing.outcome, at
        report.save(update_fields=["state", "outcome", "state_changed_at"])
    message = tell_reporter(
        report, partial(_news, result, said), about=review.id, by=by, at=at, chance=chance
    )
    write_leaf(what="review.decide", about=report.id, by=by, at=at, wrote=[report, review, message])
    reckon(report, by=by, at=at)


def _news(result: Result, reasons: str) -> str:
    words = {
        Result.STANDS: _("Someone who had no part in it has looked again. The decision stays as it was."),
        Result.OPENED: _("Someone who had no part in it has looked again. We go on with your report."),
    }
    return f"{words[result]}\n\n{reasons}"


def _check_may(report: Report, review: Review, *, by: Actor) -> None:
    check_may(by.badge, Deed.REVIEW_CLOSING, unit=report.unit)
    closing = review.closing
    check_other_person(by.id, than={str(closing.proposed_by_id), str(closing.checked_by_id)})


def _open_one(review_id: UUID) -> tuple[Report, Review]:
    """Lock and return a review that waits, and its report."""
    found = Review.objects.filter(id=review_id).values_list("report_id", flat=True).first()
    if found is None:
        raise NoSuchReviewError
    report = sent_report(found)
    review = Review.objects.select_for_update().get(id=review_id)
    if review.decided_at:
        raise ReviewDecidedError
    return report, review
