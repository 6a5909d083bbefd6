"""Takes work from the outbox: leased, retried with back-off, given up with a place and no words.

NotYetError   raised by work whose time has not come; it is no failure
"""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from callpoint.records.models import Outbox
from callpoint.records.transaction import writing

Work = Callable[[str, datetime], None]
"""Does the work for an object id; raising means it is tried again."""

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
WORKER_DIED = "WorkerDied"
"""Kept in place of an error's class where the worker itself ended, time after time."""
MOST_DOUBLINGS = 10
"""After so many the wait has reached its longest; a larger power would not fit a duration."""


class NotYetError(Exception):
    """The work is to be done later: not before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


@dataclass(frozen=True, kw_only=True)
class Lease:
    """How long a worker holds a row, and how often a row is tried."""

    holder: str
    length: timedelta
    most_attempts: int


@writing
def take_one(*, lease: Lease, at: datetime) -> Outbox | None:
    """
    Lease the row that has waited longest; None where nothing is due.

    A row whose lease has run out belonged to a worker that died, and is taken again; one that
    outlived its most attempts that way is called stuck, so that it cannot kill workers for ever.
    """
    _give_up_on_deadly_rows(lease=lease, at=at)
    due = Outbox.objects.filter(done_at__isnull=True, stuck_at__isnull=True, run_after__lte=at)
    row = (
        due.filter(Q(leased_until__isnull=True) | Q(leased_until__lt=at))
        .select_for_update(skip_locked=True)
        .order_by("run_after", "id")
        .first()
    )
    if row is None:
        return None
    row.leased_by, row.leased_until = lease.holder, at + lease.length
    row.attempts += 1
    row.save(update_fields=["leased_by", "leased_until", "attempts"])
    return row


def _give_up_on_deadly_rows(*, lease: Lease, at: datetime) -> None:
    Outbox.objects.filter(
        done_at__isnull=True, stuck_at__isnull=True, leased_until__lt=at, attempts__gte=lease.most_attempts
    ).update(stuck_at=at, leased_until=None, error_class=WORKER_DIED)


@writing
def mark_done(*, row: Outbox, at: datetime) -> None:
    """Note that a row is done."""
    Outbox.objects.filter(pk=row.pk, leased_by=row.leased_by).update(
        done_at=at, leased_until=None, error_class="", error_place=""
    )


@writing
def put_off(*, row: Outbox, until: datetime) -> None:
    """Put a row back until its time comes; that was no try."""
    Outbox.objects.filter(pk=row.pk, leased_by=row.leased_by).update(
        leased_until=None, run_after=until, attempts=row.attempts - 1
    )


@writing
def mark_failed(*, row: Outbox, error: BaseException, lease: Lease, at: datetime) -> None:
    """
    Put a row back with a longer wait, or call it stuck; the error's text is left out.

    An error that says of itself that it is `permanent` is not tried again.
    """
    wait = min(FIRST_WAIT * 2 ** min(row.attempts - 1, MOST_DOUBLINGS), LONGEST_WAIT)
    stuck = row.attempts >= lease.most_attempts or getattr(error, "permanent", False)
    Outbox.objects.filter(pk=row.pk, leased_by=row.leased_by).update(
        leased_until=None,
        run_after=at + wait,
        stuck_at=at if stuck else None,
        error_class=type(error).__qualname__[:120],
        error_place=_place_of(error)[:200],
    )


def run_one(*, works: Mapping[str, Work], lease: Lease, at: datetime) -> bool:
    """Do one thing that is due; say whether there was one."""
    row = take_one(lease=lease, at=at)
    if row is None:
        return False
    try:
        works[row.name](row.object_id, at)
    except NotYetError as early:
        put_off(row=row, until=early.until)
    except Exception as error:  # noqa: BLE001 - whatever breaks is kept as class and place, and tried again
        mark_failed(row=row, error=error, lease=lease, at=at)
    else:
        mark_done(row=row, at=at)
    return True


def _place_of(error: BaseException) -> str:
    """Give file, line and function where an error was raised."""
    places = traceback.extract_tb(error.__traceback__)
    return f"{places[-1].filename}:{places[-1].lineno} {places[-1].name}" if places else ""
