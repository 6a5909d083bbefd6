"""Drops what the database still holds of deleted rows, where the engine lets us say so."""

from django.db import connection


class StillReadError(Exception):
    """Somebody reads an older state of the database just now, so that its log cannot be emptied yet."""


def drop_old_pages() -> None:
    """
    Empty SQLite's write-ahead log into the database, whose deleted rows are overwritten (`secure_delete`).

    PostgreSQL does the like by itself, by its autovacuum, in its own time: docs/retention.md. Call it outside any
    transaction.

    :raises StillReadError: somebody reads just now; try again later.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _, _ = cursor.fetchone()
    if busy:
        raise StillReadError
