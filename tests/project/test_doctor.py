"""`callpoint doctor`: each part that is broken is named with what to do, and what is well is left alone."""

import argparse
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.db import DatabaseError, connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from callpoint.actions.acting import system
from callpoint.actions.checkpointing import make_checkpoint
from callpoint.project import doctor
from callpoint.project.doctor import Finding, State, examine
from callpoint.project.doctor_commands import doctor as run_doctor
from callpoint.project.readiness import started
from callpoint.project.setting_models import Settings
from callpoint.records.models import Outbox
from callpoint.rules.content.problems import BrokenContentError
from callpoint.vault.checkpoints import CheckedTree
from tests.makers import a_report, all_kept, at
from tests.vault.clamd import a_scanner

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATE = {"hours": 1}


@pytest.fixture
def settings_here(tmp_path: Path) -> Settings:
    """The settings of a deployment of its own, with a copy of the keys."""
    var = tmp_path / "var"
    shutil.copytree(django_settings.CALLPOINT.store.var / "keys", var / "keys")
    var.chmod(0o700)
    return changed(
        django_settings.CALLPOINT,
        store={"var": var},
        keys={
            "root_key": var / "keys" / "root.key",
            "keyring": var / "keys" / "keyring.json",
            "session_key": var / "keys" / "session.key",
        },
        exhibits={"least_free_bytes": 0, "scanner_socket": None},
    )


def changed(settings: Settings, **sections: dict[str, object]) -> Settings:
    new = {name: getattr(settings, name).model_copy(update=update) for name, update in sections.items()}
    return settings.model_copy(update=new)


def answers(_host: str, _port: int) -> None:
    """A mail server that is there."""


def is_away(_host: str, _port: int) -> None:
    raise ConnectionRefusedError


def found(
    settings: Settings, *, when: datetime | None = None, reaches: Callable[[str, int], None] = answers
) -> dict[str, Finding]:
    return {each.part: each for each in examine(settings, at=when or at(minutes=1), reaches=reaches)}


def states(settings: Settings, *, when: datetime | None = None) -> dict[str, State]:
    return {part: each.state for part, each in found(settings, when=when).items()}


def test_a_deployment_in_order_has_only_what_nobody_set_up_to_warn_of_and_nothing_is_written(
    settings_here: Settings,
) -> None:
    a_report()
    before = all_kept()
    wrong = {part: state for part, state in states(settings_here).items() if state is not State.OK}
    assert wrong == dict.fromkeys(("session key", "keys", "mail", "scanner"), State.WARN)
    assert all_kept() == before


def test_every_part_that_is_not_well_says_what_to_do(settings_here: Settings) -> None:
    settings_here.keys.keyring.unlink()
    a_report()
    wrong = [each for each in found(settings_here, when=at(**LATE)).values() if each.state is not State.OK]
    assert [each.part for each in wrong if not each.remedy] == []


def test_a_folder_that_is_away_open_to_others_or_half_restored_is_named(settings_here: Settings) -> None:
    var = settings_here.store.var
    var.chmod(0o755)
    opened = found(settings_here)["folder"].state
    shutil.rmtree(var)
    gone = states(settings_here)
    assert (opened, gone["folder"], gone["room"], gone["keys"]) == (State.WARN, *[State.FAIL] * 3)


def test_a_restore_that_did_not_end_is_named(
    settings_here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "half_a_restore", lambda _var: "A restore did not end.")
    assert found(settings_here)["folder"].said == "A restore did not end."


def test_keys_that_are_gone_or_that_others_may_read_are_named(settings_here: Settings) -> None:
    session, ring = settings_here.keys.session_key, settings_here.keys.keyring
    session.write_text("x")
    session.chmod(0o600)
    closed = found(settings_here)["session key"].state
    session.chmod(0o644)
    ring.chmod(0o644)
    assert (closed, states(settings_here)["session key"], states(settings_here)["keys"]) == (
        State.OK,
        State.FAIL,
        State.FAIL,
    )


def test_a_rehearsed_sheet_is_said(settings_here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "care_of", lambda _ring: SimpleNamespace(is_rehearsed=True))
    assert found(settings_here)["keys"].state is State.OK


@pytest.mark.parametrize(
    ("least", "largest", "state"),
    [(0, 1_000_000, State.OK), (0, 10**18, State.WARN), (10**18, 1_000_000, State.FAIL)],
)
def test_room_is_measured_against_what_files_need(
    settings_here: Settings, least: int, largest: int, state: State
) -> None:
    tight = changed(settings_here, exhibits={"least_free_bytes": least, "most_bytes": largest})
    assert found(tight)["room"].state is state


def test_mail_is_reached_or_not(settings_here: Settings) -> None:
    with_mail = changed(settings_here, mail={"host": "mail.example.org"})
    seen = found(with_mail)["mail"].state, found(with_mail, reaches=is_away)["mail"].state
    assert seen == (State.OK, State.FAIL)


def test_a_mail_server_that_nobody_runs_is_not_reached() -> None:
    with pytest.raises(OSError, match=r"refused|reach"):
        doctor.reach("127.0.0.1", 1)


def test_a_scanner_that_is_away_is_named(settings_here: Settings, tmp_path: Path) -> None:
    away = changed(settings_here, exhibits={"scanner_socket": tmp_path / "none.sock"})
    assert found(away)["scanner"].state is State.FAIL


def test_a_scanner_that_runs_is_asked(settings_here: Settings, tmp_path: Path) -> None:
    with a_scanner(tmp_path) as place:
        seen = found(changed(settings_here, exhibits={"scanner_socket": place}))["scanner"]
    assert seen.state is State.OK


def test_broken_content_is_named(settings_here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise BrokenContentError(())

    monkeypatch.setattr(doctor, "knowledge", broken)
    assert found(settings_here)["content"].state is State.FAIL


def test_a_database_that_does_not_answer_is_named_and_what_needs_it_is_left_out(
    settings_here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses() -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "ensure_connection", refuses)
    seen = states(settings_here)
    assert (seen["database"], "worker" in seen) == (State.FAIL, False)


@pytest.mark.parametrize("is_empty", [False, True])
def test_a_database_that_is_not_there_is_named_and_not_made(
    settings_here: Settings, monkeypatch: pytest.MonkeyPatch, *, is_empty: bool
) -> None:
    var = settings_here.store.var
    file = var / "callpoint.sqlite3"
    if is_empty:
        file.touch()
    monkeypatch.setattr(started, "connection", DatabaseWrapper({**connection.settings_dict, "NAME": file}))
    before = sorted(var.rglob("*"))
    seen = found(settings_here)
    database = seen["database"]
    assert (database.state, database.remedy, "migrations" in seen) == (State.FAIL, started.FIRST_START, False)
    assert (sorted(var.rglob("*")), file.exists() and file.stat().st_size) == (before, 0)


def test_a_database_in_which_nothing_was_ever_applied_is_not_to_be_upgraded(settings_here: Settings) -> None:
    MigrationRecorder.Migration.objects.all().delete()
    never = found(settings_here)["migrations"]
    assert (never.state, never.remedy) == (State.FAIL, started.FIRST_START)


def test_migrations_that_wait_or_that_are_of_a_newer_version_are_named(settings_here: Settings) -> None:
    last = MigrationRecorder.Migration.objects.filter(app="records").order_by("-id")[0]
    last.delete()
    waiting = found(settings_here)["migrations"]
    MigrationRecorder.Migration.objects.create(app="records", name="9999_later", applied=at())
    newer = found(settings_here)["migrations"]
    assert (waiting.state, waiting.remedy) == (State.FAIL, "Run callpoint upgrade.")
    assert (newer.state, "newer Callpoint" in newer.said) == (State.FAIL, True)


def test_tables_that_cannot_be_read_are_named(
    settings_here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_at: datetime) -> Iterator[Finding]:
        raise DatabaseError

    monkeypatch.setattr(doctor, "_clock", refuses)
    assert found(settings_here)["tables"].state is State.FAIL


def test_a_clock_that_is_behind_the_journal_is_named(settings_here: Settings) -> None:
    a_report(when=at(hours=2))
    assert found(settings_here)["clock"].state is State.FAIL


def test_work_that_waits_and_work_that_is_stuck_are_told_apart(settings_here: Settings) -> None:
    a_report()
    waits = found(settings_here, when=at(**LATE))["worker"].state
    Outbox.objects.update(stuck_at=at())
    stuck = found(settings_here, when=at(**LATE))["worker"].state
    Outbox.objects.update(stuck_at=None, done_at=at(minutes=2))
    done = found(settings_here, when=at(**LATE))["worker"]
    assert (waits, stuck, done.state) == (State.FAIL, State.WARN, State.OK)
    assert "2026-11-21 12:02 UTC" in done.said


def test_lines_without_a_checkpoint_are_named_once_they_wait(settings_here: Settings) -> None:
    a_report()
    soon, late = (found(settings_here, when=when)["checkpoints"].state for when in (at(), at(**LATE)))
    make_checkpoint(tree=CheckedTree(), origin="example.org/log", by=system("test"), at=at(minutes=30))
    signed = found(settings_here, when=at(minutes=32))["checkpoints"]
    assert (soon, late, signed.state) == (State.OK, State.FAIL, State.OK)


def test_the_command_ends_with_one_where_a_part_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for state, code in ((State.WARN, 0), (State.FAIL, 1)):
        only = Finding(part="room", state=state, said="So it is.", remedy="Do this.")
        monkeypatch.setattr(doctor, "examine", lambda *_, only=only, **__: iter([only]))
        ended = run_doctor(argparse.Namespace(json=False))
        assert (ended, capsys.readouterr().out.splitlines()[1]) == (
            code,
            f"{state:<5} room         So it is. Do this.",
        )


def test_settings_that_cannot_be_used_are_all_that_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CALLPOINT_WEB_PORT", "no port")
    ended = run_doctor(argparse.Namespace(json=True))
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (ended, [line["part"] for line in lines], lines[0]["state"]) == (1, ["settings"], "fail")
