"""The tables of the first release, filled with made-up rows, brought to those of today: nothing goes, nothing changes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.makers import plain
from tests.recovery.makers import an_empty_place

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

FIRST: Final = [("records", "0001_initial"), ("vault", "0001_initial")]
"""What the first release had of our tables."""
AT: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)
STATES: Final = ("draft", "received", "reading", "waiting", "with-officer", "closed")
FILLED: Final = (
    ("records", "StaffMember"),
    ("records", "AskedQuestionnaire"),
    ("records", "Report"),
    ("records", "Message"),
    ("records", "Outbox"),
    ("vault", "JournalLeaf"),
)


def fill(apps: Any) -> None:
    """Put made-up rows into every table of the first release: a report in each state, with messages both ways."""
    tables = {name: apps.get_model(app, name).objects for app, name in FILLED}
    member = tables["StaffMember"].create(
        username="asha", display_name="Asha", role="assessor", unit="desk", salt=b"s" * 32, created_at=AT
    )
    tables["AskedQuestionnaire"].create(version="v1", body="{}", first_used_at=AT)
    for number, state in enumerate(STATES):
        is_sent = state != "draft"
        report = tables["Report"].create(
            id=UUID(int=number),
            state=state,
            reference=f"CP-{number}" if is_sent else None,
            code_hash=f"code {number}",
            wrapped_key="made up",
            salt=bytes([number]) * 32,
            answers=b"made up, sealed by nobody",
            questions_version="v1",
            language="en",
            channel="web",
            outcode="S40",
            created_at=AT,
            changed_at=AT + timedelta(minutes=number),
            submitted_at=AT if is_sent else None,
        )
        for sent, staff in enumerate((None, member)):
            tables["Message"].create(
                id=UUID(int=100 + 2 * number + sent),
                report=report,
                staff=staff,
                salt=b"m" * 32,
                text=b"made up",
                send_key=f"{number} {sent}",
                sent_at=AT,
            )
        tables["Outbox"].create(
            name="report.submitted", object_id=number, key=number, created_at=AT, run_after=AT
        )
        tables["JournalLeaf"].create(index=number, at=AT, body=b"{}", leaf_hash=bytes([number]) * 32)


def rows(apps: Any) -> dict[str, list[dict[str, object]]]:
    """Every row of the tables that the first release had."""
    return {
        name: [
            {column: plain(value) for column, value in row.items()}
            for row in apps.get_model(app, name).objects.order_by("pk").values()
        ]
        for app, name in FILLED
    }


def brought_to(targets: list[tuple[str, str]]) -> Any:
    """The tables as they stand after their migrations."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def test_a_database_of_the_first_release_keeps_every_row_as_it_was(tmp_path: Path) -> None:
    with an_empty_place(tmp_path):
        old = brought_to(FIRST)
        fill(old)
        before = rows(old)
        after = rows(brought_to(MigrationExecutor(connection).loader.graph.leaf_nodes()))
    kept = {
        name: [
            {column: row[column] for column in was}
            for was, row in zip(before[name], after[name], strict=True)
        ]
        for name in before
    }
    assert (kept, len(before["Report"]), len(before["Message"])) == (before, 6, 12)
