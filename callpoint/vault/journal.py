"""Writes leaves to the journal, in order, inside the transaction of the deed."""

from datetime import datetime

from django.db import connection

from callpoint.rules.journal import Leaf, leaf_hash
from callpoint.vault.models import JournalLeaf

JOURNAL_LOCK = 0x63616C6C
"""The advisory lock that orders writers on PostgreSQL; SQLite has one writer anyway."""


def append_leaf(leaf: Leaf, *, at: datetime) -> int:
    """
    Add one leaf and return its index, counted from 0.

    The index is taken from the table under a lock, never from a sequence: a transaction that
    is rolled back leaves no gap (architecture, decision 4). Call it inside a transaction.
    """
    lock_journal()
    index = size_of_journal()
    body = leaf.body()
    JournalLeaf.objects.create(index=index, at=at, body=body, leaf_hash=leaf_hash(body))
    return index


def lock_journal() -> None:
    """Let nobody else add a leaf until the transaction ends; call it inside one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [JOURNAL_LOCK])


def size_of_journal() -> int:
    """Return how many leaves the journal has."""
    last = JournalLeaf.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1
