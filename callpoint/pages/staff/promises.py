"""What a unit promised: late now, due soon, and how often each promise was kept; also as a file."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from callpoint.clock import now
from callpoint.formats.csv_table import csv_file
from callpoint.pages.access import opens_to
from callpoint.pages.filters import translated
from callpoint.pages.page import show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.clock_pages import OwedList, PromisesPage, ShareView
from callpoint.pages.staff.clocks_view import owed_view, promise_words
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.promises import Share, due_until, late_now, shares
from callpoint.rules.access import EVERY_UNIT, Deed
from callpoint.rules.clocks import CLOCKS

OURS = tuple(rule.promise for rule in CLOCKS if rule.is_ours)
SOON = timedelta(hours=48)
LOOKED_BACK = timedelta(days=28)
HEADER = ("promise", "unit", "kept", "late", "late_now", "share_kept")


@opens_to(Deed.SEE_PROMISES)
@require_GET
def staff_promises(request: HttpRequest) -> HttpResponse:
    """Show what is late, what falls due in two days, and how the promises of four weeks were kept."""
    badge, unit, at = signed_in_actor(request).badge, _unit(request), now()
    late, number_late = late_now(badge=badge, unit=unit, ours=OURS, at=at)
    soon, number_soon = due_until(badge=badge, unit=unit, ours=OURS, at=at, until=at + SOON)
    counted = _shares(request, at=at)
    page = PromisesPage(
        heading=_("What we promised"),
        units=_units(request),
        unit=unit,
        late=OwedList(
            sentence=_late_words(number_late), lines=tuple(owed_view(each, at=at) for each in late)
        ),
        soon=OwedList(
            sentence=_soon_words(number_soon), lines=tuple(owed_view(each, at=at) for each in soon)
        ),
        shares=tuple(_share_view(each) for each in counted),
        summary=_summary(counted),
        csv_url=reverse("staff_promises_csv") + (f"?unit={unit}" if unit else ""),
        **staff_frame(request),
    )
    return show(request, page)


@opens_to(Deed.SEE_PROMISES)
@require_GET
def staff_promises_csv(request: HttpRequest) -> HttpResponse:
    """Give how each promise was kept as a file for a spreadsheet; only ids and numbers stand in it."""
    badge, unit = signed_in_actor(request).badge, _unit(request)
    of_unit = unit or ("" if badge.role in EVERY_UNIT else badge.unit)
    rows = (
        (each.promise, of_unit, each.kept, each.late, each.owed, _per_cent(each))
        for each in _shares(request, at=now())
    )
    response = HttpResponse(csv_file(HEADER, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="promises.csv"'
    return response


def _unit(request: HttpRequest) -> str:
    """Give the unit that is chosen; '' for every unit that may be seen. What is no unit of ours is passed over."""
    asked = request.GET.get("unit", "")
    return asked if asked in knowledge().content.units else ""


def _units(request: HttpRequest) -> tuple[ChoiceLine, ...]:
    if signed_in_actor(request).badge.role not in EVERY_UNIT:
        return ()
    units = knowledge().content.units.values()
    return (
        ChoiceLine(value="", label=_("Every unit")),
        *(ChoiceLine(value=each.id, label=translated(each.name)) for each in units),
    )


def _shares(request: HttpRequest, *, at: datetime) -> tuple[Share, ...]:
    badge = signed_in_actor(request).badge
    return shares(badge=badge, unit=_unit(request), ours=OURS, since=at - LOOKED_BACK, at=at)


def _late_words(number: int) -> str:
    if not number:
        return _("Nothing is late.")
    return ngettext("%(num)s promise is late.", "%(num)s promises are late.", number) % {"num": number}


def _soon_words(number: int) -> str:
    if not number:
        return _("Nothing falls due in the next two days.")
    return ngettext(
        "%(num)s promise falls due in the next two days.",
        "%(num)s promises fall due in the next two days.",
        number,
    ) % {"num": number}


def _summary(counted: tuple[Share, ...]) -> str:
    kept, ended = sum(each.kept for each in counted), sum(each.kept + each.late for each in counted)
    if not ended:
        return _("No promise came to its end in the last four weeks.")
    return _("In the last four weeks %(kept)s of %(ended)s promises were kept in time.") % {
        "kept": kept,
        "ended": ended,
    }


def _share_view(share: Share) -> ShareView:
    what = promise_words(share.promise)
    return ShareView(
        what=what,
        sentence=_("%(what)s: %(kept)s of %(ended)s in time, %(owed)s late now.")
        % {"what": what, "kept": share.kept, "ended": share.kept + share.late, "owed": share.owed},
        kept=share.kept,
        late=share.late,
        owed=share.owed,
        share=_per_cent(share),
    )


def _per_cent(share: Share) -> str:
    """Write the share that was kept, rounded down: 100 % means every one; '' where none has ended."""
    ended = share.kept + share.late
    return f"{share.kept * 100 // ended} %" if ended else ""
