"""What is going around: all police areas, one of them, and its feed of alerts and weekly figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from callpoint.analysis.trends import Counted, counts_of_area, counts_of_areas
from callpoint.clock import now
from callpoint.formats.atom import MEDIA_TYPE, Entry, Feed, atom_feed
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.charts import AreaNumber, area_map, bar_chart
from callpoint.pages.filters import translated
from callpoint.pages.languages import language_in_force
from callpoint.pages.page import show
from callpoint.pages.public.area_pages import AreaPage, AreasPage, KindTold, PlaceLine, PublicAlert, WeekTold
from callpoint.pages.public.figures import day_words, number_words
from callpoint.pages.public.frame import frame
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.alerts import AlertLine, alerts_for, alerts_in_force
from callpoint.rules.area_figures import (
    WEEKS_OF_CHART,
    WEEKS_OF_KINDS,
    AreaFigures,
    area_figures,
    area_totals,
)
from callpoint.rules.areas import PoliceArea, area_of_code, police_areas
from callpoint.rules.figures import monday_of
from callpoint.rules.now import guide_for
from callpoint.rules.triage.facts import Facts


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is published of one area, and the weeks it is about."""

    figures: AreaFigures
    first: date
    """The Monday of the first week of the chart."""
    end: date
    """The Monday on which the last week was over."""
    is_modelled: bool

    @property
    def from_day(self) -> str:
        """Give the first day of the weeks that the kinds are about."""
        return day_words(self.end - timedelta(weeks=WEEKS_OF_KINDS))

    @property
    def to_day(self) -> str:
        """Give their last day."""
        return day_words(self.end - timedelta(days=1))


@opens_to(Audience.ANYONE)
@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """List the police areas, with the alerts in force."""
    end = monday_of(timezone.localdate(now()))
    first = end - timedelta(weeks=WEEKS_OF_KINDS)
    counted = counts_of_areas(first, end)
    numbers = _numbers(counted)
    page = AreasPage(
        heading=_("What is going around"),
        is_modelled=counted.is_modelled,
        from_day=day_words(first),
        to_day=day_words(end - timedelta(days=1)),
        alerts=tuple(_alert(line) for line in alerts_in_force()),
        map=area_map(numbers, _("A map of the places. The table says the same.")),
        areas=tuple(PlaceLine(name=each.area.name, number=each.said, url=each.url) for each in numbers),
        **frame(request, back=reverse("start")),
    )
    return show(request, page)


@opens_to(Audience.ANYONE)
@require_safe
def area(request: HttpRequest, area_id: str) -> HttpResponse:
    """Show one police area."""
    place = _place(area_id)
    told = _told(place)
    page = AreaPage(
        heading=_("What is going around: %(place)s") % {"place": place.name},
        is_modelled=told.is_modelled,
        from_day=told.from_day,
        to_day=told.to_day,
        alerts=tuple(_alert(line) for line in alerts_for(place.code)),
        total=number_words(told.figures.total),
        kinds=tuple(_kind(kind, number) for kind, number in told.figures.kinds),
        chart=bar_chart(
            [number or 0 for number in told.figures.weeks],
            _("Reports each week. The table below says the same."),
        ),
        weeks=tuple(reversed(_weeks(told))),
        feed_url=reverse("area_feed", args=[place.id]),
        report_url=reverse("begin"),
        **frame(request, back=reverse("areas")),
    )
    return show(request, page)


@opens_to(Audience.ANYONE)
@require_safe
def area_feed(request: HttpRequest, area_id: str) -> HttpResponse:
    """Give the alerts and the weekly figures of an area as an Atom feed; it sets no cookie and asks for nobody."""
    place = _place(area_id)
    told, url = _told(place), request.build_absolute_uri(reverse("area", args=[place.id]))
    entries = [*_alert_entries(place, url), *_week_entries(told, url)]
    feed = Feed(
        id=url,
        title=_("What is going around: %(place)s") % {"place": place.name},
        author=str(settings.CALLPOINT.service.name),
        language=language_in_force(),
        url=url,
        own_url=request.build_absolute_uri(request.path),
        entries=sorted(entries, key=lambda each: each.updated_at, reverse=True),
        updated_at=_midnight(told.end),
    )
    return HttpResponse(atom_feed(feed), content_type=MEDIA_TYPE)


def _place(area_id: str) -> PoliceArea:
    place = police_areas(knowledge().places).get(area_id)
    if place is None:
        raise Http404
    return place


def _told(place: PoliceArea) -> Told:
    end = monday_of(timezone.localdate(now()))
    counted = counts_of_area(place.code, end - timedelta(weeks=WEEKS_OF_CHART), end)
    return Told(
        figures=area_figures(place.code, counted.lines),
        first=counted.first,
        end=end,
        is_modelled=counted.is_modelled,
    )


def _numbers(counted: Counted) -> tuple[AreaNumber, ...]:
    totals = area_totals(counted.lines)
    return tuple(
        AreaNumber(
            area=each,
            number=totals.get(each.code) or 0,
            said=number_words(totals.get(each.code)),
            url=reverse("area", args=[each.id]),
        )
        for each in police_areas(knowledge().places).values()
    )


def _weeks(told: Told) -> tuple[WeekTold, ...]:
    return tuple(
        WeekTold(monday=told.first + timedelta(weeks=place), number=number_words(number))
        for place, number in enumerate(told.figures.weeks)
    )


def _kind(kind: str, number: int) -> KindTold:
    known = knowledge()
    said = known.content.kinds[kind]
    guide = guide_for(known.content, jurisdiction=known.home, situation="", kind=kind, facts=Facts())
    return KindTold(
        label=translated(said.label),
        definition=translated(said.definition),
        number=number_words(number),
        advice=tuple(translated(each) for each in (*said.advice_prevent, *said.advice_now)),
        guide=translated(guide.title) if guide else "",
        guide_url=reverse("now", args=[guide.id]) if guide else "",
    )


def _alert(line: AlertLine) -> PublicAlert:
    place = area_of_code(knowledge().places, line.area)
    return PublicAlert(
        title=line.words.title,
        text=line.words.text,
        what_to_do=line.words.what_to_do,
        place=place.name if place else _("All places"),
        published_at=line.published_at or line.written_at,
    )


def _alert_entries(place: PoliceArea, url: str) -> Iterator[Entry]:
    for line in alerts_for(place.code):
        yield Entry(
            id=line.id.urn,
            title=line.words.title,
            text=f"{line.words.text}\n\n{_('What you can do')}\n{line.words.what_to_do}",
            url=url,
            updated_at=line.published_at or line.written_at,
        )


def _week_entries(told: Told, url: str) -> Iterator[Entry]:
    made_up = _("This is a show with made-up figures. No real person is counted here.")
    for week in _weeks(told):
        said = _("Reports to us in this week: %(number)s.") % {"number": week.number}
        yield Entry(
            id=f"{url}#{week.monday.isoformat()}",
            title=_("The week from %(day)s") % {"day": day_words(week.monday)},
            text=f"{said} {made_up}" if told.is_modelled else said,
            url=url,
            updated_at=_midnight(week.monday + timedelta(weeks=1)),
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), timezone.get_default_timezone())
