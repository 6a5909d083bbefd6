"""What the worker does for the promises: looks at every clock whose time has come, and starts those that never were."""

import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from callpoint.actions.acting import system
from callpoint.actions.promise_keeping import keep_promises, look_later, start_missing
from callpoint.records.queries.promises import reports_to_look_at, reports_without_clocks
from callpoint.records.sealed import UNREADABLE
from callpoint.rules.dates import BINDS_UNITS

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=20)
"""Short beside the shortest promise, a quarter of an hour."""
MOST_AT_ONCE = 200
"""Reports of one turn, so that other work is not kept waiting; the next turn goes on at once."""


class Promises:
    """The worker's turns about promises: when the last was done, and whether every report has its clocks."""

    def __init__(self) -> None:
        self._looked_at = datetime.min.replace(tzinfo=ZoneInfo("UTC"))
        self._all_started = False

    def look(self, *, at: datetime) -> None:
        """Do what is due."""
        if at - self._looked_at < LOOK_EVERY:
            return
        if not self._all_started:
            self._all_started = start_all_missing(at=at)
        if keep_due_promises(at=at) < MOST_AT_ONCE:
            self._looked_at = at


def keep_due_promises(*, at: datetime) -> int:
    """Keep the promises whose time has come, those of one turn, and say of how many reports they were."""
    reports = reports_to_look_at(at=at, most=MOST_AT_ONCE)
    for report_id in reports:
        try:
            keep_promises(report_id=report_id, by=system("worker"), at=at)
        except UNREADABLE as refused:
            log.warning("Promises of a report that cannot be opened: %s", type(refused).__name__)
            look_later(report_id=report_id, by=system("worker"), at=at)
    return len(reports)


def start_all_missing(*, at: datetime) -> bool:
    """Start the clocks of reports that came before there were any, those of one turn; say whether none is left."""
    if settings.CALLPOINT.service.role not in BINDS_UNITS:
        return True
    reports = reports_without_clocks(most=MOST_AT_ONCE)
    for report_id in reports:
        start_missing(report_id=report_id, by=system("worker"), at=at)
    if reports:
        log.info("Reports whose clocks were started: %d", len(reports))
    return len(reports) < MOST_AT_ONCE
