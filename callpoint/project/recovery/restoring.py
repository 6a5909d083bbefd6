"""Brings a backup back into an empty place: checked whole before a byte is written, and again where it now lies.

What differs from the backup stops the restore and leaves the place empty. What was wrong in the service itself before
the backup was made cannot be put right by it: that is told, and the rest is restored.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from callpoint.actions.acting import system
from callpoint.actions.upkeep import note_restore
from callpoint.actions.verifying import verify_database
from callpoint.project.recovery.backing_up import DATABASE, OWN
from callpoint.project.recovery.backup_folder import Backup, BackupFolder, check_file, copied, pieces_of
from callpoint.project.recovery.errors import AskedWronglyError, NotTheSameError
from callpoint.project.recovery.findings import exhibits_of, journal_of, migrations_of, rows_of
from callpoint.project.recovery.manifest import Manifest, check_mark, read_manifest
from callpoint.project.recovery.own_files import unpack
from callpoint.project.recovery.place import Place, check_database_file, fill_database
from callpoint.project.recovery.sealed_parts import digest_of_file, opened_part
from callpoint.project.recovery.snapshots import ask_live
from callpoint.records.wrapped import wrapped_keys
from callpoint.sealing.durable import sync_folder, write_durably
from callpoint.sealing.envelope import open_record_key
from callpoint.sealing.key_files import SealingError
from callpoint.sealing.keyring import KeyDestroyedError, Keyring
from callpoint.vault import folder
from callpoint.vault.problems import Problem

TOLD_AT_MOST: Final = 5


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which backup is to come back, and what opens it."""

    source: BackupFolder
    backup: Backup
    identities: tuple[str, ...]
    keyring: Keyring
    """Opened from the file that was given, which becomes the keyring of the place."""


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restore brought, and how long it took."""

    manifest: Manifest
    begun_at: datetime
    ended_at: datetime
    records: int
    erased: int
    """Records whose key was destroyed on purpose: they stay closed."""
    own_files: int
    verified: int
    """Rows that are as the journal last saw them."""
    findings: tuple[str, ...]
    """What was wrong before the backup was made, or cannot be opened with this keyring."""


def check_backup(source: BackupFolder, backup: Backup) -> Manifest:
    """
    Read every file of a backup and compare it with its manifest; no key is needed.

    :raises BackupDamagedError: one is missing or was changed.
    """
    manifest = read_manifest(backup.manifest)
    for part in manifest.parts:
        check_file(backup.folder / part.name, size=part.size, sha256=part.sha256)
    for file in manifest.files:
        check_file(source.pool / file.name, size=file.size, sha256=file.sha256)
    return manifest


def restore(
    wish: Wish, *, place: Place, clock: Callable[[], datetime], say: Callable[[str], None]
) -> Restored:
    """
    Restore one backup into an empty place, check all of it there, and note it in the journal.

    :raises callpoint.project.recovery.errors.RecoveryError: nothing was restored; the place is empty.
    """
    begun_at = clock()
    check_mark(wish.backup.manifest, keyring=wish.keyring)
    manifest = check_backup(wish.source, wish.backup)
    _check_fits(manifest)
    for name in (DATABASE, OWN):
        for _ in _opened(wish, manifest, name):
            pass
    say(f"The backup of {manifest.taken_at} is whole: {len(manifest.files)} files and the database.")
    place.check_empty()
    with place.undone_unless_whole():
        own_files = _bring(wish, manifest, place)
        say("All of it lies in its place. Now it is checked there.")
        _check_same(manifest)
        call_command("migrate", verbosity=0, interactive=False)
        records, erased, unopened = _tried_keys(wish.keyring)
        verified = verify_database(tell=say)
        note_restore(backup=wish.backup.manifest.name, by=system("restore"), at=clock())
        connection.close()
    return Restored(
        manifest=manifest,
        begun_at=begun_at,
        ended_at=clock(),
        records=records,
        erased=erased,
        own_files=own_files,
        verified=verified.rows,
        findings=(*_told(manifest, verified.problems), *unopened),
    )


def _told(manifest: Manifest, problems: Sequence[Problem]) -> tuple[str, ...]:
    """Say what was wrong before the backup: what it noted itself, and what the journal finds in rows that came back as they were."""
    noted = [f"{trouble.what} {trouble.why}" for trouble in manifest.troubles]
    found = [str(problem) for problem in problems[:TOLD_AT_MOST]]
    more = len(problems) - len(found)
    return (*noted, *found, *([f"{more} more; see callpoint verify"] if more else []))


def _check_fits(manifest: Manifest) -> None:
    """See that this code and this database can take the backup."""
    if manifest.database != connection.vendor:
        message = (
            f"The backup is of {manifest.database}, and here is {connection.vendor}: "
            "set store.database as it was, or leave it empty for SQLite."
        )
        raise AskedWronglyError(message)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = sorted(set(manifest.migrations) - known)
    if newer:
        message = f"The backup was made by a newer Callpoint, {manifest.version} (it has {newer[-1]}); install that version."
        raise AskedWronglyError(message)


def _bring(wish: Wish, manifest: Manifest, place: Place) -> int:
    """Bring keyring, database, files, and what is the deployment's own; return how many of those there are."""
    if not place.keyring.exists():
        place.keyring.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_durably(place.keyring, wish.keyring.place.keyring_path.read_bytes())
    fill_database(_opened(wish, manifest, DATABASE))
    for file in manifest.files:
        target = folder.folder() / f"{file.id}{folder.KEPT}"
        copied(pieces_of(wish.source.pool / file.name), target)
    sync_folder(folder.folder())
    place.own.mkdir(mode=0o700)
    return unpack(b"".join(_opened(wish, manifest, OWN)), into=place.own)


def _opened(wish: Wish, manifest: Manifest, name: str) -> Iterator[bytes]:
    return opened_part(wish.backup.folder / name, manifest.part(name), identities=wish.identities)


def _check_same(manifest: Manifest) -> None:
    """Compare what now lies here with the manifest: pages, rows, migrations, journal, and every exhibit's file."""
    check_database_file()
    rows = rows_of(ask_live)
    for table in sorted(rows.keys() | manifest.rows.keys()):
        if rows.get(table) != manifest.rows.get(table):
            why = f"has {rows.get(table)} rows, and had {manifest.rows.get(table)}"
            raise NotTheSameError(what=f"The table {table}", why=why)
    if migrations_of(ask_live) != manifest.migrations:
        raise NotTheSameError(what="The list of migrations", why="is another than it was")
    journal, _ = journal_of(ask_live)
    if journal != manifest.journal:
        raise NotTheSameError(what="The journal", why="has another root than it had")
    excused = {trouble.what for trouble in manifest.troubles}
    for exhibit_id, sha256 in exhibits_of(ask_live):
        path, name = folder.file_of(exhibit_id), f"exhibit {exhibit_id}"
        if name not in excused and not (path.exists() and digest_of_file(path) == sha256):
            raise NotTheSameError(what=name, why="has no file, or not its own")


def _tried_keys(keyring: Keyring) -> tuple[int, int, tuple[str, ...]]:
    """Open the key of every record; return how many there are, how many were erased, and what does not open."""
    count, erased, unopened = 0, 0, []
    for name, wrapped in wrapped_keys():
        count += 1
        try:
            open_record_key(keyring, wrapped)
        except KeyDestroyedError:
            erased += 1
        except SealingError:
            unopened.append(name)
    told = [f"{name} does not open with this keyring" for name in unopened[:TOLD_AT_MOST]]
    more = len(unopened) - TOLD_AT_MOST
    if more > 0:
        told.append(f"{more} more records do not open: is the keyring older than the backup?")
    return count, erased, tuple(told)
