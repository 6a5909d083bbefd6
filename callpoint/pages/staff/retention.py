"""Erasing old reports: the months that are due, and the two persons' words about each."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callpoint.actions.acting import Actor
from callpoint.actions.shredding import (
    AlreadyProposedError,
    NoSuchMonthError,
    NoSuchOrderError,
    NotDueError,
    OrderClosedError,
    SamePersonError,
    cancel_erasure,
    confirm_erasure,
    propose_erasure,
)
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.filters import month_name
from callpoint.pages.page import FieldError, show
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.retention_pages import DoneView, HeldView, MonthView, OrderView, RetentionPage
from callpoint.records.queries.retention import (
    DueMonth,
    HeldReport,
    OrderLine,
    months_due,
    next_month_due,
    orders_done,
    reports_held,
)
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.retention import KEEP_YEARS, WAIT_BEFORE_ERASURE, complete_on, due_on


@opens_to(Deed.ERASE_MONTH)
@require_http_methods(["GET", "POST"])
def staff_retention(request: HttpRequest) -> HttpResponse:
    """Show the months; propose one, confirm what another person proposed, or stop it."""
    if request.method != "POST":
        return _show(request)
    deed = _DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        raise Http404
    try:
        deed(request, signed_in_actor(request))
    except (NoSuchMonthError, NoSuchOrderError) as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    except SamePersonError:
        return _show(
            request, error=_("You proposed this month yourself. Another supervisor must confirm it.")
        )
    except NotDueError:
        return _show(request, error=_("This month is not over yet. Nothing of it can be erased."))
    except (AlreadyProposedError, OrderClosedError):
        return _show(request, error=_("Somebody was faster. Look at the month again."))
    return redirect("staff_retention")


def _propose(request: HttpRequest, by: Actor) -> None:
    propose_erasure(month=request.POST.get("month", ""), by=by, at=now())


def _confirm(request: HttpRequest, by: Actor) -> None:
    confirm_erasure(order_id=_order_id(request), by=by, at=now())


def _stop(request: HttpRequest, by: Actor) -> None:
    cancel_erasure(order_id=_order_id(request), by=by, at=now())


_DEEDS = {"propose": _propose, "confirm": _confirm, "stop": _stop}


def _order_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("order", ""))
    except ValueError as unread:
        raise NoSuchOrderError from unread


def _show(request: HttpRequest, *, error: str = "") -> HttpResponse:
    by, at = signed_in_actor(request), now()
    coming = next_month_due(at=at)
    page = RetentionPage(
        heading=_("Erasing old reports"),
        years=KEEP_YEARS,
        next_name=month_name(coming) if coming else "",
        next_on=due_on(coming) if coming else None,
        months=tuple(_month(line, by) for line in months_due(at=at)),
        done=tuple(_done(order, at) for order in orders_done()),
        held=tuple(_held(line) for line in reports_held()),
        complete_if_confirmed_now=complete_on(at + WAIT_BEFORE_ERASURE),
        errors=(FieldError(text=error, href="#months"),) if error else (),
        **staff_frame(request),
    )
    return show(request, page, status=422 if page.errors else 200)


def _month(line: DueMonth, by: Actor) -> MonthView:
    return MonthView(
        month=line.month,
        anchor=f"month-{line.month}",
        name=month_name(line.month),
        reports=line.reports,
        still_open=line.still_open,
        held=line.held,
        drafts=line.drafts,
        requests=line.requests,
        order=_order(line.order, by) if line.order else None,
    )


def _order(order: OrderLine, by: Actor) -> OrderView:
    return OrderView(
        id=order.id,
        proposed_by=order.proposed_by,
        proposed_at=order.proposed_at,
        is_own=str(order.proposed_by_id) == by.id,
        confirmed_by=order.confirmed_by,
        begins_at=order.confirmed_at + WAIT_BEFORE_ERASURE if order.confirmed_at else None,
        erased=order.reports,
    )


def _done(order: OrderLine, at: datetime) -> DoneView:
    done_at = order.done_at or order.proposed_at
    complete = order.complete_on or done_at.date()
    return DoneView(
        month=order.month,
        name=month_name(order.month),
        reports=order.reports,
        drafts=order.drafts,
        requests=order.requests,
        proposed_by=order.proposed_by,
        confirmed_by=order.confirmed_by,
        done_at=done_at,
        complete_on=complete,
        is_complete=complete <= at.date(),
    )


def _held(line: HeldReport) -> HeldView:
    return HeldView(
        reference=line.reference,
        url=reverse("staff_report", args=[line.report_id]),
        placed_by=line.placed_by,
        placed_at=line.placed_at,
        name=month_name(line.month),
    )
