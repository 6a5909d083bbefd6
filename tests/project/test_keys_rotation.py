"""`callpoint keys rotate` and `drop-retired`: what they do to a service with reports, also when they are killed."""

import os
import signal
import sqlite3
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from callpoint.clock import now
from callpoint.project.readiness.lock import only_one
from callpoint.records.models import Report
from callpoint.records.sealed import ReportSeal
from callpoint.sealing.key_files import fingerprint, read_root_key
from callpoint.sealing.keyring import Purpose, open_keyring
from callpoint.sealing.notes import Occasion
from tests.makers import a_report, deeds, leaves
from tests.project.keys_makers import COMMAND, ROOT, Terminal, a_terminal

DATABASE = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def terminal(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> Terminal:
    made = a_terminal(tmp_path, capsys, monkeypatch)
    settings.CALLPOINT_ROOT_KEY, settings.CALLPOINT_KEYRING = made.root_key, made.keyring_file
    return made


def tomorrow() -> str:
    return (now().date() + timedelta(days=1)).isoformat()


def stories() -> list[object]:
    return [
        ReportSeal.of(report).answers(report)["story"] for report in Report.objects.order_by("created_at")
    ]


class TestWrapping:
    """The key that wraps the keys of reports."""

    pytestmark = DATABASE

    def test_all_records_are_under_the_new_key_and_that_is_noted(self, terminal: Terminal) -> None:
        for number in range(3):
            a_report(story=f"story {number}")
        old = terminal.keyring().current(Purpose.KEY_ENCRYPTION).id
        said = terminal.keys("rotate", "--at-once", "2")

        new = terminal.keyring().current(Purpose.KEY_ENCRYPTION).id
        under = {wrapped.split(".")[1] for wrapped in Report.objects.values_list("wrapped_key", flat=True)}
        assert (said.code, new != old, under) == (0, True, {new})
        assert said.err.splitlines()[:4] == [
            "There is a new key-encryption key. The old one is retired: it only opens what it sealed.",
            "2 of 3 records wrapped anew.",
            "3 of 3 records wrapped anew.",
            "All 3 records that can be opened are under the new key. Retired keys kept for old backups: 1.",
        ]
        assert [leaf.object_id for leaf in leaves() if leaf.what.startswith("keys.")] == [new] * 3
        assert terminal.keyring().notes[-1].what is Occasion.REWRAPPED

    def test_an_empty_service_can_rotate_too(self, terminal: Terminal) -> None:
        assert terminal.keys("rotate").code == 0
        assert len(terminal.keyring().of(Purpose.KEY_ENCRYPTION)) == 2

    def test_status_says_whether_a_rotation_is_finished(self, terminal: Terminal) -> None:
        a_report()
        terminal.keys("rotate")
        assert "Rotated keys stay for old backups: 1." in terminal.keys("status").out

    def test_a_retired_key_stays_while_a_backup_may_need_it(self, terminal: Terminal) -> None:
        a_report()
        terminal.keys("rotate")
        said = terminal.keys("drop-retired", "--oldest-backup", now().date().isoformat())
        assert (said.code, len(terminal.keyring().of(Purpose.KEY_ENCRYPTION))) == (0, 2)
        assert f"a backup of {now().date()} may need it" in said.err

    def test_a_retired_key_stays_while_a_record_needs_it(self, terminal: Terminal) -> None:
        wrapped = Report.objects.get(id=a_report(story="old")).wrapped_key
        terminal.keys("rotate")
        Report.objects.update(wrapped_key=wrapped)
        said = terminal.keys("drop-retired", "--oldest-backup", tomorrow())

        assert (said.code, stories(), "1 records are under it" in said.err) == (0, ["old"], True)
        assert len(terminal.keyring().of(Purpose.KEY_ENCRYPTION)) == 2

    def test_a_retired_key_that_nothing_needs_goes_for_good(self, terminal: Terminal) -> None:
        a_report(story="still read")
        terminal.keys("rotate")
        old = terminal.keyring().of(Purpose.KEY_ENCRYPTION)[1].id
        said = terminal.keys("drop-retired", "--oldest-backup", tomorrow())

        assert (said.code, [key.id for key in terminal.keyring().keys if key.id == old]) == (0, [])
        assert (stories(), [leaf.object_id for leaf in leaves() if leaf.what == "keys.drop"]) == (
            ["still read"],
            [old],
        )

    def test_a_key_whose_rotation_never_finished_stays(self, terminal: Terminal) -> None:
        terminal.keys("rotate")
        a_report()
        left = Report.objects.get()
        terminal.keys("rotate")
        Report.objects.filter(id=left.id).update(wrapped_key=left.wrapped_key)
        said = terminal.keys("drop-retired", "--oldest-backup", "2027-01-01")
        assert "1 records are under it" in said.err

    @pytest.mark.parametrize(
        "words", [["rotate", "--at-once", "0"], ["drop-retired", "--oldest-backup", "soon"]]
    )
    def test_bad_input_ends_with_two(self, terminal: Terminal, words: list[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            terminal.keys(*words)
        assert ended.value.code == 2


class TestOtherKeys:
    """Keys under which nothing is wrapped: the old one stays."""

    pytestmark = DATABASE

    @pytest.mark.parametrize("purpose", [Purpose.INDEX, Purpose.CODE, Purpose.SESSION, Purpose.SIGNING])
    def test_a_new_one_is_made_the_old_one_stays_and_what_that_means_is_said(
        self, terminal: Terminal, purpose: Purpose
    ) -> None:
        old = terminal.keyring().current(purpose)
        said = terminal.keys("rotate", "--purpose", purpose)

        new, kept = terminal.keyring().of(purpose)
        assert (said.code, kept.id, deeds()[-1], leaves()[-1].object_id) == (0, old.id, "keys.rotate", new.id)
        assert "which stays" in said.err or "stays:" in said.err

    def test_a_month_is_not_rotated(self, terminal: Terminal) -> None:
        with pytest.raises(SystemExit):
            terminal.keys("rotate", "--purpose", "cohort")


class TestRoot:
    """The root key."""

    pytestmark = DATABASE

    def test_a_new_one_takes_the_place_of_the_old_and_needs_a_new_sheet(self, terminal: Terminal) -> None:
        a_report(story="still read")
        shares = terminal.shares()
        terminal.keys("rehearse", typed="\n".join(shares[:2]))
        old = read_root_key(terminal.root_key)
        said = terminal.keys("rotate", "--root")

        root = fingerprint(read_root_key(terminal.root_key))
        assert (said.code, read_root_key(terminal.root_key) == old, terminal.keyring().root) == (
            0,
            False,
            root,
        )
        assert (stories(), deeds()[-1], leaves()[-1].object_id) == (["still read"], "keys.new-root", root)
        status = terminal.keys("status").out
        assert (
            "Going live: refused." in status,
            "In use since" in status,
            "Last sheet: never." in status,
        ) == (
            True,
            True,
            True,
        )
        assert terminal.keys("rehearse", typed="\n".join(shares[:2])).code == 1

    def test_it_can_go_elsewhere_where_the_old_place_cannot_be_written(
        self, terminal: Terminal, tmp_path: Path
    ) -> None:
        before, file = terminal.root_key.read_bytes(), tmp_path / "next.key"
        said = terminal.keys("rotate", "--root", "--to", str(file))

        ring = open_keyring(root_key_path=file, keyring_path=terminal.keyring_file)
        assert (said.code, terminal.root_key.read_bytes(), f"It is in {file}." in said.err) == (
            0,
            before,
            True,
        )
        assert ring.root == fingerprint(read_root_key(file))

    def test_run_again_after_a_stop_it_takes_the_same_root_key_and_notes_it_once(
        self, terminal: Terminal, tmp_path: Path
    ) -> None:
        file = tmp_path / "next.key"
        terminal.keys("rotate", "--root", "--to", str(file))
        first = file.read_bytes()
        assert terminal.keys("rotate", "--root", "--to", str(file)).code == 0
        assert (file.read_bytes(), deeds().count("keys.new-root")) == (first, 1)

    def test_a_place_that_cannot_be_written_changes_nothing(self, terminal: Terminal, tmp_path: Path) -> None:
        before = terminal.keyring_file.read_bytes()
        said = terminal.keys("rotate", "--root", "--to", str(tmp_path / "nowhere" / "next.key"))
        assert (said.code, terminal.keyring_file.read_bytes(), "--root --to FILE" in said.err) == (
            1,
            before,
            True,
        )

    def test_a_place_without_a_root_key_to_make_is_bad_input(
        self, terminal: Terminal, tmp_path: Path
    ) -> None:
        before = terminal.keyring_file.read_bytes()
        said = terminal.keys("rotate", "--to", str(tmp_path / "next.key"))
        assert (said.code, terminal.keyring_file.read_bytes(), len(said.err.splitlines())) == (2, before, 1)

    def test_the_root_key_in_use_is_refused(self, terminal: Terminal) -> None:
        said = terminal.keys("rotate", "--root", "--to", str(terminal.root_key))
        assert (said.code, "holds the root key that is in use" in said.err) == (1, True)

    def test_a_service_that_runs_is_never_cut_off(self, terminal: Terminal) -> None:
        before = terminal.keyring_file.read_bytes()
        with only_one(terminal.var):
            said = terminal.keys("rotate", "--root")
        assert (said.code, terminal.keyring_file.read_bytes(), "Stop it first" in said.err) == (
            1,
            before,
            True,
        )
        assert terminal.keys("rotate", "--root").code == 0


@pytest.fixture
def on_sqlite(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A service on SQLite of its own, in which nothing is yet."""
    monkeypatch.delenv("CALLPOINT_STORE_DATABASE", raising=False)
    monkeypatch.delenv("CALLPOINT_STORE_PASSWORD_FILE", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return terminal


def wrapped_in(terminal: Terminal) -> list[str]:
    with sqlite3.connect(terminal.var / "callpoint.sqlite3") as database:
        return [row[0] for row in database.execute("select wrapped_key from records_report")]


@pytest.mark.sqlite
def test_killed_in_the_middle_it_goes_on_with_the_same_key(on_sqlite: Terminal) -> None:
    for words in (["django", "migrate", "-v0"], ["demo"]):
        subprocess.run([*COMMAND, *words], check=True, cwd=ROOT, capture_output=True)
    running = subprocess.Popen(
        [*COMMAND, "keys", "rotate", "--at-once", "1"],
        env=os.environ,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr is not None
    for line in running.stderr:
        if line.startswith("3 of"):
            running.send_signal(signal.SIGKILL)
            break
    running.wait()
    running.stderr.close()
    new, old = (key.id for key in on_sqlite.keyring().of(Purpose.KEY_ENCRYPTION))
    halfway = {wrapped.split(".")[1] for wrapped in wrapped_in(on_sqlite)}
    status = on_sqlite.keys("status").out
    again = on_sqlite.apart("rotate")

    assert (halfway, "The last rotation is unfinished." in status, again.code) == ({new, old}, True, 0), (
        again.err
    )
    assert [key.id for key in on_sqlite.keyring().of(Purpose.KEY_ENCRYPTION)] == [new, old]
    assert {wrapped.split(".")[1] for wrapped in wrapped_in(on_sqlite)} == {new}
    assert "this goes on, and makes no other key" in again.err


@pytest.mark.sqlite
def test_without_its_database_no_key_is_changed(on_sqlite: Terminal) -> None:
    before = on_sqlite.keyring_file.read_bytes()
    (on_sqlite.var / "callpoint.sqlite3").write_bytes(b"no database at all, only words" * 100)
    said = on_sqlite.apart("rotate")
    assert (said.code, on_sqlite.keyring_file.read_bytes(), "Traceback" in said.err) == (1, before, False)
