"""The place a restore goes into: empty before, and, unless the restore ends well, empty after."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import connection

from callpoint.project.recovery import postgresql
from callpoint.project.recovery.errors import NotTheSameError, PlaceNotEmptyError
from callpoint.project.recovery.findings import rows_of
from callpoint.project.recovery.snapshots import ask_live
from callpoint.project.running.preparing import UNFINISHED
from callpoint.sealing.durable import OWNER_ONLY, sync_folder, write_durably
from callpoint.vault import folder

BESIDE: Final = ("", "-wal", "-shm", "-journal")
"""The endings of the files that SQLite keeps beside its database."""
FROM_BACKUP: Final = "from-backup"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a deployment keeps what it has."""

    var: Path
    keyring: Path

    @property
    def mark(self) -> Path:
        """The file that says that a restore has begun here and not ended."""
        return self.var / UNFINISHED

    @property
    def own(self) -> Path:
        """The folder for the settings and the content of the backup, to be looked at."""
        return self.var / FROM_BACKUP

    def check_empty(self) -> None:
        """
        See that nothing of a service is here; a restore that was cut off is cleared away first.

        :raises PlaceNotEmptyError: something is, and stays untouched.
        """
        if self.mark.exists():
            self.clear()
        found = next(self._found(), None)
        if found:
            message = (
                f"{found}. A restore goes into an empty place only: name another folder with CALLPOINT_STORE_VAR "
                "or another database, or move what is there away yourself."
            )
            raise PlaceNotEmptyError(message)

    def begin(self) -> None:
        """Mark the place: until `finish` nothing here may be taken for a whole deployment."""
        mark = {"database": _database_name(), "has_keyring_of_its_own": self.keyring.exists()}
        write_durably(self.mark, json.dumps(mark).encode() + b"\n")

    def finish(self) -> None:
        """Say that all is here and checked."""
        self.mark.unlink()
        sync_folder(self.var)

    def clear(self) -> None:
        """
        Remove what a restore brought here, then its mark.

        :raises PlaceNotEmptyError: it was restoring to another database; this one is left alone.
        """
        begun = json.loads(self.mark.read_bytes())
        if begun["database"] != _database_name():
            message = f"A restore into {begun['database']} was cut off here; set that database, or take {self.mark} away."
            raise PlaceNotEmptyError(message)
        connection.close()
        if connection.vendor == "postgresql":
            postgresql.empty()
            connection.close()
        else:
            for ending in BESIDE:
                Path(f"{database_file()}{ending}").unlink(missing_ok=True)
        for file in folder.folder().glob(f"*{folder.KEPT}"):
            file.unlink()
        for path in sorted(self.own.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        if self.own.exists():
            self.own.rmdir()
        if not begun["has_keyring_of_its_own"]:
            self.keyring.unlink(missing_ok=True)
        self.finish()

    @contextmanager
    def undone_unless_whole(self) -> Iterator[None]:
        """Hold the place marked while a restore works in it; whatever ends it early leaves the place empty."""
        self.begin()
        try:
            yield
        except BaseException:
            self.clear()
            raise
        self.finish()

    def _found(self) -> Iterator[str]:
        if connection.vendor == "postgresql":
            rows = rows_of(ask_live)
            if rows:
                yield f"The database {connection.settings_dict['NAME']} has {len(rows)} tables"
        elif database_file().exists():
            yield f"There is a database at {database_file()}"
        if any(folder.folder().iterdir()):
            yield f"There are files in {folder.folder()}"
        if self.own.exists():
            yield f"There is {self.own}, of an earlier restore"


def _database_name() -> str:
    settings = connection.settings_dict
    return f"{connection.vendor}://{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


def database_file() -> Path:
    """Say where the database lies on SQLite."""
    return Path(str(connection.settings_dict["NAME"]))


def fill_database(pieces: Iterator[bytes]) -> None:
    """
    Put the database of a backup into its place, durably.

    :raises NotRestoredError: PostgreSQL's program failed.
    :raises BackupDamagedError: it is not what was backed up.
    """
    if connection.vendor == "postgresql":
        postgresql.fill(pieces)
        return
    descriptor = os.open(
        database_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, OWNER_ONLY
    )
    with os.fdopen(descriptor, "wb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(descriptor)
    sync_folder(database_file().parent)


def check_database_file() -> None:
    """
    Let SQLite look through every page of its file; PostgreSQL checks each row as it takes it.

    :raises NotTheSameError: it found something.
    """
    if connection.vendor == "sqlite":
        found = [str(line) for (line,) in ask_live("PRAGMA integrity_check")]
        if found != ["ok"]:
            raise NotTheSameError(what="The database", why=f"is damaged ({found[0]})")
