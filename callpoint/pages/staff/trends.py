"""What is rising: the page, its filters, and the same numbers as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from callpoint.analysis.trends import Counted, counts_of_areas, counts_of_lines, rising
from callpoint.clock import now
from callpoint.formats.csv_table import csv_file
from callpoint.pages.access import opens_to
from callpoint.pages.charts import AreaNumber, Chart, area_map, bar_chart
from callpoint.pages.page import Link, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.trend_pages import AreaLine, FilterView, FindingView, TrendsPage, WeekView
from callpoint.pages.trend_words import (
    area_words,
    chance_words,
    contact_words,
    count_words,
    day_in_short,
    finding_sentence,
    kind_words,
    line_words,
    money_words,
)
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.series_warnings import warnings_that_wait
from callpoint.rules.access import Deed, may
from callpoint.rules.areas import police_areas
from callpoint.rules.figures import monday_of
from callpoint.rules.measures import CONTACT, NOT_TOLD
from callpoint.rules.trends import WEEKS_NEEDED, Finding, Line, Sum

WEEKS_OFFERED = (13, 26, 52)
MOST_SHOWN = 30
"""Findings of one page; with more than these it is one thing that drives them all."""
WEEKS_OF_MAP = 4
HEADER = (
    "week_of",
    "kind",
    "police_area",
    "contact_by",
    "reports",
    "lost",
    "reports_with_amount",
    "still_runs",
)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What the address asks for, by ids only; what is no id of ours is passed over."""

    kind: str
    area: str
    contact_by: str
    weeks: int

    @property
    def line(self) -> Line:
        """Give the line that is chosen."""
        return Line(kind=self.kind, area=self.area, contact_by=self.contact_by)

    def query(self, **changed: object) -> str:
        """Write it as the end of an address."""
        said = {
            "kind": self.kind,
            "area": self.area,
            "channel": self.contact_by,
            "weeks": self.weeks,
            **changed,
        }
        return urlencode({name: value for name, value in said.items() if value})


@opens_to(Deed.SEE_TRENDS)
@require_GET
def staff_trends(request: HttpRequest) -> HttpResponse:
    """Show what is rising among the reports that fit the filters."""
    chosen = _chosen(request)
    this_week = monday_of(timezone.localdate(now()))
    found, counted = rising(this_week)
    fitting = [each for each in found if each.line.is_within(chosen.line)][:MOST_SHOWN]
    ours = counts_of_lines([chosen.line], this_week, weeks=chosen.weeks)
    sums = ours.lines.get(chosen.line, [])
    areas = _areas(chosen, this_week)
    page = TrendsPage(
        heading=_("What is rising"),
        views=trend_views("staff_trends"),
        filters=_filters(chosen),
        findings=tuple(
            _finding(each, counted, place=place, url=_alert_url(request, each.line))
            for place, each in enumerate(fitting, start=1)
        ),
        lines_looked_at=_looked_at(counted),
        too_young=_whole_weeks(counted) < WEEKS_NEEDED,
        is_modelled=counted.is_modelled or ours.is_modelled,
        line=line_words(chosen.line),
        chart=_chart([each.number for each in sums], chosen.line),
        weeks=_weeks(ours, sums),
        csv_url=f"{reverse('staff_trends_csv')}?{chosen.query()}",
        map=area_map(areas, _("Reports of the last four weeks by police area")),
        areas=tuple(AreaLine(name=each.area.name, number=each.said, url=each.url) for each in areas),
        **staff_frame(request),
    )
    return show(request, page)


@opens_to(Deed.SEE_TRENDS)
@require_GET
def staff_trends_csv(request: HttpRequest) -> HttpResponse:
    """Give the chosen line week by week as a file for a spreadsheet; only ids and numbers stand in it."""
    chosen = _chosen(request)
    counted = counts_of_lines([chosen.line], monday_of(timezone.localdate(now())), weeks=chosen.weeks)
    sums = counted.lines.get(chosen.line, [])
    rows = (
        (
            (counted.first + timedelta(weeks=place)).isoformat(),
            chosen.kind,
            chosen.area,
            chosen.contact_by,
            each.number,
            each.lost,
            each.losing,
            "yes" if place == len(sums) - 1 else "no",
        )
        for place, each in enumerate(sums)
    )
    response = HttpResponse(csv_file(HEADER, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="trend.csv"'
    return response


def trend_views(current: str) -> tuple[Link, ...]:
    """Give the three pages about trends, with how many warnings wait."""
    waiting = len(warnings_that_wait())
    raised = _("Raised to you (%(number)s)") % {"number": waiting} if waiting else _("Raised to you")
    names = (("staff_trends", _("What is rising")), ("staff_warnings", raised), ("staff_alerts", _("Alerts")))
    return tuple(Link(text=text, url=reverse(name), current=name == current) for name, text in names)


def _chosen(request: HttpRequest) -> Chosen:
    content, asked = knowledge().content, request.GET
    weeks = asked.get("weeks", "")
    return Chosen(
        kind=asked.get("kind", "") if asked.get("kind", "") in content.kinds else "",
        area=asked.get("area", "") if asked.get("area", "") in _codes() else "",
        contact_by=asked.get("channel", "") if asked.get("channel", "") in _contacts() else "",
        weeks=int(weeks) if weeks in {str(each) for each in WEEKS_OFFERED} else WEEKS_OFFERED[1],
    )


def _codes() -> dict[str, str]:
    return {area.code: area.name for area in police_areas(knowledge().places).values()}


def _contacts() -> list[str]:
    question = knowledge().content.questions.get(CONTACT)
    return [choice.id for choice in question.choices if choice.id not in NOT_TOLD] if question else []


def _filters(chosen: Chosen) -> tuple[FilterView, ...]:
    kinds = sorted(knowledge().content.kinds, key=kind_words)
    said = (
        ("kind", _("Kind"), _("Every kind"), {kind: kind_words(kind) for kind in kinds}, chosen.kind),
        ("area", _("Police area"), _("Every area"), _codes(), chosen.area),
        (
            "channel",
            _("How they were reached"),
            _("Every way"),
            {each: contact_words(each) for each in _contacts()},
            chosen.contact_by,
        ),
    )
    weeks = tuple(ChoiceLine(value=str(each), label=count_words(each)) for each in WEEKS_OFFERED)
    return (
        *(
            FilterView(
                name=name,
                label=label,
                choices=(
                    ChoiceLine(value="", label=every),
                    *(ChoiceLine(value=value, label=words) for value, words in choices.items()),
                ),
                chosen=value_chosen,
            )
            for name, label, every, choices, value_chosen in said
        ),
        FilterView(name="weeks", label=_("Weeks to show"), choices=weeks, chosen=str(chosen.weeks)),
    )


def _finding(each: Finding, counted: Counted, *, place: int, url: str) -> FindingView:
    sums = counted.lines.get(each.line, [])
    numbers = [one.lost if each.is_loss else one.number for one in sums]
    shown = numbers if each.runs else numbers[:-1]
    usual = each.usual
    return FindingView(
        anchor=f"finding-{place}",
        sentence=finding_sentence(each),
        basis=ngettext(
            "Compared with %(weeks)s week before it. The middle one has %(middle)s.",
            "Compared with %(weeks)s weeks before it. The middle one has %(middle)s.",
            usual.weeks,
        )
        % {
            "weeks": usual.weeks,
            "middle": money_words(round(usual.middle)) if each.is_loss else f"{usual.middle:g}",
        },
        chance=chance_words(each.chance),
        also=tuple(finding_sentence(one) for one in each.within[:MOST_SHOWN]),
        chart=bar_chart(shown, finding_sentence(each), usual=(usual.low, usual.high)),
        look_url=_look_url(each.line),
        alert_url=url,
    )


def _look_url(line: Line) -> str:
    if line.platform or line.brand:
        return ""
    chosen = Chosen(kind=line.kind, area=line.area, contact_by=line.contact_by, weeks=WEEKS_OFFERED[1])
    return f"{reverse('staff_trends')}?{chosen.query()}#line"


def _alert_url(request: HttpRequest, line: Line) -> str:
    if not line.kind or not may(signed_in_actor(request).badge, Deed.WRITE_ALERT):
        return ""
    said = {"kind": line.kind, "area": line.area}
    return f"{reverse('staff_alert_new')}?{urlencode({name: value for name, value in said.items() if value})}"


def _whole_weeks(counted: Counted) -> int:
    return max((len(sums) - 2 for sums in counted.lines.values()), default=0)


def _looked_at(counted: Counted) -> str:
    return ngettext("We looked at %(lines)s line.", "We looked at %(lines)s lines.", len(counted.lines)) % {
        "lines": count_words(len(counted.lines))
    }


def _chart(numbers: Sequence[int], line: Line) -> Chart:
    words = _("%(line)s, reports each week: %(numbers)s") % {
        "line": line_words(line),
        "numbers": ", ".join(count_words(number) for number in numbers) or _("none"),
    }
    return bar_chart(numbers, words)


def _weeks(counted: Counted, sums: Sequence[Sum]) -> tuple[WeekView, ...]:
    """Give the weeks of the chosen line, the newest first."""
    lines = [
        WeekView(
            monday=counted.first + timedelta(weeks=place),
            words=day_in_short(counted.first + timedelta(weeks=place)),
            number=count_words(each.number),
            lost=money_words(each.lost),
            runs=place == len(sums) - 1,
        )
        for place, each in enumerate(sums)
    ]
    return tuple(reversed(lines))


def _areas(chosen: Chosen, this_week: date) -> tuple[AreaNumber, ...]:
    """Give each police area with its reports of the last whole weeks, of the kind that is chosen."""
    first = this_week - timedelta(weeks=WEEKS_OF_MAP)
    counted = counts_of_areas(first, this_week, kind=chosen.kind)
    numbers: Mapping[str, int] = {
        line.area: sum(each.number for each in sums) for line, sums in counted.lines.items()
    }
    return tuple(
        AreaNumber(
            area=area,
            number=numbers.get(area.code, 0),
            said=count_words(numbers.get(area.code, 0)),
            url=f"{reverse('staff_trends')}?{chosen.query(area=area.code)}#line",
        )
        for area in police_areas(knowledge().places).values()
    )


def area_or_every(code: str) -> str:
    """Name an area, or say that it is for every area."""
    return area_words(code) if code else _("Every area")
