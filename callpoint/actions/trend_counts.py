"""Counts the reports of a week for the trends, again and again until the week is old."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
from callpoint.analysis.trends import cells_of_week
from callpoint.records.knowledge import knowledge
from callpoint.records.models import TrendCount
from callpoint.records.transaction import alone_with, writing
from callpoint.rules.trends import COLUMNS, Line, Sum, folded

KEPT_FOR = timedelta(weeks=104)
"""Counts older than two years go; reports stay longer, so no count outlives what it counted."""
AT_ONCE = 2000
"""Rows of one statement."""
TREND_LOCK = 0x7472656E
"""The subject of the lock under which the counts of a week are replaced; its number is the week's."""


@writing
def count_trend_week(*, week: date, by: Actor, at: datetime) -> bool:
    """
    Count the reports sent in a week anew and say whether a number changed; `week` is its Monday.

    Only a change writes a leaf. A week that was made up for a demonstration stays as it is.
    """
    alone_with(TREND_LOCK, week.toordinal())
    rows = TrendCount.objects.filter(week_of=week)
    if rows.filter(is_modelled=True).exists():
        return False
    zone = ZoneInfo(settings.TIME_ZONE)
    found = folded(cells_of_week(week, zone=zone, currency=knowledge().jurisdiction.currency))
    kept = {
        Line(*fields): Sum(number, lost, losing)
        for number, lost, losing, *fields in rows.values_list("number", "lost", "losing", *COLUMNS)
    }
    found.setdefault(Line(), Sum())
    if found == kept:
        return False
    _keep(found, week, modelled=False)
    write_leaf(what="trends.week", about=week, by=by, at=at)
    return True


@writing
def model_trend_week(*, week: date, counts: Mapping[Line, Sum], by: Actor, at: datetime) -> None:
    """Put made-up counts into a week for a demonstration, and mark them as made up for good."""
    alone_with(TREND_LOCK, week.toordinal())
    _keep(counts, week, modelled=True)
    write_leaf(what="trends.model", about=week, by=by, at=at)


@writing
def drop_old_trend_weeks(*, by: Actor, at: datetime) -> bool:
    """Drop the counts of weeks that are too old to be compared with; say whether there were any."""
    gone, _each = TrendCount.objects.filter(week_of__lt=at.date() - KEPT_FOR).delete()
    if gone:
        write_leaf(what="trends.drop", about=at.date(), by=by, at=at)
    return bool(gone)


def _keep(counts: Mapping[Line, Sum], week: date, *, modelled: bool) -> None:
    TrendCount.objects.filter(week_of=week).delete()
    rows = (
        TrendCount(
            week_of=week,
            number=value.number,
            lost=value.lost,
            losing=value.losing,
            is_modelled=modelled,
            **{name: getattr(line, name) for name in COLUMNS},
        )
        for line, value in counts.items()
    )
    TrendCount.objects.bulk_create(rows, batch_size=AT_ONCE)
