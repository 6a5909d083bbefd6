"""The calendar file of a clock, made of the moment it began; nothing of it is kept."""

from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from callpoint.clock import now
from callpoint.formats.ics import Event, calendar_file
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.filters import translated
from callpoint.pages.page import show
from callpoint.pages.public.frame import frame
from callpoint.pages.public.now_parts import due_at_clock
from callpoint.pages.public.pages import MessagePage
from callpoint.records.knowledge import knowledge
from callpoint.rules.content.now_model import NowClock
from callpoint.rules.now import guide_named

LASTS, REMINDS = timedelta(hours=1), timedelta(hours=12)
"""The entry is the last hour, and the calendar reminds half a day before."""
OLDEST = timedelta(days=731)
"""What began earlier than two years ago has no clock that still runs."""


@csrf_exempt
@opens_to(Audience.ANYONE)
@require_POST
def clock_file(request: HttpRequest) -> HttpResponse:
    """Give the date as a file for a calendar; the form changes nothing, so it needs no token and no session."""
    known = knowledge()
    guide = guide_named(known.content, request.POST.get("guide", ""), jurisdiction=known.home)
    began = _moment(request.POST.get("began", ""))
    due = due_at_clock(guide.clock, began) if guide and guide.clock and began else None
    if guide is None or guide.clock is None or due is None:
        return _refused(request)
    event = _event(guide.clock, due)
    response = HttpResponse(
        calendar_file([event], made_at=now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="date.ics"'
    return response


def _event(clock: NowClock, due: datetime) -> Event:
    return Event(
        uid=f"{clock.promise}-{due.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        title=translated(clock.event),
        starts_at=due - LASTS,
        lasts=LASTS,
        description=translated(clock.note),
        alarm_before=REMINDS,
    )


def _moment(text: str) -> datetime | None:
    """Read a moment as the form before wrote it; None where it is none, has no zone, or is too old or to come."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo and now() - OLDEST <= moment <= now() else None


def _refused(request: HttpRequest) -> HttpResponse:
    page = MessagePage(
        heading=_("We could not make the file"),
        paragraphs=(_("Go back, and say once more when it began."),),
        next_text=_("Go to what to do now"),
        next_url=reverse("now", args=["organisation-attacked-now"]),
        **frame(request),
    )
    return show(request, page, status=400)
