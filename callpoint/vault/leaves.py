"""Finds the leaf of a deed by its time, which every deed shares with the row that it wrote."""

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


def leaves_of(*, what: str, about: object, at: datetime) -> tuple[KeptLeaf, ...]:
    """Give the leaves of a deed about an object at a time, oldest first; mostly there is one."""
    rows = JournalLeaf.objects.filter(at=at).order_by("index").values_list("index", "body")
    kept = (KeptLeaf(index=index, body=bytes(body), leaf=read_leaf(bytes(body))) for index, body in rows)
    return tuple(each for each in kept if (each.leaf.what, each.leaf.object_id) == (what, str(about)))
