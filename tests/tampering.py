"""What somebody with the database in their hands can do: the triggers are gone, and anything may be written."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

GUARDS = ("0002_journal_only_grows", "0005_checkpoints_stay")
"""The migrations whose triggers guard the journal."""


class _Editor:
    """What a step of these migrations asks of Django's schema editor, which SQLite allows outside a transaction only."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def guards(step: str) -> None:
    """Put the triggers up (`forbid`) or take them away (`allow`)."""
    for name in GUARDS:
        migration = importlib.import_module(f"callpoint.vault.migrations.{name}")
        getattr(migration, step)(None, _Editor())


@contextmanager
def without_triggers() -> Iterator[None]:
    """Take the triggers away for a while."""
    guards("allow")
    try:
        yield
    finally:
        guards("forbid")


def overwrite(model: type[models.Model], key: object, **columns: Any) -> None:
    """Write columns of one row past every action and trigger."""
    with without_triggers():
        changed = model._base_manager.filter(pk=key).update(**columns)  # noqa: SLF001 - Django's documented model API
    assert changed == 1
