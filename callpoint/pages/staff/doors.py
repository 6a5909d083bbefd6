"""Asking to be let in to a restricted report or a sealed identity, and deciding on that."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from callpoint.actions.doors_shown import look_at_door, open_request_to_decide
from callpoint.actions.restricting import (
    AdmissionDecidedError,
    NoSuchAdmissionError,
    NotRestrictedError,
    ask_to_open,
    let_in,
    refuse_to_let_in,
)
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.kept import words_before
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.closing import reason_words
from callpoint.pages.staff.door_pages import (
    AdmissionPage,
    DoorPage,
    RequestRow,
    RestrictedPage,
    RestrictedRow,
)
from callpoint.pages.staff.doors_view import door_url, hours_words, standing_words, what_words, why_words
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.people_view import unit_words
from callpoint.records.opened import NoSuchReportError
from callpoint.records.queries.doors import (
    MOST_SHOWN,
    RequestLine,
    RestrictedLine,
    requests_to_decide,
    restricted_now,
)
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.closing_reasons import ReasonNotTakenError
from callpoint.rules.restricting import HOURS, Answer, Behind, HoursNotTakenError, RestrictingError, Why


@opens_to(Deed.OPEN_REPORT)
@require_http_methods(["GET", "POST"])
def staff_door(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show a door and what came of one's own request; ask to be let in."""
    behind = Behind.IDENTITY if request.GET.get("behind") == Behind.IDENTITY else Behind.REPORT
    try:
        if request.method != "POST":
            return _show_door(request, report_id, behind)
        return _ask(request, report_id, behind)
    except NoSuchReportError as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _ask(request: HttpRequest, report_id: UUID, behind: Behind) -> HttpResponse:
    reason = request.POST.get("reason", "")
    try:
        is_open = ask_to_open(
            report_id=report_id, behind=behind, reason=reason, by=signed_in_actor(request), at=now()
        )
    except ReasonNotTakenError as refused:
        return _show_door(request, report_id, behind, reason=reason, error=reason_words(refused))
    except NotRestrictedError:
        return redirect("staff_report", report_id)
    return redirect(reverse("staff_report", args=[report_id]) if is_open else door_url(report_id, behind))


def _show_door(
    request: HttpRequest, report_id: UUID, behind: Behind, *, reason: str = "", error: str = ""
) -> HttpResponse:
    door = look_at_door(report_id=report_id, behind=behind, by=signed_in_actor(request), at=now())
    last = door.last
    waits = last is not None and last.answer is None
    is_refused = last is not None and last.answer is Answer.REFUSED
    headings = {
        Behind.REPORT: _("Report %(reference)s is restricted"),
        Behind.IDENTITY: _("Who sent report %(reference)s"),
    }
    heading = _("Report %(reference)s is open to you") if door.is_open else headings[behind]
    page = DoorPage(
        heading=heading % {"reference": door.reference},
        lead=_lead(behind),
        is_open=door.is_open,
        report_url=reverse("staff_report", args=[report_id]),
        waits_since=last.asked_at if last and waits else None,
        refused=last.words if last and is_refused else "",
        refused_by=last.decided_by if last and is_refused else "",
        may_ask=not door.is_open and not waits,
        reason=reason,
        error=error,
        typed=words_before(request),
        errors=(FieldError(text=error, href="#reason"),) if error else (),
        **staff_frame(request, back=reverse("staff_queue")),
    )
    return show(request, page, status=422 if error else 200)


def _lead(behind: Behind) -> tuple[str, ...]:
    if behind is Behind.IDENTITY:
        return (
            _("The reporter chose to give no name. What says who they are stays shut."),
            _("You can write to them without it. Say why you need it."),
        )
    return (
        _("Few people may open it. Say why you need to."),
        _("A second person decides. What you write is kept."),
    )


@opens_to(Deed.LET_IN)
@require_GET
def staff_restricted(request: HttpRequest) -> HttpResponse:
    """List the requests that wait for a second person, and the reports that are restricted."""
    by = signed_in_actor(request)
    found = restricted_now(badge=by.badge, staff_id=int(by.id), at=now())
    page = RestrictedPage(
        heading=_("Restricted reports"),
        requests=tuple(_request_row(each) for each in requests_to_decide(staff_id=int(by.id))),
        rows=tuple(_restricted_row(each) for each in found),
        most=MOST_SHOWN,
        **staff_frame(request, back=reverse("staff_queue")),
    )
    return show(request, page)


def _request_row(line: RequestLine) -> RequestRow:
    return RequestRow(
        url=reverse("staff_admission", args=[line.id]),
        reference=line.reference,
        what=what_words(line.behind),
        unit=unit_words(line.unit),
        asked_by=line.asked_by,
        asked_at=line.asked_at,
        is_own=line.is_own,
    )


def _restricted_row(line: RestrictedLine) -> RestrictedRow:
    return RestrictedRow(
        url=reverse("staff_report", args=[line.report_id]),
        reference=line.reference,
        why=why_words(Why(line.why)),
        unit=unit_words(line.unit),
        placed_by=line.placed_by,
        placed_at=line.placed_at,
        is_open=line.is_open,
    )


@opens_to(Deed.LET_IN)
@require_http_methods(["GET", "POST"])
def staff_admission(request: HttpRequest, admission_id: UUID) -> HttpResponse:
    """Show a request to be let in to a second person, who decides."""
    try:
        if request.method != "POST":
            return _show_admission(request, admission_id)
        return _decide(request, admission_id)
    except NoSuchAdmissionError as missing:
        raise Http404 from missing
    except (NotAllowedError, RestrictingError) as refused:
        raise PermissionDenied from refused


def _decide(request: HttpRequest, admission_id: UUID) -> HttpResponse:
    by, at, words = signed_in_actor(request), now(), request.POST.get("words", "")
    said = request.POST.get("hours", "")
    try:
        if request.POST.get("do") == "refuse":
            refuse_to_let_in(admission_id=admission_id, words=words, by=by, at=at)
        else:
            hours = int(said) if said in {str(each) for each in HOURS} else 0
            let_in(admission_id=admission_id, hours=hours, words=words, by=by, at=at)
    except ReasonNotTakenError as refused:
        return _show_admission(request, admission_id, words_error=reason_words(refused))
    except HoursNotTakenError:
        return _show_admission(request, admission_id, hours_error=_("Choose for how long."))
    except AdmissionDecidedError:
        return _show_admission(request, admission_id)
    return redirect("staff_restricted")


def _show_admission(
    request: HttpRequest, admission_id: UUID, *, words_error: str = "", hours_error: str = ""
) -> HttpResponse:
    found = open_request_to_decide(admission_id=admission_id, by=signed_in_actor(request), at=now())
    one, said = found.admission, request.POST.get("hours", "")
    wrong = ((hours_error, "#hours"), (words_error, "#words"))
    errors = tuple(FieldError(text=text, href=href) for text, href in wrong if text)
    page = AdmissionPage(
        heading=_("Let somebody in to %(reference)s?") % {"reference": found.reference},
        what=what_words(one.behind),
        unit=unit_words(found.unit),
        asked_by=one.name,
        asked_at=one.asked_at,
        reason=one.reason,
        standing=standing_words(one),
        is_own=found.is_own,
        is_kept_out=found.is_kept_out,
        may_decide=one.answer is None and not found.is_own,
        hours=tuple(
            ChoiceLine(value=str(each), label=hours_words(each), chosen=said == str(each)) for each in HOURS
        ),
        words=request.POST.get("words", ""),
        hours_error=hours_error,
        words_error=words_error,
        errors=errors,
        **staff_frame(request, back=reverse("staff_restricted")),
    )
    return show(request, page, status=422 if errors else 200)
