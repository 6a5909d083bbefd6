"""The supervisor's page: how reports are kept up with, by period and unit, and its tables as files."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from callpoint.clock import now
from callpoint.formats.csv_table import csv_file
from callpoint.pages.access import opens_to
from callpoint.pages.page import Link, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.frame import staff_frame
from callpoint.pages.staff.overview_counts import Overview, overview_of
from callpoint.pages.staff.overview_files import TABLES, file_of
from callpoint.pages.staff.overview_pages import OverviewPage
from callpoint.pages.staff.overview_parts import (
    ages_part,
    days_part,
    endings_grid,
    endings_part,
    in_short,
    money_part,
    open_grid,
    owed_part,
    said_part,
    steps_part,
    way_part,
)
from callpoint.pages.staff.overview_words import length_words
from callpoint.pages.staff.queue_choices import unit_choices, unit_words
from callpoint.pages.staff.trend_pages import FilterView
from callpoint.pages.trend_words import day_in_short
from callpoint.records.knowledge import knowledge
from callpoint.rules.access import Deed
from callpoint.rules.overview import Length, period_of


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What the address asks for; what is no period or unit of ours is passed over."""

    length: Length
    unit: str

    def url(self, name: str, *args: object) -> str:
        """Write an address of these pages that asks for the same."""
        said = urlencode({"period": self.length.value, **({"unit": self.unit} if self.unit else {})})
        return f"{reverse(name, args=args)}?{said}"


@opens_to(Deed.SEE_OVERVIEW)
@require_GET
def staff_overview(request: HttpRequest) -> HttpResponse:
    """Show how reports are kept up with, in the chosen period and unit."""
    chosen = _chosen(request)
    overview = _counted(chosen)

    def csv_url(table: str) -> str:
        return chosen.url("staff_overview_csv", table)

    page = OverviewPage(
        heading=_("Overview"),
        views=overview_views("staff_overview"),
        filters=_filters(chosen),
        dates=_dates(overview),
        is_modelled=overview.is_modelled,
        in_short=in_short(overview),
        way=way_part(overview, csv_url("way")),
        steps=steps_part(overview, csv_url("steps")),
        days=days_part(overview, csv_url("days")),
        ages=ages_part(overview, csv_url("ages")),
        open_by_unit=open_grid(overview),
        owed=owed_part(overview, csv_url("promises")),
        money=money_part(overview, csv_url("money")),
        endings=endings_part(overview, csv_url("outcomes")),
        endings_by_kind=endings_grid(overview, "kind"),
        endings_by_unit=endings_grid(overview, "unit"),
        said=said_part(overview),
        **staff_frame(request),
    )
    return show(request, page)


@opens_to(Deed.SEE_OVERVIEW)
@require_GET
def staff_overview_csv(request: HttpRequest, table: str) -> HttpResponse:
    """Give one table as a file for a spreadsheet; only ids and rounded numbers stand in it."""
    if table not in TABLES:
        raise Http404
    header, rows = file_of(table, _counted(_chosen(request)))
    response = HttpResponse(csv_file(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="overview-{table}.csv"'
    return response


def overview_views(current: str) -> tuple[Link, ...]:
    """Give the pages of a supervisor."""
    names = (("staff_overview", _("How we keep up")), ("staff_loads", _("Who has what")))
    return tuple(Link(text=text, url=reverse(name), current=name == current) for name, text in names)


def _chosen(request: HttpRequest) -> Chosen:
    length, unit = request.GET.get("period", ""), request.GET.get("unit", "")
    return Chosen(
        length=Length(length) if length in set(Length) else Length.WEEK,
        unit=unit if unit in knowledge().content.units else "",
    )


def _counted(chosen: Chosen) -> Overview:
    at = now()
    period = period_of(chosen.length, today=timezone.localdate(at))
    return overview_of(period, unit=chosen.unit, at=at)


def _filters(chosen: Chosen) -> tuple[FilterView, ...]:
    return (
        FilterView(
            name="period",
            label=_("Period"),
            choices=tuple(ChoiceLine(value=each.value, label=length_words(each)) for each in Length),
            chosen=chosen.length.value,
        ),
        FilterView(
            name="unit",
            label=_("Unit"),
            choices=(ChoiceLine(value="", label=_("Every unit")), *unit_choices()),
            chosen=chosen.unit,
        ),
    )


def _dates(overview: Overview) -> str:
    return _("%(first)s to %(last)s. %(unit)s.") % {
        "first": day_in_short(overview.period.first),
        "last": day_in_short(overview.period.last),
        "unit": unit_words(overview.unit) if overview.unit else _("Every unit"),
    }
