"""Disjoint sets: which things hang together, each set known by its smallest member."""

from collections.abc import Iterable
from typing import Generic, TypeVar

Member = TypeVar("Member", int, str)


class Sets(Generic[Member]):
    """Things that begin alone and are joined; the order of joining leaves no trace."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._parent: dict[Member, Member] = {member: member for member in members}

    def first(self, member: Member) -> Member:
        """Return the smallest member of the set that this one is in; raises KeyError for one that is in none."""
        parent = self._parent
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    def join(self, one: Member, *members: Member) -> int:
        """Make one set of the sets of these members; return how many joined that were apart."""
        joined = 0
        for member in members:
            smaller, larger = sorted((self.first(one), self.first(member)))
            self._parent[larger] = smaller
            joined += smaller != larger
        return joined

    def all(self) -> dict[Member, Member]:
        """Return each member with the smallest of its set."""
        return {member: self.first(member) for member in self._parent}

    def copy(self) -> "Sets[Member]":
        """Return the same sets, to be joined further without changing these."""
        copied: Sets[Member] = Sets(())
        copied._parent.update(self._parent)
        return copied
