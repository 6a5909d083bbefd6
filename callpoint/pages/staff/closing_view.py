"""What the page of a report shows of its closing."""

from django.urls import reverse

from callpoint.actions.acting import Actor
from callpoint.actions.reading import OpenedReport
from callpoint.pages.closing_shown import letter_parts
from callpoint.pages.staff.closing_pages import ClosingPart, ClosingView, ReviewView
from callpoint.pages.staff.closing_words import outcome_words, result_words, went_words
from callpoint.records.opened_closings import OpenedClosing, OpenedReview
from callpoint.rules.access import Deed, may
from callpoint.rules.lifecycle import MOVES, ReportState


def closing_part(report: OpenedReport, by: Actor, *, reason: str = "", error: str = "") -> ClosingPart:
    """Give what a report's page shows of its closing; `reason` was typed and could not be taken."""
    may_close = may(by.badge, Deed.CLOSE_REPORT, unit=report.unit)
    waits = next((one for one in report.closings if not one.sent_at and not one.returned_at), None)
    may_check = may(by.badge, Deed.CHECK_CLOSING, unit=report.unit)
    may_see = waits is not None and (may_check or str(waits.proposed_by_id) == by.id)
    looked_at = any(not review.decided_at for one in report.closings for review in one.reviews)
    can_close = may_close and waits is None and not looked_at and ReportState.CLOSED in MOVES[report.state]
    return ClosingPart(
        close_url=reverse("staff_close", args=[report.id]) if can_close else "",
        waiting_url=reverse("staff_closing", args=[waits.id]) if waits and may_see else "",
        may_reopen=may_close and report.state is ReportState.CLOSED,
        reason=reason,
        error=error,
        closings=tuple(_view(one) for one in report.closings if one.sent_at or one.returned_at),
    )


def _view(one: OpenedClosing) -> ClosingView:
    went = one.follow_up
    return ClosingView(
        outcome=outcome_words(one.outcome),
        parts=letter_parts(one.letter),
        proposed_by=one.proposed_by,
        proposed_at=one.proposed_at,
        checked_by=one.checked_by,
        returned_by=one.returned_by,
        returned_at=one.returned_at,
        return_reason=one.return_reason,
        sent_at=one.sent_at,
        opened_by=one.opened_by,
        opened_at=one.opened_at,
        open_reason=one.open_reason,
        reviews=tuple(_review(each) for each in one.reviews),
        went=went_words(went.choice) if went and went.choice else "",
        went_words=went.words if went else "",
    )


def _review(each: OpenedReview) -> ReviewView:
    return ReviewView(
        words=each.words,
        asked_at=each.asked_at,
        taken_by=each.taken_by,
        decided_by=each.decided_by,
        decided_at=each.decided_at,
        result=result_words(each.result) if each.result else "",
        reasons=each.reasons,
    )
