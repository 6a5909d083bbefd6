"""A backup of the running service: what is in it, what is not, what is copied again, and what goes."""

import hashlib
import json
import shutil
import sqlite3
import subprocess
from base64 import urlsafe_b64encode
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.db import connection
from pytest_django import Settings

from callpoint.actions.acting import reporter
from callpoint.actions.exhibits import NewExhibit, take_back_exhibit, take_in_exhibit
from callpoint.project.recovery.backing_up import DATABASE, DELETED, Made
from callpoint.project.recovery.backup_folder import BackupFolder, Pruned, checked_source, checked_target
from callpoint.project.recovery.errors import AskedWronglyError, NotBackedUpError
from callpoint.project.recovery.sealed_parts import opened_part
from callpoint.records.keys import keyring
from callpoint.vault import folder
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import Exhibit, JournalLeaf, Upload
from tests.makers import a_draft, a_report, at
from tests.recovery.makers import HOLDER, a_holder, an_order, backed_up, later
from tests.vault.makers import a_sealed_file, marked_files

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

MARK = "q8mark"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def an_exhibit(report_id: UUID, content: bytes = MARK.encode()) -> UUID:
    """A file that was taken in."""
    new = NewExhibit(file=a_sealed_file(content), words=ExhibitWords(name=f"{MARK}.txt"), send_key="1")
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at())
    return new.file.id


def taken_back(report_id: UUID, exhibit_id: UUID) -> None:
    take_back_exhibit(report_id=report_id, exhibit_id=exhibit_id, by=reporter(report_id), at=at())


def pool(made: Made) -> list[str]:
    """The ids of the exhibits whose files lie in a folder of backups."""
    return sorted(path.name.partition(".")[0] for path in (made.path.parents[1] / "exhibits").glob("*.age"))


def opened_database(made: Made, *, identity: str = HOLDER.identity) -> bytes:
    part = made.manifest.part(DATABASE)
    return b"".join(opened_part(made.path.parent / DATABASE, part, identities=[identity]))


def test_a_backup_holds_every_row_and_file_and_says_so(tmp_path: Path) -> None:
    exhibit_id = an_exhibit(a_report(story=MARK))
    made = backed_up(an_order(tmp_path))
    manifest = made.manifest
    exhibit = Exhibit.objects.get()
    assert [(file.id, file.sha256) for file in manifest.files] == [(str(exhibit_id), exhibit.sealed_sha256)]
    assert (manifest.rows["records_report"], manifest.rows["vault_exhibit"]) == (1, 1)
    assert (manifest.journal.size, manifest.troubles) == (JournalLeaf.objects.count(), ())
    copy = made.path.parents[1] / "exhibits" / manifest.files[0].name
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == exhibit.sealed_sha256
    assert made.path.name == f"manifest-{hashlib.sha256(made.path.read_bytes()).hexdigest()}.json"


def test_nothing_that_was_typed_lies_there_in_clear_and_no_copy_is_left(tmp_path: Path) -> None:
    an_exhibit(a_report(story=f"story {MARK}", name=f"name {MARK}"))
    made = backed_up(an_order(tmp_path))
    left = list(Path(django_settings.CALLPOINT.store.var).glob("backup-snapshot.sqlite3*"))
    assert marked_files(made.path.parents[1], MARK.encode()) == []
    assert MARK.encode() not in opened_database(made)
    assert [path.suffix for path in left] in ([".lock"], [])


def test_no_key_is_in_a_backup(tmp_path: Path) -> None:
    a_report()
    own = tmp_path / "own"
    own.mkdir()
    made = backed_up(an_order(tmp_path, overlay=own))
    whole = [path.read_bytes() for path in made.path.parents[1].rglob("*") if path.is_file()]
    whole += [
        b"".join(opened_part(made.path.parent / part.name, part, identities=[HOLDER.identity]))
        for part in made.manifest.parts
    ]
    secrets = [key.secret for key in keyring().keys]
    written = [urlsafe_b64encode(secret).rstrip(b"=") for secret in secrets]
    files = [
        Path(path).read_bytes().strip()
        for path in (django_settings.CALLPOINT_ROOT_KEY, django_settings.CALLPOINT_KEYRING)
    ]
    sealed = json.loads(files[1])["sealed"].encode()
    sought = [*secrets, *written, *files, sealed, HOLDER.identity.encode()]
    assert [secret for secret in sought for content in whole if secret in content] == []


def test_settings_and_own_content_are_in_it_sealed(tmp_path: Path) -> None:
    own, settings_file = tmp_path / "own", tmp_path / "callpoint.toml"
    (own / "services").mkdir(parents=True)
    (own / "services" / "desk.yaml").write_text(MARK)
    settings_file.write_text(f"# {MARK}")
    made = backed_up(an_order(tmp_path, overlay=own, settings_file=settings_file))
    part = made.manifest.part("own.age")
    opened = b"".join(opened_part(made.path.parent / "own.age", part, identities=[HOLDER.identity]))
    assert (opened.count(MARK.encode()), marked_files(made.path.parents[1], MARK.encode())) == (2, [])


def test_sessions_and_files_on_their_way_are_in_no_backup(tmp_path: Path) -> None:
    Session.objects.create(session_key=f"session{MARK}", session_data=MARK, expire_date=at(days=900))
    Upload.objects.create(
        id=UUID(int=1),
        report_id=UUID(int=2),
        length=1,
        words=b"",
        part_key=b"",
        send_key=MARK,
        created_at=at(),
        changed_at=at(),
    )
    made = backed_up(an_order(tmp_path))
    found = made.manifest.rows["django_session"], made.manifest.rows["vault_upload"]
    assert (found, MARK.encode() in opened_database(made)) == ((0, 0), False)


def test_a_second_backup_copies_new_files_only(tmp_path: Path) -> None:
    order = an_order(tmp_path)
    an_exhibit(a_report())
    first = backed_up(order)
    an_exhibit(a_report(), b"more")
    second = backed_up(order)
    assert [(made.copied, len(made.manifest.files)) for made in (first, second)] == [(1, 1), (1, 2)]


def test_a_copy_of_another_size_is_copied_again(tmp_path: Path) -> None:
    order = an_order(tmp_path)
    an_exhibit(a_report())
    first = backed_up(order)
    copy = order.to.pool / first.manifest.files[0].name
    copy.write_bytes(copy.read_bytes()[:-1])
    second = backed_up(order)
    assert (second.copied, copy.stat().st_size) == (1, first.manifest.files[0].size)


def test_what_a_kept_backup_names_stays_and_what_none_names_goes(tmp_path: Path) -> None:
    order = an_order(tmp_path, keep=2)
    report_id = a_draft().report_id
    exhibit_id = an_exhibit(report_id)
    backed_up(order)
    taken_back(report_id, exhibit_id)
    second = backed_up(order)
    kept = pool(second)
    third = backed_up(order)
    assert (kept, pool(third)) == ([str(exhibit_id)], [])
    assert third.pruned == Pruned(backups=1, files=1)
    assert [backup.manifest for backup in order.to.backups()] == [second.path, third.path]


def test_where_a_kept_manifest_is_damaged_no_file_goes(tmp_path: Path) -> None:
    order = an_order(tmp_path)
    report_id = a_draft().report_id
    exhibit_id = an_exhibit(report_id)
    first = backed_up(order)
    taken_back(report_id, exhibit_id)
    first.path.write_bytes(b"x")
    said: list[str] = []
    second = backed_up(order, say=said.append)
    assert (second.pruned, pool(second), "No old file was removed" in said[-1]) == (
        None,
        [str(exhibit_id)],
        True,
    )


def test_what_a_killed_backup_left_is_no_backup_and_goes(tmp_path: Path) -> None:
    order = an_order(tmp_path)
    made = backed_up(order)
    left = order.to.root / "20301122T030000.000000Z"
    left.mkdir()
    (left / DATABASE).write_bytes(b"half")
    (order.to.pool / "half.age.part").write_bytes(b"half")
    assert [backup.manifest for backup in order.to.backups()] == [made.path]
    backed_up(order)
    assert (left.exists(), list(order.to.pool.glob("*.part"))) == (False, [])


def test_a_file_that_is_taken_back_while_the_backup_runs_is_in_it_where_its_row_is(tmp_path: Path) -> None:
    report_id = a_draft().report_id
    exhibit_id = an_exhibit(report_id)
    made = backed_up(an_order(tmp_path), say=lambda _: taken_back(report_id, exhibit_id))
    assert ([file.id for file in made.manifest.files], made.manifest.troubles) == ([str(exhibit_id)], ())


def test_a_file_that_came_and_went_while_the_backup_ran_is_noted(tmp_path: Path) -> None:
    report_id, came = a_draft().report_id, list[UUID]()

    def clock() -> object:
        came.append(an_exhibit(report_id))
        return later()

    made = backed_up(
        an_order(tmp_path),
        clock=clock,  # type: ignore[arg-type]  # it gives a time, after something else
        say=lambda _: taken_back(report_id, came[0]),
    )
    (trouble,) = made.manifest.troubles
    assert (made.manifest.files, trouble.what, trouble.why) == ((), f"exhibit {came[0]}", DELETED)


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (Path.unlink, "is missing"),
        (lambda path: path.write_bytes(b"x"), "is not what was kept: its file was changed"),
    ],
    ids=["missing", "changed"],
)
def test_a_file_that_is_missing_or_changed_in_the_service_is_told_and_the_rest_is_backed_up(
    harm: object, why: str, tmp_path: Path
) -> None:
    lost, well = an_exhibit(a_report()), an_exhibit(a_report(), b"more")
    harm(folder.file_of(lost))  # type: ignore[operator]  # one of the two above
    made = backed_up(an_order(tmp_path))
    (trouble,) = made.manifest.troubles
    assert ([file.id for file in made.manifest.files], trouble.what, trouble.why) == (
        [str(well)],
        f"exhibit {lost}",
        why,
    )


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (Path.unlink, "is missing"),
        (lambda path: path.write_bytes(b"x"), "is not what was kept: its file was changed"),
    ],
    ids=["missing", "cut"],
)
def test_the_last_good_copy_of_a_file_that_the_service_lost_stays_and_the_loss_is_told(
    harm: object, why: str, tmp_path: Path
) -> None:
    order = an_order(tmp_path, keep=1)
    exhibit_id = an_exhibit(a_report())
    first = backed_up(order)
    harm(folder.file_of(exhibit_id))  # type: ignore[operator]  # one of the two above
    later_ones = [backed_up(order).manifest for _ in range(2)]
    told = [(made.files, [(each.what, each.why) for each in made.troubles]) for made in later_ones]
    words = f"{why}; an earlier backup's copy is kept"
    assert told == [(first.manifest.files, [(f"exhibit {exhibit_id}", words)])] * 2
    assert pool(first) == [str(exhibit_id)]


def test_a_copy_that_is_no_longer_what_its_name_says_is_not_taken_for_the_lost_file(tmp_path: Path) -> None:
    order = an_order(tmp_path)
    exhibit_id = an_exhibit(a_report())
    first = backed_up(order)
    copy = order.to.pool / first.manifest.files[0].name
    copy.write_bytes(copy.read_bytes()[:-1] + b"\0")
    folder.file_of(exhibit_id).unlink()
    second = backed_up(order).manifest
    assert (second.files, [each.why for each in second.troubles]) == ((), ["is missing"])


def test_the_backup_just_made_stays_though_a_clock_that_ran_ahead_made_others(tmp_path: Path) -> None:
    order = an_order(tmp_path, keep=2)
    ahead = [backed_up(order, clock=lambda day=day: at(days=900 + day)) for day in (0, 1)]  # type: ignore[misc]  # a clock that stands
    made = backed_up(order)
    assert [backup.manifest for backup in order.to.backups()] == [made.path, ahead[1].path]


def test_the_age_tool_opens_it_as_well(tmp_path: Path) -> None:
    program = shutil.which("age")
    if program is None:
        pytest.skip("No age on this machine. Install it: apt-get install age")
    made = backed_up(an_order(tmp_path))
    (tmp_path / "identity").write_text(HOLDER.identity + "\n")
    words = [program, "-d", "-i", str(tmp_path / "identity"), str(made.path.parent / DATABASE)]
    opened = subprocess.run(words, capture_output=True, check=True).stdout
    assert hashlib.sha256(opened).hexdigest() == made.manifest.part(DATABASE).opened_sha256


def test_each_of_several_recipients_opens_it(tmp_path: Path) -> None:
    other = a_holder()
    made = backed_up(an_order(tmp_path, recipients=(HOLDER.recipient, other.recipient)))
    assert opened_database(made) == opened_database(made, identity=other.identity)


def test_the_database_of_a_backup_is_an_ordinary_one(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a dump of PostgreSQL is opened by the drill")
    a_report()
    (tmp_path / "opened").write_bytes(opened_database(backed_up(an_order(tmp_path))))
    with sqlite3.connect(tmp_path / "opened") as opened:
        assert opened.execute("SELECT count(*) FROM records_report").fetchall() == [(1,)]


def test_a_folder_inside_the_var_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AskedWronglyError, match="would be lost with it"):
        checked_target(tmp_path / "var" / "backups", var=tmp_path / "var")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file")
    with pytest.raises(NotBackedUpError, match="backups"):
        backed_up(an_order(tmp_path))


def test_where_there_is_no_backup_none_is_chosen(tmp_path: Path) -> None:
    with pytest.raises(AskedWronglyError, match="is no folder of backups"):
        checked_source(tmp_path)
    with pytest.raises(AskedWronglyError, match="no finished backup of 2026-11-21"):
        BackupFolder(tmp_path).chosen(until=at())


def test_the_newest_backup_that_is_not_later_is_chosen(tmp_path: Path) -> None:
    order = an_order(tmp_path)
    made = [backed_up(order, clock=lambda day=day: at(days=day)) for day in (0, 1, 2)]  # type: ignore[misc]  # a clock that stands
    chosen = [order.to.chosen(until=until).manifest for until in (at(days=1, hours=3), None)]
    assert chosen == [made[1].path, made[2].path]
