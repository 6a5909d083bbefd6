"""Offers a break after a long time or several hard reports; only the session of the person knows of it."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.welfare import wishes_of
from callpoint.rules.welfare import Due, Sitting, welfare_rules

SITTING = "sitting"
"""Where a session keeps how long somebody sits there: three values, and neither a report nor a name."""
COUNTED = "hard"
"""Where a session keeps which hard reports are counted, by the beginnings of their ids."""
MARK, MOST_COUNTED = 8, 100


def break_words(request: HttpRequest, *, staff_id: int, at: datetime) -> str:
    """Note that a page is opened, and say why a break may do good; '' where none is due or nobody wants to hear of it."""
    breaks = welfare_rules(knowledge()).breaks
    sitting = _held(request, at).seen(at, breaks)
    _keep(request, sitting)
    due = sitting.due(breaks)
    if due is None or not wishes_of(staff_id).is_told_of_breaks:
        return ""
    return {
        Due.HARD_REPORTS: _("You have read several hard reports. A short break may do you good."),
        Due.LONG_TIME: _("You have been at it for a long time. A short break may do you good."),
    }[due]


def note_hard(request: HttpRequest, report_id: UUID, *, at: datetime) -> None:
    """Note that a hard report is opened; whoever opens it again in the same session has read one, not two."""
    mark = report_id.hex[:MARK]
    counted = request.session.get(COUNTED, [])
    if mark in counted:
        return
    request.session[COUNTED] = [*counted, mark][-MOST_COUNTED:]
    _keep(request, _held(request, at).opened_hard())


@opens_to(Audience.STAFF)
@require_POST
def staff_break(request: HttpRequest) -> HttpResponse:
    """Begin anew: the person had their break, or does not want one now."""
    _keep(request, Sitting(began_at=now(), seen_at=now()))
    back = request.POST.get("back", "")
    is_ours = back.startswith("/staff/") and url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(back) if is_ours else redirect("staff_queue")


def _held(request: HttpRequest, at: datetime) -> Sitting:
    began, seen, hard = request.session.get(SITTING) or (at.isoformat(), at.isoformat(), 0)
    return Sitting(began_at=datetime.fromisoformat(began), seen_at=datetime.fromisoformat(seen), hard=hard)


def _keep(request: HttpRequest, sitting: Sitting) -> None:
    request.session[SITTING] = [sitting.began_at.isoformat(), sitting.seen_at.isoformat(), sitting.hard]
