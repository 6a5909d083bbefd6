"""With whom a report is: the part of its page, and the forms that take, give and move it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from callpoint.actions.moving import REASON_LIMIT
from callpoint.actions.reading import OpenedReport
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.staff.bulk import Refused, deed_of, refusal_words
from callpoint.pages.staff.desk_pages import DeskPart, MoveLine
from callpoint.pages.staff.frame import signed_in_actor
from callpoint.pages.staff.keyed import DIGITS, move_reasons, reason_in, reason_lines, with_keys
from callpoint.pages.staff.queue import MOVED, lead_on, next_report_url
from callpoint.pages.staff.queue_address import seen_before, seen_by
from callpoint.pages.staff.queue_choices import chosen_in, colleague_choices, unit_choices, unit_words
from callpoint.pages.staff.queue_lines import open_words
from callpoint.records.opened import NoSuchReportError
from callpoint.records.presence import note_absence, note_presence, who_has_open
from callpoint.records.queries.queue import held_by, place_of_report
from callpoint.rules.access import Deed, NotAllowedError, may

MOVE_AND_NEXT = "move-next"
PLACE = "place"
"""Where the session keeps the report that was opened last, with its place."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was typed into the form of a move, and what is wrong: with the move, or with who shall hold the report."""

    unit: str = ""
    ready: str = ""
    reason: str = ""
    error: str = ""
    holder_error: str = ""


def change_desk(request: HttpRequest, report_id: UUID) -> HttpResponse | Typed:
    """Take, give, put back or move a report; what was typed comes back with what is wrong where it cannot be taken."""
    asked = request.POST.copy()
    is_move = asked.get("do") in {"move", MOVE_AND_NEXT}
    if is_move:
        asked["do"], asked["reason"] = "move", reason_in(request.POST, move_reasons())
    try:
        deed_of(asked)(report_id=report_id, by=signed_in_actor(request), at=now())
    except (NoSuchReportError, NotAllowedError):
        raise
    except Refused as why:
        if not is_move:
            return Typed(holder_error=refusal_words(why))
        typed = {name: request.POST.get(name, "") for name in ("unit", "ready", "reason")}
        return Typed(**typed, error=refusal_words(why))
    return _after_move(request, report_id) if is_move else redirect(request.get_full_path())


def _after_move(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Go on to the next report, or to the queue; the queue offers to take the move back."""
    request.session[MOVED] = [str(report_id)]
    if request.POST.get("do") == MOVE_AND_NEXT:
        return on_to_next(request, report_id)
    return redirect(seen_by(request).url(did="move", number=1))


def on_to_next(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Lead to the report that comes after this one, from a page of it or of a part of it."""
    place = place_when_opened(request, report_id)
    return lead_on(request, seen_before(request), left=report_id, place=place)


def place_when_opened(request: HttpRequest, report_id: UUID) -> str:
    """
    Say where a report stood in the queue before this person opened it; '' where it stood in none.

    Reading it moves its next date, and so its place: the way on leads from where it was, also after a press on its page.
    """
    held_id, place = request.session.get(PLACE, ("", ""))
    if held_id != str(report_id):
        place = str(place_of_report(report_id, badge=signed_in_actor(request).badge) or "")
        request.session[PLACE] = (str(report_id), place)
    return str(place)


def desk_part(request: HttpRequest, report: OpenedReport, *, typed: Typed, place: str) -> DeskPart:
    """Make the part, and note that this person has the report open."""
    by = signed_in_actor(request)
    note_presence(report_id=report.id, staff_id=int(by.id), at=now())
    holder, is_mine = held_by(report.id, staff_id=int(by.id))
    may_take = may(by.badge, Deed.TAKE_REPORT, unit=report.unit)
    return DeskPart(
        open_by=open_words(who_has_open([report.id], but=int(by.id), at=now()).get(report.id, ())),
        assignee=holder,
        is_mine=is_mine,
        may_take=may_take,
        may_move=may(by.badge, Deed.MOVE_REPORT, unit=report.unit),
        colleagues=colleague_choices(report.unit) if may_take else (),
        units=with_keys(chosen_in(unit_choices(but=report.unit), typed.unit), DIGITS),
        moves=_moves(report),
        ready=reason_lines(move_reasons(), typed.ready),
        reason=typed.reason,
        error=typed.error,
        holder_error=typed.holder_error,
        limit=REASON_LIMIT,
        place=place,
        next_url=next_report_url(request, after=report.id, place=place),
        presence_url=_presence_url(report.id),
    )


@opens_to(Deed.OPEN_REPORT)
@require_POST
def staff_presence(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Note that somebody still has a report open, or has closed it; says who else has it open."""
    by = signed_in_actor(request)
    if request.POST.get("do") == "leave":
        # Also of a report that was moved out of reach just now: nobody has it open here any more.
        note_absence(report_id=report_id, staff_id=int(by.id))
        return HttpResponse(status=204)
    if place_of_report(report_id, badge=by.badge) is None:
        raise Http404
    note_presence(report_id=report_id, staff_id=int(by.id), at=now())
    names = who_has_open([report_id], but=int(by.id), at=now()).get(report_id, ())
    return HttpResponse(open_words(names), content_type="text/plain; charset=utf-8")


def _presence_url(report_id: UUID) -> str:
    return reverse("staff_presence", args=[report_id])


def _moves(report: OpenedReport) -> tuple[MoveLine, ...]:
    return tuple(
        MoveLine(
            words=_("From %(one)s to %(other)s")
            % {"one": unit_words(each.from_unit), "other": unit_words(each.to_unit)},
            reason=each.reason,
            moved_by=each.moved_by,
            moved_at=each.moved_at,
            was_undone=each.undone_at is not None,
        )
        for each in report.moves
    )
