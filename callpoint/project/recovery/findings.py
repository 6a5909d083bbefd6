"""What a database holds, asked in plain questions that fit every version of it: to be written down, and compared."""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from callpoint.project.recovery.manifest import Journal, Trouble
from callpoint.project.recovery.snapshots import Ask
from callpoint.rules.journal import leaf_hash, tree_root

TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename",
}
LEAVES_AT_ONCE = 10_000


def rows_of(ask: Ask) -> dict[str, int]:
    """Count the rows of every table."""
    tables = [name for (name,) in ask(TABLES[connection.vendor])]
    return {name: ask(f'SELECT count(*) FROM "{name}"')[0][0] for name in tables}  # noqa: S608 - names of tables


def migrations_of(ask: Ask) -> tuple[str, ...]:
    """Give the migrations that were applied, as `app.name`, in order of name."""
    return tuple(
        f"{app}.{name}" for app, name in ask("SELECT app, name FROM django_migrations ORDER BY app, name")
    )


def journal_of(ask: Ask) -> tuple[Journal, tuple[Trouble, ...]]:
    """Take the root of the journal anew of its stored bytes, and find leaves whose stored hash is another."""
    hashes: list[bytes] = []
    troubles: list[Trouble] = []
    for index, body, stored in _leaves(ask):
        if index != len(hashes):
            troubles.append(Trouble(what=f"leaf {len(hashes)}", why="is missing"))
        hashes.append(leaf_hash(body))
        if hashes[-1] != stored:
            troubles.append(Trouble(what=f"leaf {index}", why="has another hash than its bytes"))
    notes = ask("SELECT note FROM vault_checkpoint ORDER BY size DESC LIMIT 1")
    note = bytes(notes[0][0]).decode() if notes else ""
    journal = Journal(size=len(hashes), root=tree_root(hashes).hex(), checkpoint=note)
    return journal, tuple(troubles)


def _leaves(ask: Ask) -> Iterator[tuple[int, bytes, bytes]]:
    last = -1
    while rows := ask(
        f'SELECT "index", body, leaf_hash FROM vault_journalleaf WHERE "index" > {last}'  # noqa: S608 - a number
        f' ORDER BY "index" LIMIT {LEAVES_AT_ONCE}'
    ):
        for index, body, stored in rows:
            yield index, bytes(body), bytes(stored)
        last = rows[-1][0]


def exhibits_of(ask: Ask) -> list[tuple[UUID, str]]:
    """Give the id of every exhibit with the SHA-256 of its sealed file."""
    rows = ask("SELECT id, sealed_sha256 FROM vault_exhibit ORDER BY created_at, id")
    return [(UUID(str(exhibit_id)), str(sealed)) for exhibit_id, sealed in rows]
