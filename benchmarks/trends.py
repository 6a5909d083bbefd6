"""What counting and judging trends costs with many reports of one year, in processor time, on SQLite.

Fills a throw-away deployment with rows of reports spread over kinds, areas, ways of contact and names, then counts every
week, reads the lines that are judged, judges them, and reads what the public pages show.

Run: .venv/bin/python -m benchmarks.trends [reports]
"""

import datetime as dt
import sys
import time
from collections.abc import Callable
from typing import TypeVar
from zoneinfo import ZoneInfo

from benchmarks.deployment import set_up

REPORTS = 1_000_000
THIS_WEEK = dt.date(2026, 11, 16)
A_WEEK = dt.timedelta(weeks=1)
WEEKS = 53
Found = TypeVar("Found")

COLUMNS = (
    "id,state,reference,code_hash,wrapped_key,salt,answers,other_number,crime_number,questions_version,language,channel,"
    "kind,urgency,critical,unit,country,outcode,police_area,who,contact_by,platform,brand,submit_key,revision,"
    "created_at,changed_at,submitted_at"
)
FILL = """
INSERT INTO records_report ({columns})
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {reports} - 1)
SELECT printf('%032x', i), 'received', 'R' || i, 'h' || i, 'w', zeroblob(16), zeroblob(800), zeroblob(0), zeroblob(0),
  'v', 'en', 'web', {kind}, 'soon', 0, 'u', 'GB', 'S40', {area}, 'self', {contact}, {brand}, {brand}, 'k' || i, 0, at, at, at
FROM (SELECT i, datetime('2025-11-21', '+' || (i * 366 * 86400 / {reports}) || ' seconds') AS at FROM n) AS n
"""
AMOUNTS = """
INSERT INTO records_lostamount (report_id, currency, units)
SELECT id, 'GBP', 10 + abs(random()) % 9000 FROM records_report WHERE rowid % 2 = 0
"""


def fill(reports: int) -> None:
    """Write the rows of a year; every second report says an amount."""
    from django.db import connection

    from callpoint.records.knowledge import knowledge
    from callpoint.rules.areas import police_areas

    content = knowledge().content
    brands = [*content.brands, *[""] * 60]
    contacts = [choice.id for choice in content.questions["contact_channel"].choices]
    areas = [area.code for area in police_areas(knowledge().places).values()]
    with connection.cursor() as cursor:
        chosen = {
            name: _chosen(cursor.execute, name, values)
            for name, values in (
                ("kind", list(content.kinds)),
                ("area", areas),
                ("contact", contacts),
                ("brand", brands),
            )
        }
        cursor.execute(FILL.format(columns=COLUMNS, reports=reports, **chosen).replace("%", "%%"), [])
        cursor.execute(AMOUNTS.replace("%", "%%"), [])


def _chosen(execute: Callable[..., object], name: str, values: list[str]) -> str:
    """Keep values in a table of their own, and give the SQL that draws one of them for each row."""
    execute(f"CREATE TEMP TABLE {name} (i INTEGER PRIMARY KEY, v TEXT)")
    for number, value in enumerate(values):
        execute(f"INSERT INTO {name} VALUES (%s, %s)", [number, value])  # noqa: S608 - names of our own
    return f"(SELECT v FROM {name} AS t WHERE t.i = abs(random()) % {len(values)} + 0 * n.i)"  # noqa: S608 - as above


def timed(what: str, asked: Callable[[], Found]) -> Found:
    """Do something and say what it cost."""
    begins = time.process_time()
    found = asked()
    print(f"{what}: {time.process_time() - begins:.2f} s")
    return found


def main() -> None:
    """Fill, count, judge and read."""
    set_up()
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    timed(f"filling in {reports:,} reports", lambda: fill(reports))
    from callpoint.actions.acting import system
    from callpoint.actions.trend_counts import count_trend_week
    from callpoint.analysis import trends
    from callpoint.clock import now
    from callpoint.rules.trends import Line, findings_of, losses_of

    zone = ZoneInfo("Europe/London")
    cells = timed(
        "one week, read", lambda: list(trends.cells_of_week(THIS_WEEK - A_WEEK, zone=zone, currency="GBP"))
    )
    print(f"  cells of a week: {len(cells):,}")

    def count(first: dt.date, weeks: int) -> None:
        for back in range(weeks):
            count_trend_week(week=first - back * A_WEEK, by=system("bench"), at=now())

    timed("one week, counted and kept", lambda: count(THIS_WEEK, 1))
    timed("52 weeks, counted and kept", lambda: count(THIS_WEEK - A_WEEK, WEEKS - 1))
    counted = timed("lines that are judged, read", lambda: trends.judged_counts(THIS_WEEK))
    found = timed("judging", lambda: (*findings_of(counted.lines), *losses_of(counted.lines)))
    print(f"  lines: {len(counted.lines):,}, findings among reports spread by chance: {len(found)}")
    timed(
        "a public page of an area, read",
        lambda: trends.counts_of_area("E23000018", THIS_WEEK - 13 * A_WEEK, THIS_WEEK),
    )
    timed("the public list, read", lambda: trends.counts_of_areas(THIS_WEEK - 4 * A_WEEK, THIS_WEEK))
    timed(
        "one line of 26 weeks, read",
        lambda: trends.counts_of_lines([Line(kind="stalking")], THIS_WEEK, weeks=26),
    )


if __name__ == "__main__":
    main()
