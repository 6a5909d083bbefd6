"""`callpoint upgrade`: nothing without a backup, what was done is said, and a kill at any moment does no harm."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from callpoint.project.readiness.lock import only_one

ROOT = Path(__file__).parents[2]
UPGRADE = [sys.executable, "-m", "callpoint.project.command", "upgrade"]

pytestmark = [pytest.mark.database, pytest.mark.sqlite]


def environment(var: Path) -> dict[str, str]:
    """A deployment of its own, on SQLite."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("CALLPOINT_STORE_")}
    return {**ours, "CALLPOINT_STORE_VAR": str(var), "PYTHONPATH": str(ROOT)}


OLDER = """
import secrets
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from callpoint.clock import now
from callpoint.project.readiness.preparing import make_folders, make_keys, make_session_key
ours = settings.CALLPOINT
make_folders(ours)
make_session_key(ours.keys.session_key, chance=secrets.token_bytes)
make_keys(ours.keys, is_first_start=True, at=now(), chance=secrets.token_bytes)
call_command("migrate", "records", "0001", verbosity=0)
"""
"""Makes what an older version left: the keys, and the first of the migrations."""


def an_older_place(var: Path) -> Path:
    subprocess.run([sys.executable, "-c", OLDER], env=environment(var), check=True, cwd=ROOT, timeout=200)
    return var


def all_files(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() if file.is_file() else b"" for file in folder.rglob("*")}


def upgraded(var: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*UPGRADE, *words],
        env=environment(var),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=200,
    )


def test_without_a_backup_nothing_is_done(tmp_path: Path) -> None:
    ended = upgraded(tmp_path / "var")
    assert (ended.returncode, "Nothing was done. Make the backups first" in ended.stderr, ended.stdout) == (
        2,
        True,
        "",
    )
    assert not list(tmp_path.rglob("*.sqlite3"))


@pytest.mark.parametrize("has_folder", [False, True])
def test_where_nothing_was_ever_started_nothing_is_made(tmp_path: Path, *, has_folder: bool) -> None:
    if has_folder:
        (tmp_path / "var").mkdir(mode=0o700)
        (tmp_path / "var" / "callpoint.sqlite3").touch()
    before = all_files(tmp_path)
    ended = upgraded(tmp_path / "var", "--backed-up")
    assert (ended.returncode, "Start once with ./run, or restore a backup." in ended.stderr) == (1, True)
    assert all_files(tmp_path) == before


def test_a_database_without_a_migration_is_no_place_to_upgrade(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir(mode=0o700)
    with closing(sqlite3.connect(tmp_path / "var" / "callpoint.sqlite3")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE other (id INTEGER)")
    before = all_files(tmp_path)
    ended = upgraded(tmp_path / "var", "--backed-up")
    assert (ended.returncode, "Start once with ./run" in ended.stderr) == (1, True)
    assert all_files(tmp_path) == before


def test_it_does_not_touch_what_runs(tmp_path: Path) -> None:
    var = an_older_place(tmp_path / "var")
    with only_one(var):
        ended = upgraded(var, "--backed-up")
    assert (ended.returncode, "already runs on" in ended.stderr) == (1, True)


def test_killed_at_any_moment_it_is_run_again_and_ends_well_and_a_third_time_does_nothing(
    tmp_path: Path,
) -> None:
    var, killed = an_older_place(tmp_path / "var"), 0
    for seconds in (1.0, 2.0, 3.0):
        running = subprocess.Popen(
            [*UPGRADE, "--backed-up"],
            env=environment(var),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
        )
        try:
            running.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
            killed += 1
    ended, again = upgraded(var, "--backed-up"), upgraded(var, "--backed-up")
    assert (ended.returncode, ended.stdout.splitlines()[-1]) == (0, "Start the service again."), ended.stderr
    assert ("Nothing is wrong." in ended.stdout, again.stdout.splitlines()[0], killed > 0) == (
        True,
        "Migrations applied: none was waiting",
        True,
    )
