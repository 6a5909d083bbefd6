"""`callpoint upgrade`: nothing without a backup, what was done is said, and a kill at any moment does no harm."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from callpoint.project.running.lock import only_one

ROOT = Path(__file__).parents[2]
UPGRADE = [sys.executable, "-m", "callpoint.project.command", "upgrade"]

pytestmark = pytest.mark.database


def environment(var: Path) -> dict[str, str]:
    """A deployment of its own, on SQLite."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("CALLPOINT_STORE_")}
    return {**ours, "CALLPOINT_STORE_VAR": str(var), "PYTHONPATH": str(ROOT)}


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


def test_it_does_not_touch_what_runs(tmp_path: Path) -> None:
    with only_one(tmp_path / "var"):
        ended = upgraded(tmp_path / "var", "--backed-up")
    assert (ended.returncode, "already runs on" in ended.stderr) == (1, True)


def test_killed_at_any_moment_it_is_run_again_and_ends_well_and_a_third_time_does_nothing(
    tmp_path: Path,
) -> None:
    var, killed = tmp_path / "var", 0
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
