"""The worker: maps the names in the outbox to what is done, and keeps the house clean."""

import logging
import os
import signal
import threading
from datetime import datetime, timedelta
from types import FrameType

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, close_old_connections

from callpoint.actions.acting import system
from callpoint.actions.upkeep import acknowledge, discard_old_drafts
from callpoint.clock import now
from callpoint.delivery.mail.notice import send_notice
from callpoint.records.outbox import Lease, Work, run_one

log = logging.getLogger(__name__)

SWEEP_EVERY = timedelta(minutes=15)


def _report_submitted(report_id: str, at: datetime) -> None:
    acknowledge(report_id=report_id, by=system("worker"), at=at)


def _message_sent(message_id: str, at: datetime) -> None:
    send_notice(message_id=message_id, at=at)


WORKS: dict[str, Work] = {
    "report.submitted": _report_submitted,
    "message.sent": _message_sent,
}
"""Name in the outbox to what the worker does; the content and structure tests hold it to the names that are posted."""


def work(*, once: bool) -> int:
    """Do what is due until told to stop; with `once`, until nothing is due."""
    stop = threading.Event()

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, ask_to_stop)
        signal.signal(signal.SIGINT, ask_to_stop)
    round_ = _Round()
    while not stop.is_set():
        try:
            if round_.do_one():
                continue
        except DatabaseError as refused:
            # A busy or restarted database is back soon; what was leased is taken again once its lease is over.
            if once:
                raise
            log.warning("The database refused the worker; it goes on: %s", type(refused).__name__)
            close_old_connections()
        if once:
            break
        stop.wait(settings.CALLPOINT.worker.poll_seconds)
    return 0


class _Round:
    """One turn of the worker after another: now and then a sweep, then one thing that is due."""

    def __init__(self) -> None:
        self._swept_at = datetime.min.replace(tzinfo=now().tzinfo)

    def do_one(self) -> bool:
        """Do one thing that is due; say whether there was one."""
        if now() - self._swept_at >= SWEEP_EVERY:
            sweep(at=now())
            self._swept_at = now()
        return run_one(works=WORKS, lease=_lease(), at=now())


def sweep(*, at: datetime) -> None:
    """Throw away sessions that ended and drafts nobody came back to in time."""
    SessionStore.clear_expired()
    oldest = at - timedelta(days=settings.CALLPOINT.drafts.keep_days)
    gone = discard_old_drafts(before=oldest, by=system("worker"), at=at)
    if gone:
        log.info("Drafts past their time thrown away: %d", gone)


def _lease() -> Lease:
    chosen = settings.CALLPOINT.worker
    return Lease(
        holder=f"{os.uname().nodename}:{os.getpid()}",
        length=timedelta(seconds=chosen.lease_seconds),
        most_attempts=chosen.max_attempts,
    )
