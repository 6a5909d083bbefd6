"""Cohort keys: made once, shared between processes, destroyed for good."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from errno import EIO
from pathlib import Path

import pytest

from callpoint.sealing.key_files import KeyringMissingError
from callpoint.sealing.keyring import (
    DestroyedKey,
    KeyDestroyedError,
    MonthNotReadError,
    NoSuchKeyError,
    Purpose,
    destroy_cohort,
    refreshed,
    rotate,
    with_cohort,
)
from tests.sealing.makers import NOON, a_keyring, opened, seeded


@pytest.mark.parametrize(
    "month", ["", "2026", "2026-00", "2026-13", "2026-1", "26-01", "2026-01-01", "٢٠٢٦-01", "2026-01\n"]
)
def test_a_cohort_is_a_month(tmp_path: Path, month: str) -> None:
    keyring = a_keyring(tmp_path)

    with pytest.raises(MonthNotReadError) as refused:
        with_cohort(keyring, month=month, at=NOON, chance=seeded())

    assert (refused.value.month, opened(keyring.place)) == (month, keyring)


def test_a_cohort_key_is_on_disk_before_it_is_used(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)

    grown = with_cohort(keyring, month="2026-01", at=NOON, chance=seeded("month"))

    assert (opened(keyring.place), grown.keys[:-1]) == (grown, keyring.keys)
    assert (grown.cohort("2026-01").purpose, grown.cohort("2026-01").month) == (Purpose.COHORT, "2026-01")


def test_a_cohort_key_is_made_once(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01",))

    assert with_cohort(keyring, month="2026-01", at=NOON, chance=seeded("again")) is keyring


def test_a_process_with_an_older_reading_takes_the_cohort_key_another_one_made(tmp_path: Path) -> None:
    older = a_keyring(tmp_path)
    newer = with_cohort(older, month="2026-01", at=NOON, chance=seeded("one"))

    assert with_cohort(older, month="2026-01", at=NOON, chance=seeded("two")) == newer


def test_a_process_with_an_older_reading_loses_no_key_another_one_made(tmp_path: Path) -> None:
    older = a_keyring(tmp_path)
    newer = with_cohort(older, month="2026-01", at=NOON, chance=seeded("one"))

    both = with_cohort(older, month="2026-02", at=NOON, chance=seeded("two"))

    assert (both.keys[:-1], both.keys[-1].month) == (newer.keys, "2026-02")


def test_threads_that_need_a_month_at_once_all_get_the_same_keys(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)
    months = [f"2026-{month:02}" for month in range(1, 7)] * 5

    def made(number: int) -> tuple[str, str]:
        month = months[number]
        ring = with_cohort(keyring, month=month, at=NOON, chance=seeded(f"thread {number}"))
        return month, ring.cohort(month).id

    with ThreadPoolExecutor(8) as threads:
        seen = set(threads.map(made, range(len(months))))

    assert seen == {(key.month, key.id) for key in opened(keyring.place).of(Purpose.COHORT)}


RACER = """
import secrets, sys
from datetime import UTC, datetime
from pathlib import Path
from callpoint.sealing.keyring import open_keyring, with_cohort
folder = Path(sys.argv[1])
keyring = open_keyring(root_key_path=folder / "root.key", keyring_path=folder / "keyring")
print("ready", flush=True)
sys.stdin.read()
for month in range(1, 13):
    at = datetime(2025, 3, 1, tzinfo=UTC)
    ring = with_cohort(keyring, month=f"2026-{month:02}", at=at, chance=secrets.token_bytes)
    print(ring.cohort(f"2026-{month:02}").id)
"""


def test_processes_that_need_a_month_at_once_all_get_the_same_keys(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)
    command = [sys.executable, "-c", RACER, str(tmp_path)]
    pipe = subprocess.PIPE
    racers = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(3)]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"

    # The end of its input is each racer's start: all of them have read the keyring without any cohort.
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.close()
    seen = [racer.stdout.read().split() for racer in racers if racer.stdout is not None]
    for racer in racers:
        racer.wait()
        assert racer.stdout is not None
        racer.stdout.close()

    kept = opened(keyring.place)
    assert seen == [[kept.cohort(f"2026-{month:02}").id for month in range(1, 13)]] * 3


def test_a_disk_that_fails_leaves_the_old_keyring_and_no_new_key_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = a_keyring(tmp_path)

    def failing(_descriptor: int) -> None:
        raise OSError(EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", failing)
        with pytest.raises(OSError, match="Input/output error"):
            with_cohort(keyring, month="2026-01", at=NOON, chance=seeded("month"))

    assert opened(keyring.place) == keyring


def test_the_new_keyring_is_on_disk_before_it_takes_the_name_and_its_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = a_keyring(tmp_path)
    path, really = keyring.place.keyring_path, os.fsync
    old, synced = path.read_bytes(), []

    def watching(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        synced.append((kind, "old name" if path.read_bytes() == old else "new name"))
        really(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", watching)
        with_cohort(keyring, month="2026-01", at=NOON, chance=seeded("month"))

    assert synced == [("file", "old name"), ("folder", "new name")]


def test_a_half_written_file_left_by_a_power_cut_is_in_nobodys_way(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)
    leftover = tmp_path / "keyring.new"
    leftover.write_text("half")
    leftover.chmod(0o644)

    grown = with_cohort(keyring, month="2026-01", at=NOON, chance=seeded("month"))

    assert (opened(keyring.place), leftover.exists()) == (grown, False)


def test_a_destroyed_cohort_is_remembered_and_never_made_anew(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01", "2026-02"))
    key = keyring.cohort("2026-01")

    left = destroy_cohort(keyring, month="2026-01", at=NOON, chance=seeded("end"))

    gone = DestroyedKey(id=key.id, month="2026-01", destroyed_at="2025-03-01T12:00:00+00:00")
    assert (left.destroyed, left.keys) == ((gone,), tuple(other for other in keyring.keys if other != key))
    for attempt in (
        lambda: left.by_id(key.id),
        lambda: left.cohort("2026-01"),
        lambda: with_cohort(left, month="2026-01", at=NOON, chance=seeded("anew")),
        lambda: destroy_cohort(left, month="2026-01", at=NOON, chance=seeded("twice")),
    ):
        with pytest.raises(KeyDestroyedError) as refused:
            attempt()
        assert refused.value.destroyed == gone


def test_an_older_reading_of_the_keyring_does_not_bring_a_destroyed_key_back(tmp_path: Path) -> None:
    older = a_keyring(tmp_path, months=("2026-01",))
    destroy_cohort(older, month="2026-01", at=NOON, chance=seeded("end"))

    newest = with_cohort(older, month="2026-02", at=NOON, chance=seeded("next"))

    assert [key.month for key in newest.of(Purpose.COHORT)] == ["2026-02"]


def test_cohorts_are_not_rotated(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01",))

    with pytest.raises(NoSuchKeyError):
        rotate(keyring, purpose=Purpose.COHORT, at=NOON, chance=seeded("no"))


def test_refreshing_reads_the_file_only_when_somebody_wrote_it(tmp_path: Path) -> None:
    older = a_keyring(tmp_path)
    unchanged = refreshed(older)

    newer = with_cohort(older, month="2026-01", at=NOON, chance=seeded("month"))

    assert unchanged is older
    assert refreshed(older) == newer


def test_refreshing_says_when_the_file_is_gone(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)
    keyring.place.keyring_path.unlink()

    with pytest.raises(KeyringMissingError):
        refreshed(keyring)
