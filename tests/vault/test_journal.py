"""The journal's table: it only grows, in order, without gaps, whoever writes at the same time."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction

from callpoint.actions.acting import system
from callpoint.actions.journalling import write_leaf
from callpoint.records.transaction import writing
from callpoint.rules.journal import Leaf
from callpoint.vault.journal import append_leaf
from callpoint.vault.models import JournalLeaf
from tests.makers import a_draft, at, leaves

pytestmark = pytest.mark.database

TABLE = "vault_journalleaf"
CHANGES: dict[str, dict[str, str]] = {
    "change a leaf": dict.fromkeys(("sqlite", "postgresql"), f"UPDATE {TABLE} SET body = leaf_hash"),  # noqa: S608 - our own words
    "change a time": dict.fromkeys(("sqlite", "postgresql"), f"UPDATE {TABLE} SET at = at"),  # noqa: S608 - as above
    "delete a leaf": dict.fromkeys(("sqlite", "postgresql"), f"DELETE FROM {TABLE}"),  # noqa: S608 - as above
    "put a leaf in the place of another": {
        "sqlite": f'REPLACE INTO {TABLE} SELECT "index", at, leaf_hash, leaf_hash FROM {TABLE}',  # noqa: S608 - as above
        "postgresql": f'INSERT INTO {TABLE} SELECT * FROM {TABLE} ON CONFLICT ("index") DO UPDATE SET body = EXCLUDED.leaf_hash',  # noqa: S608 - as above
    },
    "empty the table": {"sqlite": f"DELETE FROM {TABLE} WHERE 1", "postgresql": f"TRUNCATE {TABLE}"},  # noqa: S608 - as above
}


def a_leaf(number: int) -> Leaf:
    return Leaf(what="test", object_id=str(number), by="system:test", at=at().isoformat())


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
def test_the_database_itself_forbids_to(change: str) -> None:
    a_draft()
    before = leaves()
    with pytest.raises(DatabaseError, match="the journal only grows"), transaction.atomic():
        run(CHANGES[change][connection.vendor])
    assert leaves() == before


@pytest.mark.django_db
def test_leaves_are_counted_from_nought() -> None:
    assert [append_leaf(a_leaf(number), at=at()) for number in range(3)] == [0, 1, 2]
    assert [str(leaf) for leaf in JournalLeaf.objects.order_by("index")] == ["leaf 0", "leaf 1", "leaf 2"]


@writing
def a_deed_that_fails() -> None:
    """Write a leaf, then fail."""
    append_leaf(a_leaf(1), at=at())
    raise InterruptedError


@pytest.mark.django_db
def test_a_deed_that_is_rolled_back_leaves_no_gap() -> None:
    append_leaf(a_leaf(0), at=at())
    with pytest.raises(InterruptedError):
        a_deed_that_fails()
    assert append_leaf(a_leaf(2), at=at()) == 1


@writing
def one_deed(number: int) -> int:
    """Write one leaf as an action does."""
    return write_leaf(what="test", about=number, by=system("test"), at=at())


def closing(number: int) -> int:
    """Do one deed in a thread of its own, and close that thread's connection."""
    try:
        return one_deed(number)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_leave_neither_gap_nor_double() -> None:
    with ThreadPoolExecutor(8) as pool:
        given = sorted(pool.map(partial(closing), range(40)))
    assert given == list(range(40))
    assert sorted(leaf.object_id for leaf in leaves()) == sorted(map(str, range(40)))
