"""Sees whether a place was ever started, without making anything there: SQLite makes the file that it is asked to open."""

from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from callpoint.project.readiness.refusals import NotStartedError

NO_DATABASE = "There is no database yet."
FIRST_START = "Start once with ./run, or restore a backup."


def is_without_file() -> bool:
    """Say whether the database is a file, and that file is missing or empty."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or ":memory:" in name or "mode=memory" in name:
        return False
    file = Path(name)
    return not file.exists() or file.stat().st_size == 0


def refuse_never_started() -> None:
    """
    Raise NotStartedError where there is no database, or one in which no migration was ever applied.

    :raises django.db.DatabaseError: the database does not answer.
    """
    if is_without_file() or not MigrationRecorder(connection).applied_migrations():
        message = f"{NO_DATABASE} {FIRST_START}"
        raise NotStartedError(message)
