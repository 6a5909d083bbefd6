"""What the worker does for the trends: counts weeks anew, and lets series raise themselves."""

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from callpoint.actions.acting import system
from callpoint.actions.counting import week_of
from callpoint.actions.trend_counts import KEPT_FOR, count_trend_week, drop_old_trend_weeks
from callpoint.actions.warning import close_outlived, raise_where_due
from callpoint.analysis.trends import first_week, weeks_counted
from callpoint.analysis.warnings import note_looked_at, outlived_warnings, series_to_look_at

log = logging.getLogger(__name__)

COUNT_EVERY = timedelta(minutes=10)
WARN_EVERY = timedelta(minutes=1)
RECENT = 2
"""The running week and the one before are counted again and again."""
LATELY = 13
"""Weeks that are counted again each night: what is added or corrected later still counts."""


class Trends:
    """The worker's turns about trends: when each was done last."""

    def __init__(self) -> None:
        self._counted_at = self._warned_at = datetime.min.replace(tzinfo=ZoneInfo("UTC"))
        self._all_counted_on = date.min

    def look(self, *, at: datetime) -> None:
        """Do what is due."""
        if at - self._warned_at >= WARN_EVERY:
            raise_series(at=at)
            self._warned_at = at
        if at - self._counted_at < COUNT_EVERY:
            return
        weeks = LATELY if self._all_counted_on != at.date() else RECENT
        count_trends(at=at, weeks=weeks)
        self._counted_at, self._all_counted_on = at, at.date()


def count_trends(*, at: datetime, weeks: int) -> int:
    """Count the newest weeks anew, and every older one that never was; say how many changed."""
    changed = 0
    for week in _weeks_to_count(week_of(at), weeks):
        changed += count_trend_week(week=week, by=system("worker"), at=at)
    if weeks > RECENT:
        drop_old_trend_weeks(by=system("worker"), at=at)
    return changed


def _weeks_to_count(this_week: date, weeks: int) -> Iterator[date]:
    first = first_week(zone=ZoneInfo(settings.TIME_ZONE))
    if first is None:
        return
    week, counted, recent = (
        max(first, this_week - KEPT_FOR),
        weeks_counted(),
        this_week - timedelta(weeks=weeks),
    )
    while week <= this_week:
        if week > recent or week not in counted:
            yield week
        week += timedelta(weeks=1)


def raise_series(*, at: datetime) -> int:
    """Look at each series that grew, and raise those that the rules raise; say how many."""
    series = series_to_look_at(at=at)
    raised = sum(raise_where_due(series_id=each, by=system("worker"), at=at) for each in series)
    for warning_id in outlived_warnings():
        close_outlived(warning_id=warning_id, by=system("worker"), at=at)
    if series:
        note_looked_at(series=series, at=at)
    if raised:
        log.info("Series raised to the analysts: %d", raised)
    return raised
