"""Who has how much: open reports by person, for whoever shares out the work; speed is not counted."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.frame import staff_frame
from callpoint.pages.staff.overview import overview_views
from callpoint.pages.staff.overview_pages import GridPart
from callpoint.pages.staff.queue_choices import unit_choices, unit_words
from callpoint.pages.staff.trend_pages import FilterView
from callpoint.pages.staff.welfare_pages import LoadPage
from callpoint.pages.trend_words import count_words
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.welfare import Load, loads
from callpoint.rules.access import Deed
from callpoint.rules.figures import monday_of
from callpoint.rules.welfare import hard_kinds, welfare_rules


@opens_to(Deed.SEE_OVERVIEW)
@require_GET
def staff_loads(request: HttpRequest) -> HttpResponse:
    """Show who has how much of what now."""
    asked = request.GET.get("unit", "")
    unit = asked if asked in knowledge().content.units else ""
    at = now()
    found = loads(unit=unit, hard_kinds=hard_kinds(welfare_rules(knowledge())), since=_week_began(at), at=at)
    page = LoadPage(
        heading=_("Who has what"),
        views=overview_views("staff_loads"),
        filters=(
            FilterView(
                name="unit",
                label=_("Unit"),
                choices=(ChoiceLine(value="", label=_("Every unit")), *unit_choices()),
                chosen=unit,
            ),
        ),
        sentence=_sentence(found),
        load=GridPart(
            caption=_("Open reports by person"),
            head=(_("Name"), _("Unit"), _("Open"), _("Hard to read"), _("Late"), _("New this week")),
            rows=tuple(
                (
                    each.name,
                    unit_words(each.unit) if each.unit else _("Every unit"),
                    *(count_words(number) for number in (each.open, each.hard, each.late, each.new)),
                )
                for each in found
            ),
        ),
        **staff_frame(request),
    )
    return show(request, page)


def _week_began(at: datetime) -> datetime:
    return datetime.combine(monday_of(timezone.localdate(at)), time(0), ZoneInfo(settings.TIME_ZONE))


def _sentence(found: tuple[Load, ...]) -> str:
    number, hard = sum(each.open for each in found), sum(each.hard for each in found)
    if not number:
        return _("Nobody holds an open report.")
    return ngettext(
        "%(number)s open report is with somebody; %(hard)s of them is hard to read.",
        "%(number)s open reports are with somebody; %(hard)s of them are hard to read.",
        number,
    ) % {"number": count_words(number), "hard": count_words(hard)}
