"""Puts a question that is asked very often, with as little as may be between it and the database."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection as current
from django.db import connections
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def rows_of(statement: str, asked: Sequence[str | UUID]) -> list[tuple[Any, ...]]:
    """
    Give all rows that a statement of one's own, with `%s` for each parameter, finds.

    On SQLite it goes straight to the driver, which keeps the statement prepared: to write it anew for SQLite each time
    takes Django as long as the answer takes SQLite. Whoever listens to what Django asks does not hear of it.
    """
    connection = connections[current.alias]
    rows: list[tuple[Any, ...]]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors:
            rows = connection.connection.execute(_for_sqlite(statement), asked).fetchall()
    else:
        with connection.cursor() as cursor:
            cursor.execute(statement, asked)
            rows = cursor.fetchall()
    return rows


def only(rows: QuerySet[Row]) -> Row | None:
    """Give the one row there can be, or None.

    Unlike `first` it asks for no order, which takes Django longer to write than the rest of a question by key.
    """
    return next(iter(rows[:1]), None)


@lru_cache(maxsize=1000)
def _for_sqlite(statement: str) -> str:
    return statement.replace("%s", "?")
