"""One moment of the database, to be asked and to be copied while the service goes on writing."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final
from urllib.parse import quote

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from callpoint.project.recovery import postgresql
from callpoint.project.recovery.errors import NotBackedUpError
from callpoint.project.recovery.sealed_parts import PIECE
from callpoint.sealing.durable import OWNER_ONLY, locked

Ask = Callable[[str], list[tuple[Any, ...]]]
"""Asks the database one question of our own words and gives all rows."""

COPY: Final = "backup-snapshot.sqlite3"
SECONDS_TO_WAIT: Final = 60
NOT_KEPT: Final = ("django_session", "vault_upload")
"""Tables whose rows are in no backup: sessions, which a thief of one could go on with, and files on their way, whose
parts are no exhibit yet."""


@dataclass(frozen=True)
class Snapshot:
    """One moment of the database: `ask` it, and take its `pieces`, once."""

    ask: Ask
    pieces: Callable[[], Iterator[bytes]]


@contextmanager
def snapshot(*, room: Path) -> Iterator[Snapshot]:
    """
    Hold one moment of the deployment's database until the block ends; nobody waits for it.

    On SQLite it is a copy in the folder `room`, made with mode 0600 and without its name as soon as it is there: its
    content is sealed as in the database itself.

    :raises NotBackedUpError: it could not be taken.
    """
    taking = _of_postgresql() if connection.vendor == "postgresql" else _of_sqlite(room)
    with taking as taken:
        yield taken


def ask_live(question: str) -> list[tuple[Any, ...]]:
    """Ask the deployment's database as it now is."""
    return _asked(connections[DEFAULT_DB_ALIAS], question)


def _asked(of: BaseDatabaseWrapper, question: str) -> list[tuple[Any, ...]]:
    with of.cursor() as cursor:
        cursor.execute(question)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


@contextmanager
def _of_sqlite(room: Path) -> Iterator[Snapshot]:
    try:
        file, copy = _copied(Path(str(connection.settings_dict["NAME"])), room / COPY)
    except (sqlite3.Error, OSError) as refused:
        message = f"The database cannot be copied ({refused}). No backup was made."
        raise NotBackedUpError(message) from refused
    with file, closing(copy):
        yield Snapshot(
            ask=lambda question: copy.execute(question).fetchall(),
            pieces=lambda: iter(lambda: file.read(PIECE), b""),
        )


def _copied(database: Path, path: Path) -> tuple[BinaryIO, sqlite3.Connection]:
    """Copy a database in one reading, leave out what is not kept, open the copy twice and take its name away."""
    with locked(path):
        try:
            path.unlink(missing_ok=True)  # of a backup that was killed
            path.touch(mode=OWNER_ONLY, exist_ok=False)
            with closing(sqlite3.connect(database, timeout=SECONDS_TO_WAIT, isolation_level=None)) as live:
                live.execute("VACUUM INTO ?", [str(path)])
            with closing(sqlite3.connect(path, isolation_level=None)) as copy:
                # Without a journal, which would be a file of its own; what is deleted is overwritten.
                copy.execute("PRAGMA journal_mode=OFF")
                copy.execute("PRAGMA secure_delete=ON")
                for table in NOT_KEPT:
                    copy.execute(f"DELETE FROM {table}")  # noqa: S608 - our own words
            opened = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
            opened.execute("SELECT count(*) FROM sqlite_master")
            return path.open("rb"), opened
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def _of_postgresql() -> Iterator[Snapshot]:
    # A connection of its own: it holds one moment, while the service's goes on with the present.
    held = connections.create_connection(DEFAULT_DB_ALIAS)
    with closing(held):
        with held.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (name,) = cursor.fetchone()
        yield Snapshot(
            ask=lambda question: _asked(held, question),
            pieces=lambda: postgresql.dumped(str(name), without=NOT_KEPT),
        )
