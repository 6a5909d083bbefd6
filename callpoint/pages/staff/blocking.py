"""Stopping the new words of a reporter for some days: one proposes, another confirms, and either lifts it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callpoint.actions.abuse import (
    Blocks,
    BlockStandsError,
    NoBlockError,
    OpenedBlock,
    Stop,
    confirm_block,
    end_block,
    look_at_blocks,
    propose_block,
)
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.filters import moment
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.abuse_pages import BlockPage, BlockView
from callpoint.pages.staff.closing import reason_words
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.abuse import DAYS, DaysNotTakenError, NeedsAPersonNowError, SameProposerError
from callpoint.rules.access import Deed, NotAllowedError, may
from callpoint.rules.closing_reasons import ReasonNotTakenError


@opens_to(Deed.PROPOSE_BLOCK)
@require_http_methods(["GET", "POST"])
def staff_block(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show what stops a reporter's words; propose it, confirm it, end it."""
    try:
        if request.method != "POST":
            return _show(request, report_id)
        return _act(request, report_id)
    except NoSuchReportError as missing:
        raise Http404 from missing
    except (NotAllowedError, SameProposerError) as refused:
        raise PermissionDenied from refused


def _act(request: HttpRequest, report_id: UUID) -> HttpResponse:
    act = _deed(request)
    try:
        act(report_id=report_id, by=signed_in_actor(request), at=now())
    except ReasonNotTakenError as refused:
        return _show(request, report_id, reason_error=reason_words(refused))
    except DaysNotTakenError:
        return _show(request, report_id, days_error=_("Choose for how long."))
    except NeedsAPersonNowError:
        words = _("This report tells of danger. Nobody stops the words of somebody in danger.")
        return _show(request, report_id, days_error=words)
    except (NoBlockError, BlockStandsError):
        return redirect("staff_block", report_id)
    return redirect("staff_block", report_id)


def _deed(request: HttpRequest) -> Callable[..., None]:
    days = request.POST.get("days", "")
    stop = Stop(
        reason=request.POST.get("reason", ""),
        told=request.POST.get("told", ""),
        days=int(days) if days in {str(each) for each in DAYS} else 0,
    )
    deeds: dict[str, Callable[..., None]] = {
        "propose": partial(propose_block, stop=stop),
        "confirm": confirm_block,
        "end": end_block,
    }
    deed = deeds.get(request.POST.get("do", ""))
    if deed is None:
        raise Http404
    return deed


def _show(
    request: HttpRequest, report_id: UUID, *, reason_error: str = "", days_error: str = ""
) -> HttpResponse:
    by, at = signed_in_actor(request), now()
    found = look_at_blocks(report_id=report_id, by=by, at=at)
    waits = next((one for one in found.rows if one.until is None and one.ended_at is None), None)
    holds = _holds(found, at)
    wrong = ((days_error, "#days"), (reason_error, "#reason"))
    errors = tuple(FieldError(text=text, href=href) for text, href in wrong if text)
    is_own = waits is not None and str(waits.proposed_by_id) == by.id
    page = BlockPage(
        heading=_("Words of the reporter of %(reference)s") % {"reference": found.reference},
        report_url=reverse("staff_report", args=[report_id]),
        rows=tuple(_view(one, at) for one in found.rows),
        may_propose=waits is None and not holds,
        may_confirm=waits is not None and not is_own and may(by.badge, Deed.CONFIRM_BLOCK),
        is_own=is_own,
        may_end=waits is not None or holds,
        days=_days(request.POST.get("days", "")),
        reason=request.POST.get("reason", ""),
        told=request.POST.get("told", ""),
        days_error=days_error,
        reason_error=reason_error,
        errors=errors,
        **staff_frame(request, back=reverse("staff_abuse")),
    )
    return show(request, page, status=422 if errors else 200)


def _holds(found: Blocks, at: datetime) -> bool:
    return any(one.ended_at is None and one.until is not None and at < one.until for one in found.rows)


def _days(said: str) -> tuple[ChoiceLine, ...]:
    return tuple(
        ChoiceLine(
            value=str(each),
            label=ngettext("%(num)s day", "%(num)s days", each) % {"num": each},
            chosen=said == str(each),
        )
        for each in DAYS
    )


def _view(one: OpenedBlock, at: datetime) -> BlockView:
    return BlockView(
        standing=_standing(one, at),
        reason=one.reason,
        told=one.told,
        proposed_by=one.proposed_by,
        proposed_at=one.proposed_at,
        disagreement=one.disagreement,
    )


def _standing(one: OpenedBlock, at: datetime) -> str:
    if one.ended_at is not None:
        return _("Ended by %(who)s, %(when)s") % {"who": one.ended_by, "when": moment(one.ended_at)}
    if one.until is None:
        words = ngettext(
            "Proposed for %(num)s day. It needs a second person.",
            "Proposed for %(num)s days. It needs a second person.",
            one.days,
        )
        return words % {"num": one.days}
    words = (
        _("Stopped until %(when)s, confirmed by %(who)s")
        if at < one.until
        else _("Was stopped until %(when)s")
    )
    return words % {"when": moment(one.until), "who": one.confirmed_by}
