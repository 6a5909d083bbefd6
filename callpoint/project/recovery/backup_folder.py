"""The folder that backups go to: one pool of exhibit files, one folder a backup, and what is old goes.

FOLDER/exhibits/ID.SHA256.age         the sealed file of an exhibit, copied as it is, once
FOLDER/20261122T030000.000000Z/       one backup: database.age, own.age, and last its manifest
"""

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from callpoint.project.recovery.errors import AskedWronglyError, BackupDamagedError, NotBackedUpError
from callpoint.project.recovery.manifest import STAMP, ExhibitFile, manifest_in, moment_of, read_manifest
from callpoint.project.recovery.sealed_parts import PIECE
from callpoint.sealing.durable import OWNER_ONLY, locked, sync_folder

POOL: Final = "exhibits"
PART: Final = ".part"
REFUSALS: Final = {
    errno.ENOSPC: "its disk is full; make room, or keep fewer backups with --keep",
    errno.EDQUOT: "this user's share of its disk is used up; make room, or keep fewer backups with --keep",
    errno.EROFS: "it is read-only; make it writable",
    errno.EACCES: "this user may not write there; give it the right",
}


@dataclass(frozen=True)
class Backup:
    """One finished backup: its folder and its manifest."""

    folder: Path
    manifest: Path

    @property
    def taken_at(self) -> datetime:
        """The moment it holds."""
        return moment_of(self.folder.name)


@dataclass(frozen=True)
class Pruned:
    """What was removed because it was old: backups, and files that no backup left names."""

    backups: int
    files: int


class ChangedBeforeError(Exception):
    """A file is no longer what its row says."""


class NotReadError(OSError):
    """A disk does not give a file back."""


@dataclass(frozen=True)
class BackupFolder:
    """A folder with backups."""

    root: Path

    @property
    def pool(self) -> Path:
        """The folder of exhibit files."""
        return self.root / POOL

    @contextmanager
    def held(self) -> Iterator[None]:
        """
        Make the folder where it is missing, and let no other backup or restore work in it until the block ends.

        :raises NotBackedUpError: it refuses to be written.
        """
        try:
            for folder in (self.root, self.pool):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with locked(self.root / "backup"):
                yield
        except OSError as refused:
            wrong = REFUSALS.get(refused.errno or 0, refused.strerror or "it cannot be written")
            message = f"{refused.filename or self.root}: {wrong}. No backup was made."
            raise NotBackedUpError(message) from refused

    def backups(self) -> list[Backup]:
        """Give the finished backups, the oldest first."""
        found = ((folder, manifest_in(folder)) for folder in self._folders())
        return [Backup(folder, manifest) for folder, manifest in found if manifest]

    def begin(self, taken_at: datetime) -> Path:
        """Remove what a backup that was killed left behind, and make the folder of a new one."""
        for folder in self._folders():
            if manifest_in(folder) is None:
                _remove(folder)
        for left in self.pool.glob(f"*{PART}"):
            left.unlink()
        folder = self.root / taken_at.strftime(STAMP)
        folder.mkdir(mode=0o700)
        sync_folder(self.root)
        return folder

    def has(self, file: ExhibitFile) -> bool:
        """Say whether a file is there in its whole size; a file of this name was whole when it came."""
        path = self.pool / file.name
        return path.exists() and path.stat().st_size == file.size

    def take_in(self, source: Path, file: ExhibitFile) -> None:
        """
        Copy the sealed file of an exhibit; its name is durable after `sync`.

        :raises ChangedBeforeError: it is not what its row says.
        :raises NotReadError, FileNotFoundError: it cannot be read, or is not there.
        """
        part = self.pool / f"{file.name}{PART}"
        try:
            found = copied(pieces_of(source), part)
        except NotReadError:
            part.unlink()
            raise
        if found != file.sha256:
            part.unlink()
            raise ChangedBeforeError
        part.replace(self.pool / file.name)

    def whole_copy(self, exhibit_id: UUID, sha256: str) -> ExhibitFile | None:
        """Read the copy of an exhibit's file anew; None where there is none that is what its name says."""
        file = ExhibitFile(id=str(exhibit_id), size=0, sha256=sha256)
        path = self.pool / file.name
        if not path.is_file():
            return None
        file = replace(file, size=path.stat().st_size)
        try:
            check_file(path, size=file.size, sha256=sha256)
        except BackupDamagedError:
            return None
        return file

    def sync(self) -> None:
        """Make the names of all files durable."""
        sync_folder(self.pool)

    def prune(self, *, keep: int, made: Path) -> Pruned:
        """
        Remove all but the newest `keep` backups, then the files that none of those names.

        The one just `made` stays whatever its name says: where the clock once ran ahead, others look newer.

        :raises BackupDamagedError: the manifest of one that is kept cannot be read, so that no file may go.
        """
        backups = sorted(self.backups(), key=lambda backup: backup.folder == made)
        old, kept = backups[:-keep], backups[-keep:]
        for backup in old:
            backup.manifest.unlink()  # first, so that half a backup is never taken for one
            _remove(backup.folder)
        named = {file.name for backup in kept for file in read_manifest(backup.manifest).files}
        unnamed = [path for path in self.pool.glob("*.age") if path.name not in named]
        for path in unnamed:
            path.unlink()
        return Pruned(backups=len(old), files=len(unnamed))

    def chosen(self, *, until: datetime | None) -> Backup:
        """
        Give the newest backup, or the newest that is not later than a time.

        :raises AskedWronglyError: there is none.
        """
        backups = [backup for backup in self.backups() if until is None or backup.taken_at <= until]
        if not backups:
            when = f" of {until.isoformat()} or earlier" if until else ""
            message = f"There is no finished backup{when} in {self.root}."
            raise AskedWronglyError(message)
        return backups[-1]

    def _folders(self) -> list[Path]:
        return sorted(folder for folder in self.root.glob("*Z") if _is_moment(folder.name))


def checked_target(path: Path, *, var: Path) -> BackupFolder:
    """
    Take a folder to back up to.

    :raises AskedWronglyError: it lies in the var folder, and would be lost with it.
    """
    if path.resolve().is_relative_to(var.resolve()):
        message = f"{path} lies in {var} and would be lost with it; choose a folder on another disk."
        raise AskedWronglyError(message)
    return BackupFolder(path)


def checked_source(path: Path) -> BackupFolder:
    """
    Take a folder to restore from.

    :raises AskedWronglyError: no backup was ever made there.
    """
    if not (path / POOL).is_dir():
        message = f"{path} is no folder of backups; name the one that callpoint backup --to was given."
        raise AskedWronglyError(message)
    return BackupFolder(path)


def check_file(path: Path, *, size: int, sha256: str) -> None:
    """
    Read a file of a backup and compare it with what its manifest says.

    :raises BackupDamagedError: it is missing, cut, or changed.
    """
    if not path.is_file():
        raise BackupDamagedError(what=path.name, why="is missing")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if (path.stat().st_size, found) != (size, sha256):
        raise BackupDamagedError(what=path.name, why="is not what was backed up")


def size_of(source: Path) -> int:
    """
    Say how long a file is.

    :raises NotReadError, FileNotFoundError: as `pieces_of`.
    """
    with _told_apart():
        return source.stat().st_size


def pieces_of(source: Path) -> Iterator[bytes]:
    """
    Read a file piece by piece.

    :raises NotReadError: the disk refuses; that it is not there at all stays FileNotFoundError.
    """
    with _told_apart(), source.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


@contextmanager
def _told_apart() -> Iterator[None]:
    """Tell a disk that refuses from a file that is not there, and from trouble with the folder of backups."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as refused:
        raise NotReadError(refused.errno, refused.strerror, refused.filename) from refused


def copied(pieces: Iterable[bytes], target: Path) -> str:
    """Write what comes to a file, make it durable but for its name, and return the SHA-256 of what came."""
    found = hashlib.sha256()
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(target, flags, OWNER_ONLY), "wb") as way_out:
        for piece in pieces:
            found.update(piece)
            way_out.write(piece)
        way_out.flush()
        os.fsync(way_out.fileno())
    return found.hexdigest()


def _is_moment(name: str) -> bool:
    try:
        moment_of(name)
    except ValueError:
        return False
    return True


def _remove(folder: Path) -> None:
    """Remove the folder of one backup with its files."""
    sync_folder(folder)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    sync_folder(folder.parent)
