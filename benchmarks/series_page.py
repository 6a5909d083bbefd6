"""What the page of one series costs, its tables and its picture, in processor time (goal: 5,000 reports within 500 ms).

Fills a throw-away deployment with one series: every report names one account and two of some hundred other values,
each sealed under its report's own key, as the service keeps them. Then it opens the page as an analyst does.

Run: .venv/bin/python -m benchmarks.series_page [--postgresql] [reports]
"""

import time
from datetime import datetime, timedelta
from secrets import token_bytes
from statistics import median
from typing import Any
from uuid import UUID

from benchmarks.deployment import run_with

REPORTS = 5_000
ROUNDS = 9
VALUES = 300
ACCOUNTS = 1
AREAS = ("E23000018", "E23000019", "E23000015", "")


def _run(reports: int) -> None:
    from callpoint.analysis.relinking import relink
    from callpoint.clock import now
    from callpoint.records.models import Series

    at = now()
    _fill(reports, at)
    relink(at=at)
    series = Series.objects.order_by("-size")[0]
    print(f"the largest series: {series.size:,} of {reports:,} reports")
    _read(series.id)


def _fill(reports: int, at: datetime) -> None:
    """Write reports and what they name; a ruling lets the account link, which so many reports name."""
    from callpoint.actions.acting import system
    from callpoint.actions.staffing import add_staff_member
    from callpoint.records.models import Report, Ruling, Sighting, StaffMember

    add_staff_member(username="ann", display_name="Ann", role="analyst", unit="", by=system("bench"), at=at)
    made = [_report(number, at - timedelta(minutes=13 * number)) for number in range(reports)]
    Report.objects.bulk_create(made, batch_size=1000)
    sightings = [row for number, report in enumerate(made) for row in _sightings(number, report, at)]
    Sighting.objects.bulk_create(sightings, batch_size=1000)
    for number in range(ACCOUNTS):
        Ruling.objects.create(
            id=UUID(int=number + 1),
            report=made[number],
            salt=b"s",
            mark=f"value {number}",
            verdict="links",
            ruled_by=StaffMember.objects.get(username="ann"),
            ruled_at=at,
        )


def _report(number: int, at: datetime) -> Any:
    from callpoint.records.keys import keyring
    from callpoint.records.models import Report
    from callpoint.rules.retention import draft_month
    from callpoint.sealing.envelope import new_record_key
    from callpoint.sealing.keyring import with_cohort

    month = draft_month(at)
    ring = with_cohort(keyring(), month=month, at=at, chance=token_bytes)
    _key, wrapped = new_record_key(ring, cohort=month, chance=token_bytes)
    return Report(
        id=UUID(bytes=token_bytes(16), version=4),
        state="received",
        kind="bank-impersonation",
        urgency="today",
        unit="cyber-and-fraud-desk",
        outcode="DE1",
        police_area=AREAS[number % len(AREAS)],
        reference=f"R{number}",
        code_hash=f"h{number}",
        wrapped_key=wrapped,
        salt=b"s",
        language="en",
        channel="web",
        created_at=at,
        changed_at=at,
        submitted_at=at,
    )


def _sightings(number: int, report: Any, at: datetime) -> list[Any]:
    from callpoint.records.models import Sighting
    from callpoint.records.sealed_links import LinkSeal
    from callpoint.rules.sighting import Mention

    links, rows = LinkSeal.of(report), []
    for value in {number % ACCOUNTS, ACCOUNTS + number % VALUES, ACCOUNTS + number * 7 % VALUES}:
        row_id = UUID(bytes=token_bytes(16), version=4)
        written = f"+44770090{value:04}"
        rows.append(
            Sighting(
                id=row_id,
                report=report,
                salt=b"s",
                kind="phone",
                mark=f"value {value}",
                whose="suspect",
                standing="linking",
                value=links.seal_value(row_id, written, token_bytes),
                mentions=links.seal_mentions(
                    row_id, (Mention(source="story", start=0, end=13, text=written),), token_bytes
                ),
                created_at=at,
            )
        )
    return rows


def _read(series_id: UUID) -> None:
    from django.conf import settings
    from django.test.utils import setup_test_environment
    from django.urls import reverse

    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    from tests.makers import signed_in_client

    client = signed_in_client(role="analyst", unit="", name="Bea")
    took, size = [], 0
    for _round in range(ROUNDS):
        begun, wall = time.process_time(), time.perf_counter()
        answer = client.get(reverse("staff_series", args=[series_id]))
        took.append((time.process_time() - begun, time.perf_counter() - wall))
        if answer.status_code != 200 or b"<svg" not in answer.content:
            raise RuntimeError(answer.status_code)
        size = len(answer.content)
    cpu, clock = (median(each) * 1000 for each in zip(*took, strict=True))
    print(f"the page, {size / 1000:.0f} kB: {cpu:.0f} ms of CPU, {clock:.0f} ms by the clock")


if __name__ == "__main__":
    run_with(_run, otherwise=REPORTS)
