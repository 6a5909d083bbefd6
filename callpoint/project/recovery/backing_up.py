"""Makes one backup of the running service: database and files of one moment, sealed, whole or not there.

Files come first as far as they are there, then the snapshot of the database, then the files that its rows name and that
came meanwhile. So every row of the snapshot has its file, and a file that is deleted meanwhile was copied already, but
for the rare one that came and went while this ran, which is noted.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import connection

from callpoint.project.recovery.backup_folder import (
    BackupFolder,
    ChangedBeforeError,
    NotReadError,
    Pruned,
    size_of,
)
from callpoint.project.recovery.errors import BackupDamagedError
from callpoint.project.recovery.findings import exhibits_of, journal_of, migrations_of, rows_of
from callpoint.project.recovery.manifest import (
    ExhibitFile,
    Manifest,
    SealedPart,
    Trouble,
    read_manifest,
    write_manifest,
)
from callpoint.project.recovery.own_files import archived
from callpoint.project.recovery.sealed_parts import seal_part
from callpoint.project.recovery.snapshots import NOT_KEPT, Snapshot, ask_live, snapshot
from callpoint.sealing.keyring import Keyring
from callpoint.vault import folder

DATABASE: Final = "database.age"
OWN: Final = "own.age"
DELETED: Final = "was deleted while this backup was made"
FILES_TO_SAY: Final = 500
"""Progress is told each time so many files were copied."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What to back up beside database and files, for whom, where to, and how many backups are kept there."""

    to: BackupFolder
    recipients: tuple[str, ...]
    keep: int
    var: Path
    settings_file: Path | None = None
    overlay: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Made:
    """What one backup brought."""

    path: Path
    """Its manifest."""
    manifest: Manifest
    copied: int
    copied_bytes: int
    pruned: Pruned | None
    """None where a kept backup is damaged, so that nothing may go."""


@dataclass
class _Files:
    """The exhibit files of one backup as they come in."""

    to: BackupFolder
    say: Callable[[str], None]
    found: dict[UUID, ExhibitFile] = field(default_factory=dict)
    troubles: dict[UUID, Trouble] = field(default_factory=dict)
    copied: int = 0
    copied_bytes: int = 0

    def take_in(self, exhibits: Iterable[tuple[UUID, str]]) -> None:
        """Copy the files that are not there yet, and note those that cannot be copied."""
        for exhibit_id, sha256 in exhibits:
            if exhibit_id in self.found:
                continue
            self.troubles.pop(exhibit_id, None)
            try:
                self.found[exhibit_id] = self._taken_in(exhibit_id, sha256)
            except FileNotFoundError:
                self._miss(exhibit_id, sha256, "is missing")
            except NotReadError as refused:
                why = f"cannot be read ({refused.strerror}): look at the disk of the service"
                self._miss(exhibit_id, sha256, why)
            except ChangedBeforeError:
                self._miss(exhibit_id, sha256, "is not what was kept: its file was changed")
        self.to.sync()

    def _miss(self, exhibit_id: UUID, sha256: str, why: str) -> None:
        """Note that the service lost a file; name the copy of an earlier backup, or that would go as none names it."""
        earlier = self.to.whole_copy(exhibit_id, sha256)
        if earlier is not None:
            self.found[exhibit_id] = earlier
            why = f"{why}; an earlier backup's copy is kept"
        self.troubles[exhibit_id] = _trouble(exhibit_id, why)

    def _taken_in(self, exhibit_id: UUID, sha256: str) -> ExhibitFile:
        source = folder.file_of(exhibit_id)
        file = ExhibitFile(id=str(exhibit_id), size=size_of(source), sha256=sha256)
        if not self.to.has(file):
            self.to.take_in(source, file)
            self.copied, self.copied_bytes = self.copied + 1, self.copied_bytes + file.size
            if self.copied % FILES_TO_SAY == 0:
                self.say(f"{self.copied} files copied ({self.copied_bytes / 1e6:,.1f} MB).")
        return file


def back_up(
    order: Order, *, keyring: Keyring, clock: Callable[[], datetime], say: Callable[[str], None]
) -> Made:
    """
    Make one backup and let old ones go.

    :raises callpoint.project.recovery.errors.RecoveryError: there is no new backup; those that were there stay.
    """
    with order.to.held():
        files = _Files(to=order.to, say=say)
        files.take_in(exhibits_of(ask_live))
        at = clock()
        place = order.to.begin(at)
        with snapshot(room=order.var) as taken:
            parts = _parts(order, place, taken=taken)
            say(f"The database is sealed ({parts[0].size / 1e6:,.1f} MB).")
            named = exhibits_of(taken.ask)
            files.take_in(named)
            journal, troubles = journal_of(taken.ask)
            rows, migrations = rows_of(taken.ask) | dict.fromkeys(NOT_KEPT, 0), migrations_of(taken.ask)
        manifest = Manifest(
            taken_at=at.isoformat(),
            version=version("callpoint"),
            database=connection.vendor,
            migrations=migrations,
            rows=rows,
            journal=journal,
            parts=parts,
            files=tuple(files.found[exhibit_id] for exhibit_id, _ in named if exhibit_id in files.found),
            troubles=(*troubles, *_noted(files, named)),
        )
        path = write_manifest(place, manifest, keyring=keyring)
        read_manifest(path)
        return Made(
            path=path,
            manifest=manifest,
            copied=files.copied,
            copied_bytes=files.copied_bytes,
            pruned=_pruned(order, place, say),
        )


def _parts(order: Order, place: Path, *, taken: Snapshot) -> tuple[SealedPart, SealedPart]:
    """Seal the database and the deployment's own files."""
    own = archived(settings_file=order.settings_file, overlay=order.overlay)
    return (
        seal_part(place / DATABASE, order.recipients, pieces=taken.pieces()),
        seal_part(place / OWN, order.recipients, pieces=own),
    )


def _noted(files: _Files, named: Iterable[tuple[UUID, str]]) -> tuple[Trouble, ...]:
    """Give the troubles of the files that the snapshot names; a row that is gone by now explains its missing file."""
    troubles = [
        (exhibit_id, files.troubles[exhibit_id]) for exhibit_id, _ in named if exhibit_id in files.troubles
    ]
    there = {exhibit_id for exhibit_id, _ in exhibits_of(ask_live)} if troubles else set()
    return tuple(
        trouble if exhibit_id in there else _trouble(exhibit_id, DELETED) for exhibit_id, trouble in troubles
    )


def _trouble(exhibit_id: UUID, why: str) -> Trouble:
    return Trouble(what=f"exhibit {exhibit_id}", why=why)


def _pruned(order: Order, made: Path, say: Callable[[str], None]) -> Pruned | None:
    """Let old backups go, never the one just made; a damaged manifest stops that, not the new backup."""
    try:
        return order.to.prune(keep=order.keep, made=made)
    except BackupDamagedError as damaged:
        say(f"{damaged} No old file was removed.")
        return None
