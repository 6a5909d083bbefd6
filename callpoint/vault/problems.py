"""What a check of the database finds, and how rows are read that somebody may have filled with anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
UNFIT = (ValueError, TypeError, AttributeError, ArithmeticError, ValidationError)
"""What reading a row raises where a column holds what it never could; SQLite keeps anything in any column."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is not as it must be: the table and the id of what is wrong, and what is wrong with it."""

    table: str
    id: str
    says: str

    def __str__(self) -> str:
        return f"{self.table} {self.id}: {self.says}"


def rows_of(model: type[Row]) -> Iterator[Row | Problem]:
    """Give every row of a table in the order of its key; for one that cannot be read, the problem in its place."""
    given = 0
    rows = model._base_manager.order_by("pk").iterator()  # noqa: SLF001 - Django's documented model API
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except UNFIT:
            break
        given += 1
        yield row
    yield from list(_one_by_one(model))[given:]


def _one_by_one(model: type[Row]) -> Iterator[Row | Problem]:
    """Read each row by itself, by the key as the database keeps it: slow, and stopped by no row."""
    table, key = model._meta.db_table, connection.ops.quote_name(model._meta.pk.attname)  # noqa: SLF001 - as above
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM {table} ORDER BY {key}")  # noqa: S608 - names from our own models
        keys = [found for (found,) in cursor.fetchall()]
    for found in keys:
        try:
            yield from model._base_manager.raw(f"SELECT * FROM {table} WHERE {key} = %s", [found])  # noqa: S608, SLF001 - as above
        except UNFIT:
            yield Problem(table=table, id=str(found), says="cannot be read")
