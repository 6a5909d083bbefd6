"""A restore: what stops it before a byte is written, and that it leaves a whole place or an empty one."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from callpoint.actions.acting import reporter
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.project.readiness.lock import only_one
from callpoint.project.readiness.preparing import refuse_half_a_restore
from callpoint.project.readiness.refusals import NotStartedError
from callpoint.project.recovery import findings
from callpoint.project.recovery.backing_up import Made
from callpoint.project.recovery.errors import (
    AskedWronglyError,
    BackupDamagedError,
    NotTheSameError,
    PlaceNotEmptyError,
)
from callpoint.project.recovery.manifest import Journal, Manifest, Trouble, write_manifest
from callpoint.project.recovery.place import Place
from callpoint.project.recovery.snapshots import ask_live
from callpoint.records.models import Report
from callpoint.rules.journal import read_leaf
from callpoint.sealing.keyring import Keyring, create_keyring, open_keyring
from callpoint.vault import folder
from callpoint.vault.exhibits import ExhibitWords
from tests.makers import NOON, a_report, at, seeded
from tests.recovery.makers import a_holder, an_empty_place, an_order, backed_up, restored
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@dataclass(frozen=True)
class Kept:
    """A backup with two reports and a file, and the copy of the keyring that belongs to it."""

    made: Made
    keyring_copy: Path
    exhibit_id: UUID


@pytest.fixture
def kept(tmp_path: Path, settings: Settings) -> Kept:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"
    own = tmp_path / "own"
    own.mkdir()
    (own / "desk.yaml").write_text("id: desk")
    report_id = a_report()
    a_report()
    new = NewExhibit(file=a_sealed_file(), words=ExhibitWords(name="a.txt"), send_key="1")
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at())
    made = backed_up(an_order(tmp_path, overlay=own))
    copy = shutil.copy(django_settings.CALLPOINT_KEYRING, tmp_path / "keyring-copy.json")
    return Kept(made, Path(copy), new.file.id)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with an_empty_place(tmp_path) as made:
        yield made


def flip(path: Path, where: int = -1) -> None:
    """Turn one bit of one byte."""
    content = bytearray(path.read_bytes())
    content[where] ^= 1
    path.write_bytes(content)


def lying(place: Place) -> list[str]:
    """Every file in a place but locks, and every table of its database."""
    files = [str(path) for path in place.var.rglob("*") if path.is_file()]
    tables = list(findings.rows_of(ask_live)) if connection.vendor == "postgresql" else []
    connection.close()
    return [*files, *tables]


def test_all_of_it_is_back_checked_and_noted_in_the_journal(kept: Kept, place: Place) -> None:
    done = restored(kept.made, place, keyring_copy=kept.keyring_copy)
    assert (done.records, done.erased, done.findings, done.own_files) == (2, 0, (), 1)
    journal, troubles = findings.journal_of(ask_live)
    assert (journal.size, troubles) == (kept.made.manifest.journal.size + 1, ())
    last = read_leaf(ask_live('SELECT body FROM vault_journalleaf ORDER BY "index" DESC LIMIT 1')[0][0])
    assert (last.what, last.object_id) == ("backup.restore", kept.made.path.name)
    assert (
        folder.file_of(kept.exhibit_id).read_bytes()
        == next((kept.made.path.parents[1] / "exhibits").glob("*.age")).read_bytes()
    )
    assert place.keyring.read_bytes() == kept.keyring_copy.read_bytes()
    assert (place.own / "content" / "desk.yaml").read_text() == "id: desk"
    refuse_half_a_restore(place.var)


@pytest.mark.parametrize("where", [0, 40, -1])
@pytest.mark.parametrize("name", ["database.age", "own.age", "*.age", "manifest-*.json"])
def test_one_bit_of_a_file_stops_it_and_the_file_is_named(
    name: str, where: int, kept: Kept, place: Place
) -> None:
    files = kept.made.path.parent if name != "*.age" else kept.made.path.parents[1] / "exhibits"
    (damaged,) = files.glob(name)
    flip(damaged, where)
    with pytest.raises(BackupDamagedError) as refused:
        restored(kept.made, place, keyring_copy=kept.keyring_copy)
    assert (refused.value.what, lying(place)) == (damaged.name, [])


@pytest.mark.parametrize("name", ["database.age", "own.age", "*.age"])
def test_a_missing_file_stops_it_and_is_named(name: str, kept: Kept, place: Place) -> None:
    files = kept.made.path.parent if name != "*.age" else kept.made.path.parents[1] / "exhibits"
    (lost,) = files.glob(name)
    lost.unlink()
    with pytest.raises(BackupDamagedError, match="is missing") as refused:
        restored(kept.made, place, keyring_copy=kept.keyring_copy)
    assert (refused.value.what, lying(place)) == (lost.name, [])


def test_another_identity_opens_nothing(kept: Kept, place: Place) -> None:
    with pytest.raises(BackupDamagedError, match="does not open with this identity"):
        restored(kept.made, place, keyring_copy=kept.keyring_copy, holder=a_holder())
    assert lying(place) == []


def test_another_keyring_is_refused(kept: Kept, place: Place, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    root_key = Path(django_settings.CALLPOINT_ROOT_KEY)
    create_keyring(root_key_path=root_key, keyring_path=other, at=NOON, chance=seeded("other"))
    with pytest.raises(BackupDamagedError, match="another deployment's"):
        restored(kept.made, place, keyring_copy=other)
    assert lying(place) == []


def rewritten(kept: Kept, **changes: object) -> Manifest:
    """The manifest of a backup, written anew with other words by the deployment itself."""
    manifest = Manifest(**{**vars(kept.made.manifest), **changes})
    kept.made.path.unlink()
    ours = open_keyring(root_key_path=django_settings.CALLPOINT_ROOT_KEY, keyring_path=kept.keyring_copy)
    write_manifest(kept.made.path.parent, manifest, keyring=ours)
    return manifest


def test_a_manifest_that_somebody_else_wrote_is_refused(kept: Kept, place: Place, tmp_path: Path) -> None:
    forger = a_keyring_of_another(tmp_path)
    kept.made.path.unlink()
    write_manifest(kept.made.path.parent, kept.made.manifest, keyring=forger)
    with pytest.raises(BackupDamagedError, match="was not marked with these keys"):
        restored(kept.made, place, keyring_copy=kept.keyring_copy)
    assert lying(place) == []


def a_keyring_of_another(folder: Path) -> Keyring:
    return create_keyring(
        root_key_path=folder / "other.root",
        keyring_path=folder / "other.json",
        at=NOON,
        chance=seeded("other"),
    )


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"migrations": ("records.9999_later",), "version": "9.9"}, "made by a newer Callpoint, 9.9"),
        ({"database": "oracle"}, "The backup is of oracle"),
    ],
    ids=["newer", "another database"],
)
def test_a_backup_that_does_not_fit_here_is_refused(
    changes: dict[str, object], why: str, kept: Kept, place: Place
) -> None:
    rewritten(kept, **changes)
    with pytest.raises(AskedWronglyError, match=why):
        restored(kept.made, place, keyring_copy=kept.keyring_copy)
    assert lying(place) == []


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"rows": {"records_report": 3}}, "The table account_emailaddress"),
        ({"journal": Journal(size=1, root="00")}, "The journal"),
        ({"files": ()}, "exhibit "),
        ({"migrations": ()}, "The list of migrations"),
    ],
    ids=["rows", "journal", "file", "migrations"],
)
def test_what_is_not_the_same_in_its_place_is_named_and_the_place_is_emptied(
    changes: dict[str, object], what: str, kept: Kept, place: Place
) -> None:
    rewritten(kept, **changes)
    with pytest.raises(NotTheSameError) as refused:
        restored(kept.made, place, keyring_copy=kept.keyring_copy)
    assert (refused.value.what[: len(what)], lying(place)) == (what, [])


class CutOffError(Exception):
    """What happens to a restore in its middle."""


@pytest.mark.parametrize("line", ["is whole", "Now it is checked"])
def test_a_restore_that_is_stopped_leaves_the_place_empty(line: str, kept: Kept, place: Place) -> None:
    def stop(said: str) -> None:
        if line in said:
            raise CutOffError

    with pytest.raises(CutOffError):
        restored(kept.made, place, keyring_copy=kept.keyring_copy, say=stop)
    assert lying(place) == []


def test_where_a_service_runs_nothing_is_restored(place: Place) -> None:
    with only_one(place.var), pytest.raises(PlaceNotEmptyError, match="A service runs on"), place.held():
        pass


def killed(kept: Kept, place: Place) -> None:
    """Restore, and put back the mark that stands while a restore is on its way, as if it had been killed at its end."""
    place.begin()
    mark = place.mark.read_bytes()
    place.finish()
    restored(kept.made, place, keyring_copy=kept.keyring_copy)
    place.mark.write_bytes(mark)


def test_a_restore_that_was_killed_stops_the_start(kept: Kept, place: Place) -> None:
    killed(kept, place)
    with pytest.raises(NotStartedError, match="did not end; run callpoint restore again"):
        refuse_half_a_restore(place.var)


def test_a_restore_clears_away_what_a_killed_one_left(kept: Kept, place: Place) -> None:
    killed(kept, place)
    assert restored(kept.made, place, keyring_copy=kept.keyring_copy).findings == ()
    refuse_half_a_restore(place.var)


def test_what_a_killed_restore_left_is_left_alone_where_the_database_is_another(
    kept: Kept, place: Place, tmp_path: Path
) -> None:
    killed(kept, place)
    before = lying(place)
    with an_empty_place(tmp_path) as other:
        moved = Place(var=place.var, keyring=other.keyring)
        with pytest.raises(PlaceNotEmptyError, match="set that database"):
            restored(kept.made, moved, keyring_copy=kept.keyring_copy)
    assert lying(place) == before


def a_database(place: Place) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE notes (words text)")
    else:
        (place.var / "new.sqlite3").write_bytes(b"")


def a_file(place: Place) -> None:
    (place.var / "exhibits").mkdir(mode=0o700)
    (place.var / "exhibits" / f"{UUID(int=1)}.age").write_bytes(b"x")


def an_earlier_restore(place: Place) -> None:
    place.own.mkdir()
    (place.own / "callpoint.toml").write_bytes(b"")


@pytest.mark.parametrize("something", [a_database, a_file, an_earlier_restore])
def test_a_place_that_is_not_empty_is_left_as_it_is(
    something: Callable[[Place], None], kept: Kept, place: Place
) -> None:
    something(place)
    before = lying(place)
    with pytest.raises(PlaceNotEmptyError, match="into an empty place only"):
        restored(kept.made, place, keyring_copy=kept.keyring_copy)
    assert lying(place) == before


def test_what_was_wrong_before_the_backup_is_told_and_the_rest_is_back(kept: Kept, place: Place) -> None:
    trouble = Trouble(what=f"exhibit {kept.exhibit_id}", why="is missing")
    rewritten(kept, files=(), troubles=(trouble,))
    done = restored(kept.made, place, keyring_copy=kept.keyring_copy)
    assert (done.records, done.findings) == (
        2,
        (
            f"exhibit {kept.exhibit_id} is missing",
            f"vault_exhibit {kept.exhibit_id}: has no sealed file",
        ),
    )


def test_a_row_that_was_changed_behind_the_journal_before_the_backup_is_told(
    kept: Kept, tmp_path: Path
) -> None:
    Report.objects.update(outcode="DE1")
    made = backed_up(an_order(tmp_path))
    with an_empty_place(tmp_path) as place:
        done = restored(made, place, keyring_copy=kept.keyring_copy)
    assert {finding.partition(": ")[2] for finding in done.findings} == {"is not as the journal last saw it"}


def test_a_backup_of_an_older_database_is_brought_up_to_date(kept: Kept, tmp_path: Path) -> None:
    with an_empty_place(tmp_path) as old:
        shutil.copy(kept.keyring_copy, old.keyring)
        call_command("migrate", verbosity=0)
        call_command("migrate", "records", "0005", verbosity=0)
        made = backed_up(an_order(tmp_path / "older", var=old.var))
    with an_empty_place(tmp_path) as place:
        done = restored(made, place, keyring_copy=kept.keyring_copy)
        applied = findings.migrations_of(ask_live)
    newer = "records.0006_last_read"
    assert (newer in made.manifest.migrations, newer in applied, done.findings) == (False, True, ())
