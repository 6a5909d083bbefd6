"""The worker: maps the names in the outbox to what is done, and keeps the house clean."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, datetime, timedelta
from functools import partial
from types import FrameType
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, close_old_connections

from callpoint.actions.acting import system
from callpoint.actions.counting import week_of
from callpoint.actions.erasing import drop_idle_hold_keys
from callpoint.actions.figures import count_week
from callpoint.actions.upkeep import (
    acknowledge,
    discard_old_drafts,
    note_checked,
    note_sweep,
)
from callpoint.actions.uploading import discard_old_uploads, longest_pause
from callpoint.analysis.stories import sign_story
from callpoint.clock import now
from callpoint.delivery.mail.additions import tell_unit_of_addition, tell_unit_of_file, tell_unit_of_message
from callpoint.delivery.mail.desk import tell_desk
from callpoint.delivery.mail.notice import send_notice
from callpoint.delivery.mail.promises import tell_unit_of_due, tell_unit_of_late
from callpoint.project import links_work
from callpoint.project.asks_work import look_after_asks
from callpoint.project.closing_work import follow_up_is_due
from callpoint.project.desk_work import Desks
from callpoint.project.erasing import erase_month
from callpoint.project.journal_work import Signer, day_was_signed, signing
from callpoint.project.promise_work import Promises
from callpoint.project.reads_work import Reads
from callpoint.project.scans import scan_exhibit, scan_what_waits
from callpoint.project.trend_work import Trends
from callpoint.records.outbox import Lease, Work, run_one
from callpoint.rules.figures import WEEKS
from callpoint.vault import sweeping
from callpoint.vault.errors import TooMuchUnownedError
from callpoint.vault.exhibits import report_of
from callpoint.vault.opening import is_kept

log = logging.getLogger(__name__)

SWEEP_EVERY = timedelta(minutes=15)
SWEEP_FILES_EVERY = timedelta(days=1)
LONGEST_UPLOAD = timedelta(days=1)
"""A file in the vault's folder that has no row for longer than this belongs to no upload that still runs."""
SWEPT_WAITS = timedelta(weeks=4)
"""How long a swept file can still be brought back."""


def _report_submitted(report_id: str, at: datetime) -> None:
    acknowledge(report_id=report_id, by=system("worker"), at=at)
    sign_story(report_id=UUID(report_id))
    links_work.look_for_links(report_id, at)


def _message_sent(message_id: str, at: datetime) -> None:
    tell_unit_of_message(message_id=message_id, at=at)
    links_work.after_message(message_id, at)
    # The last, because it may have to wait for an hour that is safe.
    send_notice(message_id=message_id, at=at)


def _report_added(addition_id: str, at: datetime) -> None:
    tell_unit_of_addition(addition_id=addition_id, at=at)
    links_work.after_addition(addition_id, at)


def _exhibit_added(exhibit_id: str, at: datetime) -> None:
    tell_unit_of_file(exhibit_id=exhibit_id, at=at)
    links_work.after_exhibit(report_of(UUID(exhibit_id)), at)


def _support_asked(request_id: str, at: datetime) -> None:
    tell_desk(request_id=request_id, at=at)


def _unit_owes_soon(unit: str, at: datetime) -> None:
    tell_unit_of_due(unit_id=unit, at=at)


def _unit_owes(unit: str, at: datetime) -> None:
    tell_unit_of_late(unit_id=unit, at=at)


def _exhibit_taken_in(exhibit_id: str, at: datetime) -> None:
    """Read a new file back; outside the transaction of the leaf, because it may be large."""
    if is_kept(UUID(exhibit_id)):
        note_checked(exhibit_id=UUID(exhibit_id), by=system("worker"), at=at)


WORKS: dict[str, Work] = {
    "report.submitted": _report_submitted,
    "message.sent": _message_sent,
    "report.added": _report_added,
    "exhibit.taken-in": _exhibit_taken_in,
    "exhibit.to-scan": scan_exhibit,
    "exhibit.added": _exhibit_added,
    "support.asked": _support_asked,
    "follow-up.due": follow_up_is_due,
    "month.confirmed": erase_month,
    "journal.day-signed": day_was_signed,
    "link.judged": links_work.after_judgement,
    "link.undone": links_work.after_judgement,
    "value.ruled": links_work.after_ruling,
    "value.unruled": links_work.after_ruling,
    "report.restricted": links_work.after_restriction,
    "report.unrestricted": links_work.after_restriction,
    "links.thinned": links_work.after_erasing,
    "promise.alarm": _unit_owes_soon,
    "promise.late": _unit_owes,
}
"""Name in the outbox to what the worker does; the content and structure tests hold it to the names that are posted."""


def work(*, once: bool) -> int:
    """Do what is due until told to stop; with `once`, until nothing is due."""
    stop = threading.Event()

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    with nullcontext() if once else signing(stop), _asked_by_signals(ask_to_stop):
        _go_round(stop, once=once)
    return 0


@contextmanager
def _asked_by_signals(ask_to_stop: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Let the signals that end a program ask for it instead, for the block; in the main thread only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, ask_to_stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, asked in before.items():
            signal.signal(number, asked)


def _go_round(stop: threading.Event, *, once: bool) -> None:
    round_, signer = _Round(), Signer()
    while not stop.is_set():
        try:
            if once:
                signer.look(at=now())
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


class _Round:
    """One turn of the worker after another: now and then a sweep, then one thing that is due."""

    def __init__(self) -> None:
        self._swept_at = self._files_swept_at = datetime.min.replace(tzinfo=now().tzinfo)
        self._counted_on = date.min
        self._trends = Trends()
        self._promises = Promises()
        self._desks = Desks()
        self._reads = Reads()
        self._works = WORKS | {"month.confirmed": partial(erase_month, clock=now)}

    def do_one(self) -> bool:
        """Do one thing that is due; say whether there was one."""
        if now() - self._swept_at >= SWEEP_EVERY:
            sweep(at=now())
            look_after_asks(now())
            self._swept_at = now()
        if now() - self._files_swept_at >= SWEEP_FILES_EVERY:
            sweep_files(at=now())
            drop_idle_hold_keys(by=system("worker"), at=now())
            scan_what_waits(clock=now)
            self._files_swept_at = now()
        if self._counted_on != now().date():
            count_up(at=now())
            self._counted_on = now().date()
        self._trends.look(at=now())
        self._promises.look(at=now())
        self._desks.look(at=now())
        self._reads.look(at=now())
        return run_one(works=self._works, lease=_lease(), at=now())


def sweep(*, at: datetime) -> None:
    """Throw away sessions that ended, and drafts and files in parts nobody came back to in time."""
    SessionStore.clear_expired()
    oldest = at - timedelta(days=settings.CALLPOINT.drafts.keep_days)
    gone = discard_old_drafts(before=oldest, by=system("worker"), at=at)
    unfinished = discard_old_uploads(before=at - longest_pause(), by=system("worker"), at=at)
    if unfinished:
        log.info("Uploads past their time forgotten: %d", unfinished)
    if gone:
        log.info("Drafts past their time thrown away: %d", gone)


def count_up(*, at: datetime) -> None:
    """Count the whole weeks of the published figures anew, once a day; a report of theirs may be read or gone since."""
    this_week = week_of(at)
    for weeks in range(1, WEEKS + 1):
        count_week(week=this_week - timedelta(weeks=weeks), by=system("worker"), at=at)


def sweep_files(*, at: datetime) -> None:
    """Sweep up what uploads left that were cut off by the end of the service; nothing where the rows look wrong."""
    try:
        swept = sweeping.look(before=at - LONGEST_UPLOAD, out_before=at - SWEPT_WAITS)
    except TooMuchUnownedError as refused:
        log.warning(
            "No file was swept: %d of %d have no row. Is this the right database?",
            refused.unowned,
            refused.lying,
        )
        return
    if swept != sweeping.Swept():
        note_sweep(swept=swept, by=system("worker"), at=at)
        sweeping.carry_out(swept, at=at)
        log.info(
            "Files that belong to no report swept: %d; back: %d; removed: %d; uploads: %d",
            len(swept.aside),
            len(swept.back),
            len(swept.out),
            len(swept.uploads),
        )


def _lease() -> Lease:
    chosen = settings.CALLPOINT.worker
    return Lease(
        holder=f"{os.uname().nodename}:{os.getpid()}",
        length=timedelta(seconds=chosen.lease_seconds),
        most_attempts=chosen.max_attempts,
    )
