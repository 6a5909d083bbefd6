"""Requests to look at a closing again: the list, and deciding one."""

from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from callpoint.actions.admitting import shut_to
from callpoint.actions.closings_shown import open_review
from callpoint.actions.reviewing import NoSuchReviewError, ReviewDecidedError, decide_review, take_review
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.closing_shown import letter_parts
from callpoint.pages.page import FieldError, show
from callpoint.pages.staff.closing import reason_words
from callpoint.pages.staff.closing_pages import ReviewPage, ReviewRow, ReviewsPage
from callpoint.pages.staff.closing_words import outcome_words, result_words
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.trend_words import kind_words
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.closings import ReviewLine, reviews_that_wait
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.closing import Result, SamePersonError
from callpoint.rules.closing_reasons import ReasonNotTakenError
from callpoint.rules.dates import promised


@opens_to(Deed.REVIEW_CLOSING)
@require_GET
def staff_reviews(request: HttpRequest) -> HttpResponse:
    """List the requests to look again that nobody decided."""
    by = signed_in_actor(request)
    page = ReviewsPage(
        heading=_("Asked to look again"),
        rows=tuple(
            _row(line)
            for line in reviews_that_wait(badge=by.badge, staff_id=int(by.id), shut=shut_to(by, at=now()))
        ),
        **staff_frame(request, back=reverse("staff_closings")),
    )
    return show(request, page)


@opens_to(Deed.REVIEW_CLOSING)
@require_http_methods(["GET", "POST"])
def staff_review(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Show a request to look again; take it on, decide it."""
    try:
        if request.method != "POST":
            return _show(request, review_id)
        return _decide(request, review_id)
    except NoSuchReviewError as missing:
        raise Http404 from missing
    except (NotAllowedError, SamePersonError) as refused:
        raise PermissionDenied from refused


def _decide(request: HttpRequest, review_id: UUID) -> HttpResponse:
    by, at, said = signed_in_actor(request), now(), request.POST.get("do", "")
    reasons = request.POST.get("reasons", "")
    try:
        if said in set(Result):
            decide_review(review_id=review_id, result=Result(said), reasons=reasons, by=by, at=at)
        else:
            take_review(review_id=review_id, by=by, at=at)
            if reasons.strip():
                return _show(request, review_id, typed=reasons)
    except ReasonNotTakenError as refused:
        return _show(request, review_id, typed=reasons, error=reason_words(refused))
    except ReviewDecidedError:
        error = _("Somebody decided this meanwhile. Your reason was not sent.") if reasons.strip() else ""
        return _show(request, review_id, typed=reasons, error=error)
    return redirect("staff_review", review_id)


def _show(request: HttpRequest, review_id: UUID, *, typed: str = "", error: str = "") -> HttpResponse:
    by = signed_in_actor(request)
    found = open_review(review_id=review_id, by=by, at=now())
    one, review = found.closing, found.review
    had_a_part = by.id in {str(one.proposed_by_id), str(one.checked_by_id)}
    page = ReviewPage(
        heading=_("Look again at %(reference)s") % {"reference": found.reference},
        reference=found.reference,
        report_url=reverse("staff_report", args=[found.report_id]),
        kind=kind_words(found.kind),
        outcome=outcome_words(one.outcome),
        words=review.words,
        asked_at=review.asked_at,
        answer_by=promised(
            knowledge(), "review-answer", unit=None, role=settings.CALLPOINT.service.role, at=review.asked_at
        ),
        taken_by=review.taken_by,
        parts=letter_parts(one.letter),
        proposed_by=one.proposed_by,
        checked_by=one.checked_by,
        result=result_words(review.result) if review.result else "",
        reasons=review.reasons,
        decided_by=review.decided_by,
        may_decide=not review.result and not had_a_part,
        had_a_part=had_a_part,
        typed=typed,
        error=error,
        errors=(FieldError(text=error, href="#reasons"),) if error else (),
        **staff_frame(request, back=reverse("staff_reviews")),
    )
    return show(request, page, status=422 if error else 200)


def _row(line: ReviewLine) -> ReviewRow:
    return ReviewRow(
        url=reverse("staff_review", args=[line.id]),
        reference=line.reference,
        kind=kind_words(line.kind),
        outcome=outcome_words(line.outcome),
        asked_at=line.asked_at,
        taken_by=line.taken_by,
        had_a_part=line.had_a_part,
    )
