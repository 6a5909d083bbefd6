"""`callpoint backup` and `callpoint restore` as somebody at a terminal meets them: exit codes and words."""

import os
import stat
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from pytest_django import Settings

from callpoint.project.command import main
from callpoint.project.recovery import postgresql
from callpoint.project.recovery.errors import AskedWronglyError
from callpoint.project.recovery.manifest import read_manifest
from callpoint.project.recovery.unfinished import UNFINISHED
from callpoint.vault import folder
from tests.makers import a_report, with_section
from tests.recovery.makers import HOLDER
from tests.recovery.test_backing_up import an_exhibit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """How a command ended, and what it said on either way out."""
    try:
        code = main([str(word) for word in words])
    except SystemExit as ended:
        code = int(str(ended.code))
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_backup_says_what_it_holds_and_its_check_that_it_is_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    an_exhibit(a_report())
    to = tmp_path / "backups"
    code, out, err = said(capsys, "backup", "--to", to, "--recipient", HOLDER.recipient)
    assert (code, Path(out.strip()).parent.parent, "1 files." in err, "Files that were new: 1" in err) == (
        0,
        to,
        True,
        True,
    )
    code, out, err = said(capsys, "backup", "--to", to, "--check")
    assert (code, out, "is whole: the database and 1 files" in err) == (0, "", True)
    copy = next((to / "exhibits").glob("*.age"))
    copy.write_bytes(copy.read_bytes() + b"x")
    code, _, err = said(capsys, "backup", "--to", to, "--check")
    assert (code, err.startswith(f"{copy.name} is not what was backed up")) == (1, True)


def test_a_backup_of_a_service_that_lost_a_file_ends_with_1_and_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exhibit_id = an_exhibit(a_report())
    folder.file_of(exhibit_id).unlink()
    code, out, err = said(capsys, "backup", "--to", tmp_path / "b", "--recipient", HOLDER.recipient)
    assert (code, Path(out.strip()).exists(), f"exhibit {exhibit_id} is missing." in err) == (1, True, True)


def test_a_disk_that_does_not_give_one_file_back_does_not_stop_a_backup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, new, well = (an_exhibit(a_report(), content) for content in (b"kept", b"new", b"well"))
    to = tmp_path / "backups"
    make_unreadable(new)
    first = said(capsys, "backup", "--to", to, "--recipient", HOLDER.recipient)
    make_unreadable(kept)
    second = said(capsys, "backup", "--to", to, "--recipient", HOLDER.recipient)
    why = "cannot be read (Input/output error): look at the disk of the service"
    lines = [
        [line for line in err.splitlines() if line.startswith("exhibit")] for _, _, err in (first, second)
    ]
    assert (first[0], second[0], sorted(lines[1])) == (
        1,
        1,
        sorted([f"exhibit {new} {why}.", f"exhibit {kept} {why}; an earlier backup's copy is kept."]),
    )
    named = [
        sorted(file.id for file in read_manifest(Path(out.strip())).files) for _, out, _ in (first, second)
    ]
    assert (lines[0], named) == ([f"exhibit {new} {why}."], [sorted(map(str, (kept, well)))] * 2)
    assert sorted(path.name for path in (to / "exhibits").glob("*.part")) == []


def make_unreadable(exhibit_id: UUID) -> None:
    """Let the kernel answer a reading of the file as a broken disk does: nothing lies at a program's first address."""
    file = folder.file_of(exhibit_id)
    file.unlink()
    file.symlink_to("/proc/self/mem")


def test_a_recipients_file_may_hold_remarks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "recipients"
    file.write_text(f"# the safe in the cellar\n\n{HOLDER.recipient}\n")
    assert said(capsys, "backup", "--to", tmp_path / "b", "--recipients-file", file)[0] == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["backup", "--to", "{}/b"], "give --recipient age1..., or set backup.recipient"),
        (["backup", "--to", "{}/b", "--recipient", "age1x"], "age1x is no age recipient"),
        (["backup", "--to", "{}/b", "--recipients-file", "{}/absent"], "absent cannot be read"),
        (["backup", "--to", "{}/b", "--keep", "0", "--recipient", HOLDER.recipient], "at least 1"),
        (["backup", "--to", "{}/b", "--check"], "is no folder of backups"),
        (["restore", "--from", "{}/b", "--identity", "{}/i", "--into-empty"], "is no folder of backups"),
        (["restore", "--from", "{}", "--identity", "{}/i"], "--into-empty"),
        (["restore", "--from", "{}", "--identity", "{}/i", "--into-empty"], "no finished backup"),
        (
            ["restore", "--from", "{}", "--identity", "{}/i", "--into-empty", "--at", "noon"],
            "noon is not a time with a zone",
        ),
    ],
)
def test_what_cannot_be_ends_with_2_and_says_why(
    words: list[str], why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "exhibits").mkdir(exist_ok=True)
    code, out, err = said(capsys, *(word.format(tmp_path) for word in words))
    assert (code, out, why in err, "Traceback" in err) == (2, "", True, False), err


def test_a_file_without_an_identity_and_another_keyring_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to, file = tmp_path / "b", tmp_path / "file"
    said(capsys, "backup", "--to", to, "--recipient", HOLDER.recipient)
    file.write_text("nothing")
    words = ["restore", "--from", to, "--into-empty", "--identity", file]
    assert "holds no age identity" in said(capsys, *words)[2]
    code, _, err = said(capsys, *words, "--keyring", file)
    assert (code, "There is another keyring at" in err) == (2, True)


def test_no_worker_works_where_a_restore_did_not_end(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_section(settings, "store", var=tmp_path)
    (tmp_path / UNFINISHED).touch()
    code, _, err = said(capsys, "worker", "--once")
    assert (code, "did not end; run callpoint restore again" in err) == (1, True)


def test_postgresql_programs_that_are_missing_or_older_than_the_server_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite needs no program")
    monkeypatch.setattr(postgresql, "PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AskedWronglyError, match="pg_dump is not on this machine; install postgresql-client-"):
        postgresql.program("pg_dump")
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6'\n")
    old.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    with pytest.raises(AskedWronglyError, match="is of version 9, older than the server"):
        postgresql.program("pg_dump")
