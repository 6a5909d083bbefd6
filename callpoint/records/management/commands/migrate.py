"""`migrate`, with each migration and the note that it was run in one transaction.

The framework notes a migration that leaves indexes to its end only after that migration was committed. A service that
was killed in between could never be upgraded again: "table already exists" (found by `callpoint faults`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState


class WholeSteps(MigrationExecutor):
    """Runs a migration and notes that it was run, both or neither."""

    def apply_migration(
        self, state: ProjectState, migration: Migration, *args: Any, **options: Any
    ) -> ProjectState:
        """Run one migration, or note only that it was run."""
        with _whole(self.connection, migration):
            return super().apply_migration(state, migration, *args, **options)

    def unapply_migration(
        self, state: ProjectState, migration: Migration, *args: Any, **options: Any
    ) -> ProjectState:
        """Take one migration back, or note only that it was."""
        with _whole(self.connection, migration):
            return super().unapply_migration(state, migration, *args, **options)


@contextmanager
def _whole(connection: Any, migration: Migration) -> Iterator[None]:
    """Put one transaction around a migration, but for one that says it must have none."""
    if not migration.atomic:
        yield
        return
    # SQLite changes tables only while it checks no foreign keys, and hears that outside a transaction only; the
    # framework checks them all at the end of each migration.
    with connection.constraint_checks_disabled(), transaction.atomic(using=connection.alias):
        yield


class Command(migrate.Command):
    """The framework's command, which looks for this name in its own module."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate."""
        migrate.MigrationExecutor = WholeSteps  # type: ignore[attr-defined]  # the stubs lack it; the framework offers no other way to choose it
        super().handle(*args, **options)
