"""Requests to talk: the list, one request, and noting what came of a call."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from callpoint.actions.support_requests import (
    NOTE_LIMIT,
    InCaseloadError,
    NewCall,
    NoteTooLongError,
    note_support_call,
    open_support_request,
)
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError, Link, show
from callpoint.pages.shown import AnswerLine
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.request_pages import NotNotedPage, RequestLine, RequestsPage
from callpoint.pages.staff.request_shown import colour_of, colour_words, request_page, request_state_words
from callpoint.records.knowledge import knowledge
from callpoint.records.opened_requests import NoSuchRequestError
from callpoint.records.queries.requests import RequestRow, requests_to_talk
from callpoint.rules.access import Badge, Deed, NotAllowedError, may
from callpoint.rules.support_requests import CallOutcome, RequestMoveNotAllowedError, RequestState

CONFLICT = 409
"""Answer to a note about a request that the person took back, or that was closed, meanwhile."""


@opens_to(Deed.SEE_REQUESTS)
@require_GET
def staff_requests(request: HttpRequest) -> HttpResponse:
    """List the requests that wait, or those of another state."""
    asked, number = request.GET.get("state", ""), request.GET.get("page", "1")
    state = RequestState(asked) if asked in set(RequestState) else RequestState.WAITING
    found = requests_to_talk(
        badge=(badge := signed_in_actor(request).badge),
        state=state,
        number=int(number) if number.isdecimal() else 1,
    )
    page = RequestsPage(
        heading=_("Requests to talk"),
        rows=[_line(row, badge, at=now()) for row in found.rows],
        total=found.total,
        number=found.number,
        pages=found.pages,
        previous_url=_list_url(state, found.number - 1) if found.number > 1 else "",
        next_url=_list_url(state, found.number + 1) if found.number < found.pages else "",
        views=tuple(
            Link(text=request_state_words(each), url=_list_url(each, 1), current=each is state)
            for each in RequestState
        ),
        **staff_frame(request),
    )
    return show(request, page)


def _list_url(state: RequestState, number: int) -> str:
    query = "&".join(
        part
        for part in (
            f"state={state}" if state is not RequestState.WAITING else "",
            f"page={number}" if number > 1 else "",
        )
        if part
    )
    return reverse("staff_requests") + (f"?{query}" if query else "")


def _line(row: RequestRow, badge: Badge, *, at: datetime) -> RequestLine:
    services, units = knowledge().content.services, knowledge().content.units
    opens = row.state is not RequestState.WITHDRAWN and may(badge, Deed.OPEN_REQUEST, unit=row.unit)
    colour = colour_of(row.state, asked_at=row.created_at, due_at=row.due_at, at=at)
    return RequestLine(
        reference=row.reference,
        url=reverse("staff_request", args=[row.id]) if opens else "",
        service=translated(services[row.service].name) if row.service in services else row.service,
        unit=translated(units[row.unit].name) if row.unit in units else row.unit,
        asked_at=row.created_at,
        due_at=row.due_at,
        colour=colour,
        colour_words=colour_words(colour),
    )


@opens_to(Deed.OPEN_REQUEST)
@require_http_methods(["GET", "POST"])
def staff_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Open a request, or note what came of a call."""
    try:
        if request.method == "POST":
            return _note(request, request_id)
        return _show_request(request, request_id)
    except NoSuchRequestError as missing:
        raise Http404 from missing
    except RequestMoveNotAllowedError as refused:
        if request.method != "POST":
            raise Http404 from refused
        words = _("Do not contact them.") if refused.held is RequestState.WITHDRAWN else ""
        return _not_noted(request, heading=request_state_words(refused.held), words=words)
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _note(request: HttpRequest, request_id: UUID) -> HttpResponse:
    outcome = request.POST.get("outcome", "")
    if outcome not in set(CallOutcome):
        return _show_request(
            request, request_id, error=_("Press the button that says what came of the call.")
        )
    new = NewCall(
        outcome=CallOutcome(outcome),
        note=request.POST.get("message", ""),
        answer=request.POST.get("answer", ""),
        send_key=request.POST.get("send_key", ""),
    )
    try:
        note_support_call(request_id=request_id, new=new, by=signed_in_actor(request), at=now())
    except NoteTooLongError:
        words = _("Make it shorter. Each box takes %(limit)s characters.") % {"limit": NOTE_LIMIT}
        return _show_request(request, request_id, error=words)
    except InCaseloadError:
        return _not_noted(
            request, heading=_("Taken into the caseload"), words=_("Note it there, in its entry.")
        )
    return redirect("staff_requests")


def _not_noted(request: HttpRequest, *, heading: str, words: str) -> HttpResponse:
    """Say why nothing is noted on a request any more, with what was typed."""
    typed = (
        (_("Note for staff"), request.POST.get("message", "")),
        (_("A line for the person"), request.POST.get("answer", "")),
    )
    page = NotNotedPage(
        heading=heading,
        words=words,
        typed=tuple(AnswerLine(question=label, answer=text) for label, text in typed if text),
        next_url=reverse("staff_requests"),
        **staff_frame(request, back=reverse("staff_requests")),
    )
    return show(request, page, status=CONFLICT)


def _show_request(request: HttpRequest, request_id: UUID, *, error: str = "") -> HttpResponse:
    by, at = signed_in_actor(request), now()
    page = request_page(
        open_support_request(request_id=request_id, by=by, at=at),
        by,
        at=at,
        typed=(
            request.POST.get("message", ""),
            request.POST.get("answer", ""),
        ),
        errors=(FieldError(text=error, href="#message"),) if error else (),
        frame=staff_frame(request, back=reverse("staff_requests")),
    )
    return show(request, page, status=422 if error else 200)
