"""Closing a report: the letter, the second look, and opening it again."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from callpoint.actions.admitting import shut_to
from callpoint.actions.closing import (
    ClosingDecidedError,
    ClosingWaitsError,
    NoSuchClosingError,
    NotClosedError,
    Proposal,
    ReviewWaitsError,
    check_closing,
    propose_closing,
    reopen_report,
    return_closing,
)
from callpoint.actions.closings_shown import ClosingToCheck, Drafted, draft_closing, open_closing
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.closing_shown import letter_parts
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.closing_pages import CheckPage, ClosePage, ClosingRow, ClosingsPage, WentRow
from callpoint.pages.staff.closing_words import (
    faults_by_part,
    outcome_label,
    outcome_words,
    went_words,
    why_words,
)
from callpoint.pages.staff.desk_view import on_to_next
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.trend_words import kind_words
from callpoint.records.opened import NoSuchReportError
from callpoint.records.queries.closings import (
    ClosingLine,
    answers_unread,
    closings_returned,
    closings_to_check,
)
from callpoint.rules.access import Deed, NotAllowedError, may
from callpoint.rules.closing import NoSuchOutcomeError, SamePersonError, Why
from callpoint.rules.closing_reasons import ReasonNotTakenError
from callpoint.rules.content.closing_model import Outcome
from callpoint.rules.letters import HARDEST, MEASURED, Fault, Letter, NotPlainError, faults_of, grade_of
from callpoint.rules.lifecycle import MoveNotAllowedError

SEND_AND_NEXT = "send-next"
CONFLICT = 409
"""Answer to a closing that something else stands in the way of."""


@opens_to(Deed.CLOSE_REPORT)
@require_http_methods(["GET", "POST"])
def staff_close(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Choose how a report ends, and write its letter; send that, or pass it to a second person."""
    try:
        if request.method != "POST":
            return _show_letter(request, _drafted(request, report_id), None)
        return _take_letter(request, report_id)
    except NoSuchReportError as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _drafted(request: HttpRequest, report_id: UUID) -> Drafted:
    asked = request.POST if request.method == "POST" else request.GET
    outcome, by = asked.get("outcome", ""), signed_in_actor(request)
    try:
        return draft_closing(
            report_id=report_id, outcome_id=outcome, letter_id=asked.get("letter", ""), by=by, at=now()
        )
    except NoSuchOutcomeError:
        return draft_closing(report_id=report_id, outcome_id="", letter_id="", by=by, at=now())


def _take_letter(request: HttpRequest, report_id: UUID) -> HttpResponse:
    letter = Letter.of({name: request.POST.get(name, "") for name in request.POST})
    second = {"second": Why.ASKED}.get(request.POST.get("do", ""))
    if request.POST.get("do") not in {"send", SEND_AND_NEXT, "second"}:
        return _show_letter(request, _drafted(request, report_id), letter)
    proposal = Proposal(outcome=request.POST.get("outcome", ""), letter=letter, second=second)
    try:
        propose_closing(report_id=report_id, proposal=proposal, by=signed_in_actor(request), at=now())
    except NotPlainError as refused:
        return _show_letter(request, _drafted(request, report_id), letter, faults=refused.faults)
    except (MoveNotAllowedError, ClosingWaitsError, ReviewWaitsError, NoSuchOutcomeError) as refused:
        return _show_letter(request, _drafted(request, report_id), letter, refusal=_refusal_words(refused))
    if request.POST.get("do") == SEND_AND_NEXT:
        return on_to_next(request, report_id)
    return redirect("staff_report", report_id)


def _refusal_words(refused: Exception) -> str:
    """Say why this report cannot be closed so now."""
    return {
        MoveNotAllowedError: _("Nothing was sent. The report is closed, or nobody has read it yet."),
        ClosingWaitsError: _("Nothing was sent. A closing of this report waits for a second person."),
        ReviewWaitsError: _("Nothing was sent. The reporter asked to look again. That comes first."),
        NoSuchOutcomeError: _("Nothing was sent. Choose another way for this report to end."),
    }[type(refused)]


def _show_letter(
    request: HttpRequest,
    drafted: Drafted,
    typed: Letter | None,
    *,
    faults: tuple[Fault, ...] = (),
    refusal: str = "",
) -> HttpResponse:
    letter, outcome = typed or drafted.letter, drafted.outcome
    found = faults or (
        faults_of(letter, language=drafted.language, review_by=drafted.review_by) if letter else ()
    )
    wrong = faults_by_part(found)
    page = ClosePage(
        heading=_("Close report %(reference)s") % {"reference": drafted.reference},
        reference=drafted.reference,
        outcomes=_choices(drafted.outcomes, "official"),
        reasons=_choices(drafted.outcomes, "own"),
        outcome=outcome.id if outcome else "",
        outcome_words=outcome_label(outcome) if outcome else "",
        note=translated(outcome.gap) if outcome else "",
        letters=tuple(ChoiceLine(value=str(line.id), label=line.name) for line in drafted.letters),
        letter=request.GET.get("letter", request.POST.get("letter", "")),
        parts=letter_parts(letter, wrong) if letter else (),
        all_over=wrong.get("", ()),
        grade=_grade(letter, drafted.language),
        hardest=f"{HARDEST:g}",
        because=tuple(why_words(why) for why in drafted.because),
        close_url=reverse("staff_close", args=[drafted.report_id]),
        errors=_letter_errors(
            wrong if faults else {}, refusal, place="sorry" if outcome else "other-outcome"
        ),
        **staff_frame(request, back=reverse("staff_report", args=[drafted.report_id])),
    )
    return show(request, page, status=CONFLICT if refusal else 422 if faults else 200)


def _letter_errors(wrong: dict[str, tuple[str, ...]], refusal: str, *, place: str) -> tuple[FieldError, ...]:
    """List what is wrong, each with its place: why nothing was sent, then the parts of the letter."""
    refused = (FieldError(text=refusal, href=f"#{place}"),) if refusal else ()
    return refused + tuple(
        FieldError(text=text, href=f"#{part or 'grade'}") for part, said in wrong.items() for text in said
    )


def _choices(outcomes: tuple[Outcome, ...], which: str) -> tuple[ChoiceLine, ...]:
    return tuple(
        ChoiceLine(value=one.id, label=outcome_label(one))
        for one in outcomes
        if one.local is (which == "own")
    )


def _grade(letter: Letter | None, language: str) -> str:
    """Write the reading grade of a letter; '' where its language has none."""
    return f"{grade_of(letter):.1f}" if letter and language.partition("-")[0] == MEASURED else ""


@opens_to(Deed.CLOSE_REPORT)
@require_GET
def staff_closings(request: HttpRequest) -> HttpResponse:
    """List what waits for a second person, and what came back to who is signed in."""
    by = signed_in_actor(request)
    shut = shut_to(by, at=now())
    page = ClosingsPage(
        heading=_("Letters to check"),
        rows=tuple(_row(line, by.id) for line in closings_to_check(badge=by.badge, shut=shut)),
        returned=tuple(
            _row(line, by.id) for line in closings_returned(badge=by.badge, staff_id=int(by.id), shut=shut)
        ),
        not_well=tuple(
            WentRow(
                url=reverse("staff_report", args=[line.report_id]),
                reference=line.reference,
                kind=kind_words(line.kind),
                words=went_words(line.choice),
                answered_at=line.answered_at,
            )
            for line in answers_unread(badge=by.badge, shut=shut)
        ),
        reviews_url=reverse("staff_reviews") if may(by.badge, Deed.REVIEW_CLOSING) else "",
        letters_url=reverse("staff_letters"),
        **staff_frame(request, back=reverse("staff_queue")),
    )
    return show(request, page)


def _row(line: ClosingLine, staff_id: str) -> ClosingRow:
    is_back = bool(line.returned_by)
    return ClosingRow(
        url=reverse("staff_report", args=[line.report_id])
        if is_back
        else reverse("staff_closing", args=[line.id]),
        reference=line.reference,
        outcome=outcome_words(line.outcome),
        kind=kind_words(line.kind),
        because=tuple(why_words(why) for why in line.because),
        proposed_by=line.proposed_by,
        proposed_at=line.proposed_at,
        is_own=str(line.proposed_by_id) == staff_id,
        returned_by=line.returned_by,
    )


@opens_to(Deed.CLOSE_REPORT)
@require_http_methods(["GET", "POST"])
def staff_closing(request: HttpRequest, closing_id: UUID) -> HttpResponse:
    """Show a closing to a second person, who sends or returns it."""
    try:
        if request.method != "POST":
            return _show_check(request, closing_id)
        return _decide(request, closing_id)
    except NoSuchClosingError as missing:
        raise Http404 from missing
    except (NotAllowedError, SamePersonError) as refused:
        raise PermissionDenied from refused


def _decide(request: HttpRequest, closing_id: UUID) -> HttpResponse:
    by, at = signed_in_actor(request), now()
    reason = request.POST.get("reason", "")
    try:
        if request.POST.get("do") == "check":
            check_closing(closing_id=closing_id, by=by, at=at)
        else:
            return_closing(closing_id=closing_id, reason=reason, by=by, at=at)
    except ReasonNotTakenError as refused:
        return _show_check(request, closing_id, reason=reason, error=reason_words(refused))
    except (MoveNotAllowedError, NoSuchOutcomeError):
        error = _("The report has changed since. Return this, and say so.")
        return _show_check(request, closing_id, reason=reason, error=error)
    except ClosingDecidedError:
        error = _("Somebody decided this meanwhile. Your reason was not sent.") if reason.strip() else ""
        return _show_check(request, closing_id, reason=reason, error=error)
    return redirect("staff_closings")


def _show_check(request: HttpRequest, closing_id: UUID, *, reason: str = "", error: str = "") -> HttpResponse:
    by = signed_in_actor(request)
    found = open_closing(closing_id=closing_id, by=by, at=now())
    one = found.closing
    is_own, waits = str(one.proposed_by_id) == by.id, not one.sent_at and not one.returned_at
    page = CheckPage(
        heading=_("Check the letter for %(reference)s") % {"reference": found.reference},
        reference=found.reference,
        report_url=reverse("staff_report", args=[found.report_id]),
        kind=kind_words(found.kind),
        outcome=outcome_words(one.outcome),
        parts=letter_parts(one.letter),
        grade=_grade(one.letter, one.language),
        because=tuple(why_words(why) for why in one.because),
        proposed_by=one.proposed_by,
        proposed_at=one.proposed_at,
        state=_came_of(found),
        decided_by=one.returned_by or one.checked_by,
        has_news=found.has_news,
        is_own=is_own,
        may_check=waits and not is_own,
        may_return=waits,
        reason=reason,
        error=error,
        errors=(FieldError(text=error, href="#reason"),) if error else (),
        **staff_frame(request, back=reverse("staff_closings")),
    )
    return show(request, page, status=422 if error else 200)


def _came_of(found: ClosingToCheck) -> str:
    if found.closing.sent_at:
        return _("It was sent.")
    return _("It was returned.") if found.closing.returned_at else ""


def reopen(request: HttpRequest, report_id: UUID) -> str:
    """Open a closed report again and say what is wrong with the reason, '' where nothing is; a repeat does no more."""
    try:
        reopen_report(
            report_id=report_id, reason=request.POST.get("reopen", ""), by=signed_in_actor(request), at=now()
        )
    except ReasonNotTakenError as refused:
        return reason_words(refused)
    except NotClosedError:
        return ""
    return ""


def reason_words(refused: ReasonNotTakenError) -> str:
    """Say what is wrong with a reason."""
    if not refused.over:
        return _("Say why, in a sentence or two.")
    return ngettext(
        "Make the reason %(over)s letter shorter.", "Make the reason %(over)s letters shorter.", refused.over
    ) % {"over": refused.over}
