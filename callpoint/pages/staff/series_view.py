"""One series as its page shows it: in sentences, in tables, and as a picture that says the same."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.actions.acting import Actor
from callpoint.analysis.drawing import HEIGHT, WIDTH, Circle, Drawing, drawn
from callpoint.pages.filters import held_together, moment, translated
from callpoint.pages.page import FieldError
from callpoint.pages.staff.frame import StaffFrame
from callpoint.pages.staff.link_pages import (
    CountLine,
    Graph,
    GraphCircle,
    GraphLine,
    SeriesPage,
    SharedLine,
    WeekLine,
)
from callpoint.pages.staff.link_words import kind_of_value
from callpoint.pages.staff.report_lines import UrgentLine, said_urgently
from callpoint.pages.trend_words import sum_words
from callpoint.records.knowledge import knowledge
from callpoint.rules.access import Deed, may
from callpoint.rules.areas import police_areas
from callpoint.rules.series_shown import Member, OpenedSeries

PAGE_SIZE = 100
MOST_PLACES = 10


def series_page(
    series: OpenedSeries, by: Actor, *, number: int, typed: str, error: str, frame: StaffFrame
) -> SeriesPage:
    """Make the page; its list of reports is cut into pages, all else is of the whole."""
    pages = max(1, -(-len(series.members) // PAGE_SIZE))
    number = min(max(1, number), pages)
    here = reverse("staff_series", args=[series.id])
    return SeriesPage(
        heading=_("Series %(number)s") % {"number": series.number},
        name=series.name,
        close_url=reverse("staff_close_series", args=[series.id]) if may(by.badge, Deed.CLOSE_REPORT) else "",
        case_url=f"{reverse('staff_case_new')}?series={series.id}"
        if may(by.badge, Deed.WORK_ON_CASE)
        else "",
        typed=typed or series.name,
        name_error=error,
        errors=(FieldError(text=error, href="#name"),) if error else (),
        may_name=may(by.badge, Deed.NAME_SERIES) and not series.has_shut,
        is_raised=series.is_raised,
        facts=_facts(series),
        shared=_shared(series),
        graph=_graph(series),
        weeks=_weeks(series),
        places=_places(series),
        members=tuple(map(_member, series.members[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])),
        total=series.reports,
        number=number,
        pages=pages,
        previous_url=f"{here}?page={number - 1}#reports" if number > 1 else "",
        next_url=f"{here}?page={number + 1}#reports" if number < pages else "",
        **frame,
    )


def _facts(series: OpenedSeries) -> tuple[str, ...]:
    sent = [member.submitted_at for member in series.members]
    kinds = Counter(member.kind for member in series.members).most_common(1)
    known = knowledge().content.kinds
    return (
        *_how_many(series),
        *(
            _("The first came at %(first)s, the last at %(last)s.")
            % {"first": moment(first), "last": moment(last)}
            for first, last in _ends(sent)
        ),
        *(
            _("Most are of this kind: %(kind)s.") % {"kind": translated(known[kind].label)}
            for kind, _count in kinds
            if kind in known
        ),
        *(
            (
                _("Lost in all, as far as reporters say: %(sums)s.")
                % {"sums": ", ".join(sum_words(units, currency) for currency, units in series.lost)},
            )
            if series.lost
            else ()
        ),
        *(
            (_("It raised itself. It waits on the page “Raised to you” until a person closes it."),)
            if series.is_raised
            else ()
        ),
    )


def _how_many(series: OpenedSeries) -> tuple[str, ...]:
    """Count reports and people; where some are shut, only what may be known, and no people: the two would tell of them."""
    reports = ngettext("%(num)s report", "%(num)s reports", series.reports) % {"num": series.reports}
    if series.has_shut:
        return (
            _("%(reports)s that you may know of.") % {"reports": reports},
            _("Some of its reports are restricted. They are not listed, counted or summed here.")
            + " "
            + _("Its name stays sealed."),
        )
    people = ngettext("%(num)s person", "%(num)s people", series.people) % {"num": series.people}
    words = _("%(reports)s by %(people)s who do not share a phone or e-mail.")
    return (words % {"reports": reports, "people": people},)


def _ends(sent: Sequence[datetime]) -> Sequence[tuple[datetime, datetime]]:
    """Give the first and the last of some times; nothing where there are none."""
    return [(min(sent), max(sent))] if sent else []


def _shared(series: OpenedSeries) -> tuple[SharedLine, ...]:
    return tuple(
        SharedLine(
            number=number,
            shown=value.shown or _("in reports of another unit only"),
            kind=kind_of_value(value.kind),
            reports=value.reports,
        )
        for number, value in enumerate(series.values, start=1)
    )


def _member(member: Member) -> UrgentLine:
    return UrgentLine(
        **said_urgently(member, member.urgency),
        url=reverse("staff_report", args=[member.report_id]) if member.may_open else "",
        numbers=", ".join(str(place + 1) for place in member.values),
    )


def _weeks(series: OpenedSeries) -> tuple[WeekLine, ...]:
    most = max((count for _week, count in series.by_week), default=1)
    return tuple(
        WeekLine(begins=begins, count=count, share=round(100 * count / most))
        for begins, count in series.by_week
    )


def _places(series: OpenedSeries) -> tuple[CountLine, ...]:
    most = max((count for _area, count in series.by_area), default=1)
    names = {area.code: area.name for area in police_areas(knowledge().places).values()}
    return tuple(
        CountLine(
            name=translated(names.get(area, "")) or _("not known"),
            count=count,
            share=round(100 * count / most),
        )
        for area, count in series.by_area[:MOST_PLACES]
    )


def _graph(series: OpenedSeries) -> Graph | None:
    """Draw it; None where its reports share no value that is shown."""
    drawing = drawn(frozenset(member.values) for member in series.members)
    if not drawing.values:
        return None
    values = [circle for _place, circle in drawing.values]
    return Graph(
        width=WIDTH,
        height=HEIGHT,
        values=tuple(_value(int(str(place)), circle, series) for place, circle in drawing.values),
        bunches=tuple(
            _bunch(circle, names) for circle, names in zip(drawing.bunches, _named(drawing), strict=True)
        ),
        lines=tuple(
            GraphLine(
                x1=values[value].x,
                y1=values[value].y,
                x2=drawing.bunches[bunch].x,
                y2=drawing.bunches[bunch].y,
            )
            for value, bunch in drawing.lines
        ),
        left_out=_left_out(drawing),
    )


def _named(drawing: Drawing) -> Sequence[Sequence[int]]:
    """Give the numbers of the values that each bunch of reports names."""
    named: list[list[int]] = [[] for _bunch in drawing.bunches]
    for value, bunch in drawing.lines:
        named[bunch].append(int(str(drawing.values[value][0])) + 1)
    return [sorted(each) for each in named]


def _value(place: int, circle: Circle, series: OpenedSeries) -> GraphCircle:
    value = series.values[place]
    words = ngettext(
        "%(number)s: %(value)s, named by %(num)s report",
        "%(number)s: %(value)s, named by %(num)s reports",
        circle.reports,
    ) % {
        "number": place + 1,
        "value": held_together(value.shown) if value.shown else kind_of_value(value.kind),
        "num": circle.reports,
    }
    return GraphCircle(
        x=circle.x,
        y=circle.y,
        radius=circle.radius,
        words=words,
        href=f"#shared-{place + 1}",
        label=str(place + 1),
    )


def _bunch(circle: Circle, names: Sequence[int]) -> GraphCircle:
    words = ngettext("%(num)s report names %(values)s", "%(num)s reports name %(values)s", circle.reports) % {
        "num": circle.reports,
        "values": ", ".join(map(str, names)),
    }
    return GraphCircle(
        x=circle.x, y=circle.y, radius=circle.radius, words=words, href="#reports", label=str(circle.reports)
    )


def _left_out(drawing: Drawing) -> tuple[str, ...]:
    values = ngettext(
        "%(num)s value is not drawn.", "%(num)s values are not drawn.", drawing.values_left_out
    ) % {"num": drawing.values_left_out}
    reports = ngettext(
        "%(num)s report is not drawn.", "%(num)s reports are not drawn.", drawing.reports_left_out
    ) % {"num": drawing.reports_left_out}
    return (
        *((values,) if drawing.values_left_out else ()),
        *((reports,) if drawing.reports_left_out else ()),
    )
