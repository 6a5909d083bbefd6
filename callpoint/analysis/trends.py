"""Trends over many reports: counts a week from their readable columns, and what the rules find in them.

Each question is one grouped query over a span of time that an index covers; no report is opened and none is read by
itself. docs/measurements.md says what it costs at a million reports.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q, QuerySet, Sum

from callpoint.records.models import LostAmount, Report, TrendCount
from callpoint.rules import trends
from callpoint.rules.figures import monday_of
from callpoint.rules.trends import COLUMNS, Finding, Line, findings_of, losses_of

OF_REPORT: Final = ("kind", "police_area", "contact_by", "platform", "brand")
"""The columns of a report behind the fields of a line, in their order."""
A_WEEK: Final = timedelta(weeks=1)
WEEKS_READ: Final = trends.WEEKS_COMPARED + 2
"""Those that are compared, the last whole one, and the one that runs."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The counts of some lines, week by week, from the first Monday on."""

    first: date
    lines: dict[Line, list[trends.Sum]]
    is_modelled: bool
    """Whether any of them was made up."""


def cells_of_week(week: date, *, zone: ZoneInfo, currency: str) -> Iterator[tuple[Line, trends.Sum]]:
    """Count the reports that were sent in a week by all their fields together; `week` is its Monday."""
    begins, ends = (datetime.combine(day, time(0), zone) for day in (week, week + A_WEEK))
    sent = Report.objects.filter(submitted_at__gte=begins, submitted_at__lt=ends)
    numbers = sent.order_by().values_list(*OF_REPORT).annotate(number=Count("id"))
    for *fields, number in numbers.iterator():
        yield Line(*fields), trends.Sum(number=number)
    of_amount = [f"report__{name}" for name in OF_REPORT]
    amounts = LostAmount.objects.filter(
        report__submitted_at__gte=begins, report__submitted_at__lt=ends, currency=currency
    )
    sums = amounts.order_by().values_list(*of_amount).annotate(lost=Sum("units"), losing=Count("id"))
    for *fields, lost, losing in sums.iterator():
        yield Line(*fields), trends.Sum(lost=lost, losing=losing)


def first_week(*, zone: ZoneInfo) -> date | None:
    """Give the Monday of the week of the first report that was ever sent; None where there is none."""
    first = Report.objects.aggregate(first=Min("submitted_at"))["first"]
    return monday_of(first.astimezone(zone).date()) if first else None


def weeks_counted() -> set[date]:
    """Give the Mondays of the weeks that were counted or made up."""
    return set(TrendCount.objects.order_by().values_list("week_of", flat=True).distinct())


def judged_counts(this_week: date) -> Counted:
    """Read the lines that are judged, up to the week that runs; `this_week` is its Monday."""
    three = ~Q(kind="") & ~Q(area="") & ~Q(contact_by="")
    return _counted(TrendCount.objects.exclude(three), this_week, weeks=WEEKS_READ)


def counts_of_lines(lines: Sequence[Line], this_week: date, *, weeks: int) -> Counted:
    """Read some lines for as many weeks, the running one included."""
    wanted = Q(pk__in=[])
    for line in lines:
        wanted |= Q(**{name: getattr(line, name) for name in COLUMNS})
    return _counted(TrendCount.objects.filter(wanted), this_week, weeks=weeks)


def counts_of_area(area: str, first: date, end: date) -> Counted:
    """Read the kinds of one police area, and the area as a whole, for the weeks between two Mondays."""
    rows = TrendCount.objects.filter(area=area, contact_by="", platform="", brand="")
    return _counted(rows, end - A_WEEK, weeks=(end - first).days // 7)


def counts_of_areas(first: date, end: date, *, kind: str = "") -> Counted:
    """Read each police area for the weeks between two Mondays: all reports, or those of one kind."""
    rows = TrendCount.objects.filter(kind=kind, contact_by="", platform="", brand="").exclude(area="")
    return _counted(rows, end - A_WEEK, weeks=(end - first).days // 7)


def rising(this_week: date) -> tuple[tuple[Finding, ...], Counted]:
    """Say what is rising, losses after reports, with the counts it was found in."""
    counted = judged_counts(this_week)
    return (*findings_of(counted.lines), *losses_of(counted.lines)), counted


def _counted(rows: QuerySet[TrendCount, Any], last: date, *, weeks: int) -> Counted:
    """Lay rows out by line; weeks before the service began to count are left out."""
    first = last - (weeks - 1) * A_WEEK
    begun = TrendCount.objects.aggregate(first=Min("week_of"))["first"] or last
    first = max(first, min(begun, last))
    length = (last - first).days // 7 + 1
    lines: dict[Line, list[trends.Sum]] = defaultdict(lambda: [trends.Sum()] * length)
    is_modelled = False
    found = rows.filter(week_of__gte=first, week_of__lte=last).order_by()
    for week, number, lost, losing, modelled, *fields in found.values_list(
        "week_of", "number", "lost", "losing", "is_modelled", *COLUMNS
    ).iterator():
        lines[Line(*fields)][(week - first).days // 7] = trends.Sum(number, lost, losing)
        is_modelled = is_modelled or modelled
    return Counted(first=first, lines=dict(lines), is_modelled=is_modelled)
