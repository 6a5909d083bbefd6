"""Finds the leaves of deeds by their times, which every deed shares with the row that it wrote."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from callpoint.rules.journal import Leaf, read_leaf
from callpoint.vault.models import JournalLeaf


@dataclass(frozen=True, kw_only=True)
class KeptLeaf:
    """A leaf as the journal keeps it."""

    index: int
    body: bytes
    leaf: Leaf


def leaves_about(object_id: object, *, times: Iterable[datetime]) -> tuple[KeptLeaf, ...]:
    """
    Give the leaves of all deeds about an object at some times, oldest first.

    :raises callpoint.rules.journal.LeafNotReadError: a leaf of one of these times was changed.
    """
    rows = JournalLeaf.objects.filter(at__in=set(times)).order_by("index").values_list("index", "body")
    kept = (KeptLeaf(index=index, body=bytes(body), leaf=read_leaf(bytes(body))) for index, body in rows)
    return tuple(each for each in kept if each.leaf.object_id == str(object_id))


def has_leaf(what: str, *, about: object, since: datetime) -> bool:
    """Say whether a deed to an object was noted since a time; it reads every leaf from then on, so keep it for rare deeds."""
    bodies = JournalLeaf.objects.filter(at__gte=since).values_list("body", flat=True).iterator()
    # An id that was drawn stands in few leaves: only those are read.
    found = (read_leaf(bytes(body)) for body in bodies if str(about).encode() in bytes(body))
    return any((leaf.what, leaf.object_id) == (what, str(about)) for leaf in found)


def newest_leaf_at() -> datetime | None:
    """Give the time of the newest leaf; None in an empty journal."""
    return JournalLeaf.objects.order_by("-index").values_list("at", flat=True).first()


def oldest_leaf_at(*, since: int) -> datetime | None:
    """Give the time of the first leaf from an index on; None where there is none."""
    leaves = JournalLeaf.objects.filter(index__gte=since).order_by("index")
    return leaves.values_list("at", flat=True).first()
