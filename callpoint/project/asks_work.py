"""What the worker does about questions that wait for an answer: one reminder each, and an end when their day has passed."""

import logging
from datetime import datetime

from callpoint.actions.acting import system
from callpoint.actions.asking import look_after_ask
from callpoint.records.asks import asks_that_wait
from callpoint.records.opened import NoSuchReportError
from callpoint.records.sealed import UNREADABLE

log = logging.getLogger(__name__)


def look_after_asks(at: datetime) -> None:
    """Send each reminder that is due, and let each report go on whose time to answer is over."""
    for ask_id, report_id in asks_that_wait():
        try:
            look_after_ask(ask_id=ask_id, report_id=report_id, by=system("worker"), at=at)
        except NoSuchReportError:
            continue
        except UNREADABLE as broken:
            # One report that cannot be opened must not keep the others waiting.
            log.warning("An ask was passed by: %s", type(broken).__name__)
