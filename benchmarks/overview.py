"""What the supervisor's page costs with many reports, in processor time, on SQLite or PostgreSQL.

Fills a throw-away deployment with reports of half a year in all states, each with 1,500 bytes of sealed answers, messages
and clocks, then opens the page as a supervisor does, for each period, for one unit, and the file with outcomes.

Run: .venv/bin/python -m benchmarks.overview [--postgresql] [reports]
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from benchmarks.deployment import run_with
from benchmarks.queue import ANSWERS, UNITS, _Chance, _settle, _timed

REPORTS = 100_000
BATCH = 5_000
DAYS = 182
STATES = ("received", "reading", "waiting", "with-officer", *["closed"] * 6)
OUTCOMES = ("victim-does-not-support", "no-suspect", "charged", "evidential")


def _run(reports: int) -> None:
    from callpoint.clock import now

    at = now()
    _fill(reports, at)
    _settle()
    _read(at)


def _fill(reports: int, at: datetime) -> None:
    """Write reports over half a year, with amounts, clocks, and messages of staff."""
    from callpoint.actions.acting import system
    from callpoint.actions.staffing import add_staff_member
    from callpoint.records.knowledge import knowledge
    from callpoint.records.models import Clock, LostAmount, Message, Report, StaffMember

    add_staff_member(
        username="ann", display_name="Ann", role="supervisor", unit="", by=system("bench"), at=at
    )
    officer = StaffMember.objects.get(username="ann")
    chance, kinds = _Chance(1), list(knowledge().content.kinds)
    for begin in range(0, reports, BATCH):
        made = [
            Report(
                id=UUID(bytes=chance.draw.bytes(16)),
                kind=chance.choice(kinds),
                **_columns(
                    number, sent_at=at - timedelta(days=DAYS) * number / reports, at=at, chance=chance
                ),
            )
            for number in range(begin, min(begin + BATCH, reports))
        ]
        Report.objects.bulk_create(made)
        LostAmount.objects.bulk_create(
            LostAmount(report=report, currency="GBP", units=10 + chance.randrange(9000))
            for report in made[::2]
        )
        Clock.objects.bulk_create(clock for report in made for clock in _clocks(report, at))
        Message.objects.bulk_create(_messages(made, officer, chance))


def _messages(made: list[Any], officer: Any, chance: _Chance) -> list[Any]:
    """Give each report a message, two of three written by a person."""
    from callpoint.records.models import Message

    return [
        Message(
            id=UUID(bytes=chance.draw.bytes(16)),
            report=report,
            staff=officer if number % 3 else None,
            salt=b"0" * 32,
            text=ANSWERS[:300],
            send_key=f"m{report.reference}",
            sent_at=report.submitted_at + timedelta(hours=1),
        )
        for number, report in enumerate(made)
    ]


def _columns(number: int, *, sent_at: datetime, at: datetime, chance: _Chance) -> dict[str, Any]:
    state = chance.choice(STATES)
    read_at = None if state == "received" else min(sent_at + timedelta(minutes=chance.randrange(6000)), at)
    return {
        "state": state,
        "reference": f"R{number}",
        "code_hash": f"h{number}",
        "wrapped_key": "w" * 300,
        "salt": b"0" * 32,
        "answers": ANSWERS,
        "language": "en",
        "channel": "web",
        "unit": UNITS[number % len(UNITS)],
        "created_at": sent_at,
        "changed_at": sent_at,
        "submitted_at": sent_at,
        "first_read_at": read_at,
        "assessed_at": read_at,
        "recorded_at": read_at if number % 2 else None,
        "state_changed_at": min(sent_at + timedelta(days=20), at),
        "outcome": chance.choice(OUTCOMES) if state == "closed" else "",
    }


def _clocks(report: Any, at: datetime) -> list[Any]:
    """Give two that ended and, of an open report, one that runs."""
    from callpoint.records.models import Clock

    sent_at = report.submitted_at
    ended = [
        Clock(
            report=report,
            promise=promise,
            started_at=sent_at,
            amber_at=sent_at + timedelta(hours=20),
            due_at=sent_at + timedelta(days=1),
            stopped_at=report.first_read_at or sent_at,
            ended="kept",
        )
        for promise in ("first-read", "ack-written")
    ]
    if report.state == "closed":
        return ended
    due = at + timedelta(hours=int(report.reference[1:]) % 600 - 20)
    return [*ended, Clock(report=report, promise="next-update", started_at=sent_at, amber_at=due, due_at=due)]


def _read(at: datetime) -> None:
    """Open the page and the files."""
    from django.conf import settings
    from django.test import Client
    from django.test.utils import setup_test_environment

    from callpoint.actions.acting import system
    from callpoint.actions.counting import week_of
    from callpoint.actions.figures import model_week
    from callpoint.project.demo_figures import modelled
    from tests.makers import signed_in_client

    for weeks in range(30):
        model_week(
            week=week_of(at) - timedelta(weeks=weeks), counts=modelled(weeks), by=system("bench"), at=at
        )
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    setup_test_environment()
    client: Client = signed_in_client(role="supervisor", unit="")
    for query in ("", "?period=month", "?period=quarter", f"?period=quarter&unit={UNITS[0]}"):
        _timed(f"the page {query}", partial(_open, client, f"/staff/overview/{query}"))
    _timed("who has what", partial(_open, client, "/staff/overview/people/"))
    _timed("outcomes as a file", partial(_open, client, "/staff/overview/outcomes.csv?period=quarter"))


def _open(client: Any, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)


if __name__ == "__main__":
    run_with(_run, otherwise=REPORTS)
