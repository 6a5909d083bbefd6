"""What it costs to link one new report, and to unlink one, as there are more and more reports (goals L3, L4 and L5).

Fills the real tables of a database of its own with made-up sightings, in the shape of the study's generator: campaigns of
Zipf sizes, three values a report, two in a hundred of them hubs that everybody names; and for each report a value of its
reporter, of whom one in fifty reported before. Values are marked as the service marks them. Then it probes the links of
new reports, through the very function that the page of a report uses, and erases reports from their groups, through the
one that the worker uses. Prints CPU time, and for erasing the wall too.

Run: .venv/bin/python -m benchmarks.live_link [reports, such as 1000000] [probes] [folder to keep the database in]

To fill ten million reports takes a quarter of an hour and 21 GB; from a folder that holds them it probes at once.
"""

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from datetime import datetime
from itertools import chain
from pathlib import Path
from uuid import UUID

import numpy as np

SEED = 7
HUBS = 500
HUB_SHARE = 0.02
ONCE_SHARE = 0.23
AGAIN_SHARE = 0.02
UNLINKED = 200
MOST_TO_UNLINK = 50_000
"""Reports up to which unlinking is measured: filling their groups takes the service's own way."""
KEY_ID = "0123456789abcdef"


def generated(reports: int) -> tuple[np.ndarray, np.ndarray]:
    """Give report and value of every sighting, each pair once; hubs have the numbers below HUBS."""
    chance = np.random.default_rng(SEED)
    sizes = np.minimum(chance.zipf(2.0, reports), max(2, reports // 100))
    ends = np.cumsum(sizes)
    campaign = np.searchsorted(ends, np.arange(reports), side="right")
    pool = np.maximum(1, (sizes**0.7).astype(np.int64))
    first = HUBS + np.concatenate(([0], np.cumsum(pool)[:-1]))
    report = np.repeat(np.arange(reports), 1 + chance.poisson(2, reports))
    of, many = campaign[report], len(report)
    value = first[of] + (chance.random(many) ** 2 * pool[of]).astype(np.int64)
    draw = chance.random(many)
    hubs = np.minimum(chance.zipf(1.5, many), HUBS) - 1
    value = np.where(draw < HUB_SHARE, hubs, value)
    once = first[-1] + pool[-1] + np.arange(many)
    value = np.where(draw > 1 - ONCE_SHARE, once, value)
    pairs = np.unique(np.stack([report, value], axis=1), axis=0)
    return pairs[:, 0], pairs[:, 1]


def mark_of(value: int) -> str:
    """Give a mark of the same length and spread as a keyed one."""
    spread = (value * 0x9E3779B97F4A7C15F39CC0605CEDC8341082276BF3A27251F86C6A11D0C18E95 + value) % 2**256
    return f"{KEY_ID}.{spread:064x}"


def id_of(report: int) -> str:
    """Give an id of a report as the database keeps one; they follow no order."""
    return f"{(report * 0xDA942042E4DD58B5A3B195354A39B70D + 0x1234567) % 2**128:032x}"


def filled(file: Path, reports: int) -> tuple[np.ndarray, np.ndarray]:
    """Fill the tables with plain SQL, rows in the order of their ids; give the sightings."""
    report, value = generated(reports)
    database = sqlite3.connect(file)
    for pragma in ("synchronous=OFF", "journal_mode=OFF", "cache_size=-4000000"):
        database.execute(f"PRAGMA {pragma}")
    indexes = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type='index' AND tbl_name='records_sighting' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indexes:
        database.execute(f"DROP INDEX {name}")
    order = np.argsort(value, kind="stable")
    database.executemany(
        "INSERT INTO records_sighting (id, report_id, salt, kind, mark, whose, standing, value, mentions, created_at)"
        " VALUES (?, ?, x'00', 'phone', ?, ?, ?, x'00', x'00', '2026-11-21 12:00:00')",
        chain(
            _rows(report[order], value[order], ("suspect", "linking")),
            _rows(*_reporters(reports), ("reporter", "own")),
        ),
    )
    for _, sql in indexes:
        database.execute(sql)
    counts = np.bincount(value)
    database.executemany(
        "INSERT INTO records_value (mark, kind, reports, reporters, sampled, agreeing, by_chance, holds, places,"
        " standing, looked_at, is_stale) VALUES (?, 'phone', ?, 1, 0, 0, 0, 0, 0, ?, '2026-11-21 12:00:00', 0)",
        (
            (mark_of(int(one)), int(counts[one]), "hub" if one < HUBS else "links")
            for one in np.flatnonzero(counts > 1)
        ),
    )
    database.execute("ANALYZE")
    database.commit()
    database.execute("PRAGMA journal_mode=WAL")
    database.close()
    return report, value


def _reporters(reports: int) -> tuple[np.ndarray, np.ndarray]:
    """Give each report and the value of its reporter, beyond all others."""
    chance, report = np.random.default_rng(SEED + 3), np.arange(reports)
    before = (chance.random(reports) * report).astype(np.int64)
    return report, 10**13 + np.where(chance.random(reports) < AGAIN_SHARE, before, report)


def _rows(report: np.ndarray, value: np.ndarray, standing: tuple[str, str]) -> Iterator[tuple[str, ...]]:
    for one, named in zip(report.tolist(), value.tolist(), strict=True):
        place = named * 10**9 + one
        yield f"{place:032x}", id_of(one), mark_of(named), *standing


def probed(value: np.ndarray, probes: int) -> tuple[float, list[float]]:
    """
    Give the CPU seconds of a probe, on average, and the wall seconds of each.

    Each is of two values that are known, as common as they are, and a new one. To ask for CPU time costs as much as a
    probe on some machines, so it is asked once.
    """
    from callpoint.analysis.linking import probe_links
    from callpoint.rules.standing import Standing

    chance = np.random.default_rng(SEED + 1)
    named = [
        [mark_of(int(one)) for one in pair] + [mark_of(10**12 + number)]
        for number, pair in enumerate(chance.choice(value, (probes, 2)))
    ]
    asked = [(UUID(int=place), dict.fromkeys(marks, Standing.LINKING)) for place, marks in enumerate(named)]
    wall = []
    begun = time.process_time()
    for report_id, standings in asked:
        at = time.perf_counter()
        probe_links(report_id, standings)
        wall.append(time.perf_counter() - at)
    return (time.process_time() - begun) / probes, wall


def _with_reports(reports: int, *, at: datetime) -> None:
    """Make the reports that were only named so far."""
    from callpoint.records.models import Report

    Report.objects.bulk_create(
        Report(
            id=UUID(id_of(one)),
            state="received",
            reference=f"CP-{one}",
            code_hash=str(one),
            salt=b"s",
            questions_version="",
            language="en",
            channel="web",
            created_at=at,
            changed_at=at,
            submitted_at=at,
        )
        for one in range(reports)
    )


def unlinked(reports: int) -> list[float]:
    """Group all reports as the service does; give the wall seconds in which each of some erased ones is out of its group."""
    from django.db import transaction

    from callpoint.analysis.relinking import relink
    from callpoint.analysis.settling import let_go, settle_stale
    from callpoint.clock import now
    from callpoint.records.models import Report, SeriesMember, Sighting

    _with_reports(reports, at=now())
    done = relink(at=now())
    sys.stdout.write(
        f"{done.series} series, {SeriesMember.objects.exclude(series=None).count()} reports in them\n"
    )
    chance, took, cpu = np.random.default_rng(SEED + 2), [], time.process_time()
    for one in chance.choice(reports, UNLINKED, replace=False):
        gone = [UUID(id_of(int(one)))]
        begun = time.perf_counter()
        with transaction.atomic():
            let_go(gone)
            Sighting.objects.filter(report_id__in=gone).delete()
            Report.objects.filter(id__in=gone).delete()
        while settle_stale(at=now()):
            pass
        took.append(time.perf_counter() - begun)
    each = (time.process_time() - cpu) / UNLINKED
    sys.stdout.write(f"unlink one, CPU: mean {each * 1000:.1f} ms\n")
    return took


def told(name: str, seconds: Sequence[float]) -> str:
    """Put times into a line, in milliseconds."""
    shown = np.percentile(seconds, [50, 95, 99]) * 1000
    return f"{name}: mean {np.mean(seconds) * 1000:.3f} ms, p50 {shown[0]:.3f}, p95 {shown[1]:.3f}, p99 {shown[2]:.3f}"


def main(arguments: Sequence[str]) -> int:
    """Fill, probe, and print."""
    reports = int(arguments[0]) if arguments else 100_000
    probes = int(arguments[1]) if len(arguments) > 1 else 3000
    kept = Path(arguments[2]) if len(arguments) > 2 else None
    with nullcontext(kept) if kept else tempfile.TemporaryDirectory() as folder:
        os.environ["CALLPOINT_STORE_VAR"] = str(folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callpoint.project.settings")
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        file = Path(str(connection.settings_dict["NAME"]))
        whole = file.with_name(f"filled-with-{reports}")
        if whole.exists():
            value = generated(reports)[1]
        elif file.exists():
            sys.exit(
                f"{folder} holds another database, or one that was filled by half. Name an empty folder."
            )
        else:
            call_command("migrate", verbosity=0)
            connection.close()
            _, value = filled(file, reports)
            whole.touch()
        size = file.stat().st_size / 2**20
        sys.stdout.write(
            f"{reports} reports, {len(value)} sightings beside the reporters' own, {size:.0f} MB\n"
        )
        cpu, wall = probed(value, probes)
        sys.stdout.write(f"CPU: mean {cpu * 1000:.3f} ms\n{told('wall', wall)}\n")
        if reports <= MOST_TO_UNLINK and kept is None:
            sys.stdout.write(f"{told('unlink one, wall', unlinked(reports))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
