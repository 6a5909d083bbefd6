"""The caseload of a support service: what is new, what it works on, what ended; and taking on who asked themselves."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from callpoint.actions.caseload import take_request
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import Link, show
from callpoint.pages.staff.assessment_view import age_words
from callpoint.pages.staff.caseload_pages import CaseloadPage, EntryLine, OwnAskLine
from callpoint.pages.staff.caseload_view import colour_of_entry
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.request_shown import colour_words
from callpoint.pages.staff.support_view import kind_words
from callpoint.pages.staff.support_words import state_words, way_words
from callpoint.records.opened_requests import NoSuchRequestError
from callpoint.records.queries.caseload import CaseloadRow, OwnAsk, caseload_of, numbers_of, own_asks
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.promises import colour_at
from callpoint.rules.support_requests import RequestMoveNotAllowedError
from callpoint.rules.support_service import ReferralState


@opens_to(Deed.SEE_CASELOAD)
@require_GET
def staff_caseload(request: HttpRequest) -> HttpResponse:
    """List the new entries, or those of another state."""
    asked, number = request.GET.get("state", ""), request.GET.get("page", "1")
    state = ReferralState(asked) if asked in set(ReferralState) else ReferralState.NEW
    badge, at = signed_in_actor(request).badge, now()
    found = caseload_of(badge=badge, state=state, number=int(number) if number.isdecimal() else 1)
    counted = numbers_of(badge)
    asks, asks_total = own_asks(badge) if state is ReferralState.NEW else ((), 0)
    page = CaseloadPage(
        heading=_("Caseload"),
        views=tuple(
            Link(
                text=f"{state_words(one)} ({counted.get(one, 0)})",
                url=_list_url(one, 1),
                current=one is state,
            )
            for one in ReferralState
        ),
        state=state,
        rows=[_line(row, at=at) for row in found.rows],
        total=found.total,
        number=found.number,
        pages=found.pages,
        previous_url=_list_url(state, found.number - 1) if found.number > 1 else "",
        next_url=_list_url(state, found.number + 1) if found.number < found.pages else "",
        asks=[_ask_line(one, at=at) for one in asks],
        asks_total=asks_total,
        asks_url=reverse("staff_requests"),
        figures_url=reverse("staff_support_figures"),
        **staff_frame(request),
    )
    return show(request, page)


@opens_to(Deed.OPEN_REFERRAL)
@require_POST
def staff_take_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take a request to talk into the caseload, and lead to its entry."""
    try:
        entry = take_request(request_id=request_id, by=signed_in_actor(request), at=now())
    except NoSuchRequestError as missing:
        raise Http404 from missing
    except RequestMoveNotAllowedError:
        return redirect("staff_requests")
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    return redirect("staff_referral", entry)


def _list_url(state: ReferralState, number: int) -> str:
    parts = [f"state={state}"] if state is not ReferralState.NEW else []
    parts += [f"page={number}"] if number > 1 else []
    return reverse("staff_caseload") + (f"?{'&'.join(parts)}" if parts else "")


def _line(row: CaseloadRow, *, at: datetime) -> EntryLine:
    colour = colour_of_entry(
        row.state,
        referred_at=row.referred_at,
        due_at=row.due_at,
        next_on=row.next_on,
        at=at,
    )
    is_open = row.state in (ReferralState.NEW, ReferralState.ACCEPTED)
    return EntryLine(
        reference=row.reference,
        url="" if row.state is ReferralState.WITHDRAWN else reverse("staff_referral", args=[row.id]),
        way=way_words(row.way),
        kind=kind_words(row.kind),
        since=row.referred_at,
        age=age_words(at, row.referred_at) if is_open else "",
        due_at=row.due_at if row.state is ReferralState.NEW else None,
        next_on=row.next_on if row.state is ReferralState.ACCEPTED else None,
        ended_at=row.ended_at,
        colour=colour,
        colour_words=colour_words(colour),
        taken_by=row.taken_by,
        tries=row.tries,
    )


def _ask_line(one: OwnAsk, *, at: datetime) -> OwnAskLine:
    colour = colour_at(starts_at=one.created_at, due=one.due_at, at=at) if one.due_at else ""
    return OwnAskLine(
        reference=one.reference,
        url=reverse("staff_request", args=[one.id]),
        asked_at=timezone.localtime(one.created_at),
        due_at=one.due_at,
        colour=colour,
        colour_words=colour_words(colour),
    )
