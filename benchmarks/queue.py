"""What a page of the queue and the next report cost with many open reports, in processor time, on SQLite or PostgreSQL.

Fills a throw-away deployment with open reports spread over classes, units, kinds and clocks, each with 1,500 bytes of
sealed answers, then reads pages of each view, the next report, and what the live refresh asks. On PostgreSQL the time of
its own process is added.

Run: .venv/bin/python -m benchmarks.queue [--postgresql] [reports]
"""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from secrets import token_bytes
from statistics import median
from typing import Any, TypeVar
from uuid import UUID

import numpy as np

from benchmarks.deployment import run_with

REPORTS = 100_000
ROUNDS = 5
BATCH = 5_000
UNITS = ("cyber-and-fraud-desk", "local-policing-desk", "volume-desk", "fallback-desk")
CLASSES = ("now", *["today"] * 3, *["soon"] * 6, *["routine"] * 8, *["info"] * 2)
Drawn = TypeVar("Drawn")
A_TICK = os.sysconf("SC_CLK_TCK")


class _Chance:
    """Draws the same values at each run."""

    def __init__(self, seed: int) -> None:
        self.draw = np.random.default_rng(seed)

    def choice(self, among: Sequence[Drawn]) -> Drawn:
        return among[int(self.draw.integers(len(among)))]

    def randrange(self, first: int, end: int | None = None) -> int:
        return int(self.draw.integers(first, end))


def _run(reports: int) -> None:
    from callpoint.clock import now

    at = now()
    begins = time.process_time()
    officer = _fill(reports, at)
    print(f"filling in {reports:,} reports: {time.process_time() - begins:.0f} s of CPU")
    _settle()
    _read(officer, at)


def _fill(reports: int, at: datetime) -> int:
    """Write open reports and one member of staff, who holds two hundred of them."""
    from callpoint.actions.acting import system
    from callpoint.actions.staffing import add_staff_member
    from callpoint.records.knowledge import knowledge
    from callpoint.records.models import LostAmount, Report, StaffMember

    add_staff_member(
        username="ann", display_name="Ann", role="assessor", unit=UNITS[0], by=system("bench"), at=at
    )
    officer = StaffMember.objects.get(username="ann").pk
    chance, kinds = _Chance(1), list(knowledge().content.kinds)
    for begin in range(0, reports, BATCH):
        numbers = range(begin, min(begin + BATCH, reports))
        made = [
            Report(
                id=UUID(bytes=chance.draw.bytes(16)),
                kind=chance.choice(kinds),
                assignee_id=officer if number % 500 == 0 else None,
                **_columns(number, at, chance),
            )
            for number in numbers
        ]
        Report.objects.bulk_create(made)
        LostAmount.objects.bulk_create(
            LostAmount(report=report, currency="GBP", units=10 + chance.randrange(9000))
            for report in made[::2]
        )
    return officer


ANSWERS = token_bytes(1500)


def _columns(number: int, at: datetime, chance: _Chance) -> dict[str, Any]:
    """Give what a report of the queue has; two of three have a clock that runs."""
    has_clock = bool(number % 3)
    return {
        "state": chance.choice(("received", "received", "reading", "waiting", "with-officer")),
        "reference": f"R{number}",
        "code_hash": f"h{number}",
        "wrapped_key": "w" * 300,
        "salt": b"0" * 32,
        "answers": ANSWERS,
        "language": "en",
        "channel": chance.choice(("web", "web", "phone", "mail")),
        "urgency": chance.choice(CLASSES),
        "unit": UNITS[number % len(UNITS)],
        "severity": chance.randrange(4),
        "vulnerability": chance.choice((None, 0, 1, 2, 3)),
        "solvability": chance.randrange(4),
        "next_promise": "first-read" if has_clock else "",
        "next_due_at": at + timedelta(minutes=chance.randrange(-600, 20_000)) if has_clock else None,
        "police_area": "E23000018",
        "created_at": at,
        "changed_at": at,
        "submitted_at": at - timedelta(minutes=number),
    }


def _settle() -> None:
    """Let the database know its own tables, as a server that runs does by itself."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "SELECT 1")


def _read(officer: int, at: datetime) -> None:
    from callpoint.records.queries.queue import (
        Asked,
        Filters,
        next_in_view,
        place_of_report,
        queue,
        sent_since,
    )
    from callpoint.rules.access import Badge
    from callpoint.rules.queue_order import View

    everything = Asked(badge=Badge(role="supervisor", unit=UNITS[0]), staff_id=officer, view=View.ALL, at=at)
    mine = replace(everything, badge=Badge(role="assessor", unit=UNITS[0]), view=View.UNIT)
    for view in View:
        asked = replace(everything, view=view)
        _timed(f"page 1 of {view}, every unit", partial(queue, asked))
    _timed("page 1 of one unit's view", lambda: queue(mine))
    _timed("page 500 of all", lambda: queue(everything, number=500))
    _timed("the last page of all", lambda: queue(everything, number=99_999))
    narrowed = replace(everything, filters=Filters(kinds=("romance-fraud",), channel="phone"))
    _timed("page 1, one kind and channel", lambda: queue(narrowed))
    unheld = replace(everything, filters=Filters(is_unassigned=True))
    _timed("page 1, unassigned", lambda: queue(unheld))
    rows = queue(everything).rows
    _timed("where a report stands", lambda: place_of_report(rows[7].id, badge=everything.badge))
    place = place_of_report(rows[7].id, badge=everything.badge)
    assert place is not None
    _timed("the next report", lambda: next_in_view(everything, after=place))
    _timed("the next report of one unit", lambda: next_in_view(mine, after=place))
    _timed("what the live refresh asks", lambda: sent_since(everything, since=at - timedelta(minutes=5)))


def _timed(what: str, asked: Callable[[], object]) -> None:
    """Do something some times and say what it cost at the median: of processor time, and by the clock."""
    asked()
    costs, clocks = [], []
    for _each in range(ROUNDS):
        begins, began = _processor_time(), time.perf_counter()
        asked()
        costs.append(_processor_time() - begins)
        clocks.append(time.perf_counter() - began)
    print(f"{what}: {1000 * median(costs):.0f} ms of CPU, {1000 * median(clocks):.0f} ms by the clock")


def _processor_time() -> float:
    """Give what this process used, and on PostgreSQL what its server's process for us did."""
    from django.db import connection

    own = time.process_time()
    if connection.vendor != "postgresql":
        return own
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / A_TICK


if __name__ == "__main__":
    run_with(_run, otherwise=REPORTS)
