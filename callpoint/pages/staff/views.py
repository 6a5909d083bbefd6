"""One report, and the state of the content."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callpoint.actions.corresponding import (
    EmptyMessageError,
    MessageTooLongError,
    write_to_reporter,
)
from callpoint.actions.crime_numbers import (
    CRIME_NUMBER_LIMIT,
    CrimeNumberNotTakenError,
    record_crime_number,
)
from callpoint.actions.reading import open_report
from callpoint.actions.upkeep import retry_stuck_work
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import show
from callpoint.pages.staff import asking, assessing, bulk, desk_view
from callpoint.pages.staff.closing import reopen
from callpoint.pages.staff.content_state import content_page
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.holds import DEEDS, change_hold
from callpoint.pages.staff.queue_address import seen_before
from callpoint.pages.staff.report import NotTaken, report_page
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import Deed, NotAllowedError


@opens_to(Deed.OPEN_REPORT)
@require_http_methods(["GET", "POST"])
def staff_report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Open a report; send its reporter a message, write down its crime number, place or lift a legal hold."""
    try:
        if request.method != "POST":
            return _show_report(request, report_id)
        return _DEEDS.get(request.POST.get("do", ""), _send_message)(request, report_id)
    except NoSuchReportError as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _send_message(request: HttpRequest, report_id: UUID) -> HttpResponse:
    try:
        write_to_reporter(
            report_id=report_id,
            text=request.POST.get("message", ""),
            send_key=request.POST.get("send_key", ""),
            by=signed_in_actor(request),
            at=now(),
        )
    except EmptyMessageError:
        return _not_sent(request, report_id, _("Write your message in the box. Then send it."))
    except MessageTooLongError as refused:
        words = ngettext(
            "Make the message %(over)s letter shorter.",
            "Make the message %(over)s letters shorter.",
            refused.over,
        ) % {"over": refused.over}
        return _not_sent(request, report_id, words)
    return redirect(request.get_full_path())


def _not_sent(request: HttpRequest, report_id: UUID, error: str) -> HttpResponse:
    kept = NotTaken(message=request.POST.get("message", ""), message_error=error)
    return _show_report(request, report_id, kept=kept)


def _record_number(request: HttpRequest, report_id: UUID) -> HttpResponse:
    number = request.POST.get("crime_number", "")
    try:
        record_crime_number(report_id=report_id, number=number, by=signed_in_actor(request), at=now())
    except CrimeNumberNotTakenError:
        words = _("Type the crime number, on one line, at most %(most)s letters and numbers.") % {
            "most": CRIME_NUMBER_LIMIT
        }
        return _show_report(request, report_id, kept=NotTaken(number=number, number_error=words))
    return redirect(request.get_full_path())


def _change_hold(request: HttpRequest, report_id: UUID) -> HttpResponse:
    wrong = change_hold(request, report_id)
    if wrong:
        kept = NotTaken(reason=request.POST.get("reason", ""), reason_error=wrong)
        return _show_report(request, report_id, kept=kept)
    return redirect(request.get_full_path())


def _decide(request: HttpRequest, report_id: UUID) -> HttpResponse:
    wrong = assessing.decide(request, report_id)
    if wrong:
        return _show_report(request, report_id, kept=NotTaken(decision_error=wrong))
    return assessing.after_deciding(request, report_id)


def _reopen(request: HttpRequest, report_id: UUID) -> HttpResponse:
    wrong = reopen(request, report_id)
    if wrong:
        kept = NotTaken(reopen=request.POST.get("reopen", ""), reopen_error=wrong)
        return _show_report(request, report_id, kept=kept)
    return redirect("staff_report", report_id)


def _change_desk(request: HttpRequest, report_id: UUID) -> HttpResponse:
    answer = desk_view.change_desk(request, report_id)
    if isinstance(answer, desk_view.Typed):
        return _show_report(request, report_id, kept=NotTaken(desk=answer))
    return answer


_DEEDS = {
    "crime-number": _record_number,
    "settle-ask": asking.settle,
    "reopen": _reopen,
    **dict.fromkeys(DEEDS, _change_hold),
    **dict.fromkeys(assessing.DECISIONS, _decide),
    **dict.fromkeys((*bulk.DEEDS, desk_view.MOVE_AND_NEXT), _change_desk),
}


def _show_report(request: HttpRequest, report_id: UUID, *, kept: NotTaken | None = None) -> HttpResponse:
    by = signed_in_actor(request)
    kept = kept or NotTaken()
    place = desk_view.place_when_opened(request, report_id)
    report = open_report(report_id=report_id, by=by, at=(at := now()))
    page = report_page(
        report,
        by,
        kept=kept,
        desk=desk_view.desk_part(request, report, typed=kept.desk, place=place),
        frame=staff_frame(request, back=seen_before(request).url()),
        at=at,
    )
    return show(request, page, status=422 if page.errors else 200)


@opens_to(Deed.SEE_CONTENT)
@require_http_methods(["GET", "POST"])
def staff_content(request: HttpRequest) -> HttpResponse:
    """Show what in the content has to be looked at again, and work that is stuck; try that again."""
    if request.method == "POST":
        try:
            retry_stuck_work(by=signed_in_actor(request), at=now())
        except NotAllowedError as refused:
            raise PermissionDenied from refused
        return redirect("staff_content")
    return show(request, content_page(request))
