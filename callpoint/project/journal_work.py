"""What the worker does for the journal: signs it when that is due, and sends out the first checkpoint of a day."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection

from callpoint.actions.acting import system
from callpoint.actions.checkpointing import make_checkpoint
from callpoint.clock import now
from callpoint.delivery.mail.witness import send_checkpoint
from callpoint.delivery.stamping.authority import stamp_checkpoint
from callpoint.rules.checkpoint import is_due
from callpoint.vault.checkpoints import CheckedTree, JournalNotWholeError, latest_checkpoint, new_leaves

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=1)
WHOLE_EVERY = timedelta(days=1)
"""How often the whole journal is read anew, besides the start of the worker."""
AFTER_REFUSAL = timedelta(minutes=5)
"""How long a worker waits after it found the journal changed, before it looks again and says so again."""


class Signer:
    """Makes checkpoints as they fall due, from what it checked itself."""

    def __init__(self) -> None:
        self._tree = CheckedTree()
        self._looked_at: datetime | None = None
        self._whole_at: datetime | None = None
        self._wait = LOOK_EVERY

    def look(self, *, at: datetime) -> None:
        """Make a checkpoint where one is due; where the journal was changed, sign nothing and say so in the log."""
        if not _is_time(self._looked_at, self._wait, at=at):
            return
        self._looked_at, self._wait = at, LOOK_EVERY
        try:
            self._check_whole(at=at)
            self._sign(at=at)
        except JournalNotWholeError as refused:
            self._wait = AFTER_REFUSAL
            log.error("Nothing is signed: %s Run callpoint verify.", refused)  # noqa: TRY400 - where it was raised is of no use; what it says is

    def _check_whole(self, *, at: datetime) -> None:
        if _is_time(self._whole_at, WHOLE_EVERY, at=at):
            self._tree.forget()
            self._tree.catch_up()
            self._whole_at = at

    def _sign(self, *, at: datetime) -> None:
        last = latest_checkpoint()
        if is_due(new_leaves=new_leaves(), since=at - last.at if last else None):
            self._tree.catch_up()
            origin = settings.CALLPOINT.journal_origin
            make_checkpoint(tree=self._tree, origin=origin, by=system("worker"), at=at)


@contextmanager
def signing(stop: threading.Event) -> Iterator[None]:
    """
    Sign the journal while the block works, however long one piece of its work takes, and end with it.

    In a thread with a connection of its own, which takes its turn among the writers as any other. An error that it does
    not know sets `stop`, so that the worker ends and is started anew, and is raised when the block ends.
    """
    broken: list[Exception] = []
    ends = threading.Event()

    def sign() -> None:
        try:
            _sign_until(ends)
        except Exception as error:  # noqa: BLE001 - raised below, in the thread of the worker
            broken.append(error)
            stop.set()
        finally:
            connection.close()

    thread = threading.Thread(target=sign, name="signer")
    thread.start()
    try:
        yield
    finally:
        ends.set()
        thread.join()
    if broken:
        raise broken[0]


def _sign_until(ends: threading.Event) -> None:
    signer = Signer()
    while not ends.is_set():
        try:
            signer.look(at=now())
        except DatabaseError as refused:
            log.warning("The database refused the signer; it goes on: %s", type(refused).__name__)
            connection.close()
        ends.wait(LOOK_EVERY.total_seconds())


def _is_time(last: datetime | None, every: timedelta, *, at: datetime) -> bool:
    """Answer whether it is time again; a clock that was set back makes nobody wait."""
    return last is None or not timedelta(0) <= at - last < every


def day_was_signed(size: str, at: datetime) -> None:
    """Send the first checkpoint of a day to the witness and have it stamped; neither waits for the other's trouble."""
    try:
        send_checkpoint(size=int(size), at=at)
    finally:
        stamp_checkpoint(size=int(size), at=now())
