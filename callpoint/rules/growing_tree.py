"""A Merkle tree that grows leaf by leaf: whole blocks of leaves are held as one hash each.

The tree is that of `rules.journal` (RFC 6962): a whole block is a subtree, so that the root over the roots of the blocks
is the root over the leaves. A million leaves are held in about a thousand hashes.
"""

from collections.abc import Sequence

from callpoint.rules.journal import EMPTY_ROOT, NotInTreeError, inclusion_proof, node_hash, tree_root

BLOCK = 1024
"""Leaves in a block: a power of two, so that a block is a subtree."""


class GrowingTree:
    """The tree over the leaves it was given so far."""

    def __init__(self) -> None:
        self._whole: list[bytes] = []
        self._open: list[bytes] = []

    @property
    def size(self) -> int:
        """How many leaves it was given."""
        return len(self._whole) * BLOCK + len(self._open)

    def add(self, leaf: bytes) -> None:
        """Take in the hash of the next leaf."""
        self._open.append(leaf)
        if len(self._open) == BLOCK:
            self._whole.append(tree_root(self._open))
            self._open = []

    def root(self) -> bytes:
        """Return the root over all leaves."""
        return tree_root(self._roots())

    def _roots(self) -> list[bytes]:
        return [*self._whole, tree_root(self._open)] if self._open else self._whole

    def proof(self, index: int, *, block: Sequence[bytes]) -> list[bytes]:
        """
        Return the hashes that lead from leaf `index` up to the root.

        `block` are the hashes of all its leaves that stand in the same block (`block_of`): only their root is held.

        :raises callpoint.rules.journal.NotInTreeError: there is no such leaf.
        """
        if not 0 <= index < self.size:
            raise NotInTreeError(index, self.size)
        within = inclusion_proof(block, index % BLOCK)
        return within + inclusion_proof(self._roots(), index // BLOCK)

    def block_of(self, index: int) -> range:
        """Return the places of the leaves that stand in one block with leaf `index`."""
        start = index - index % BLOCK
        return range(start, min(start + BLOCK, self.size))


class Peaks:
    """The same tree by its largest whole subtrees: its root at every size costs a handful of hashes, but it proves nothing."""

    def __init__(self) -> None:
        self._peaks: list[tuple[int, bytes]] = []
        self.size = 0

    def add(self, leaf: bytes) -> None:
        """Take in the hash of the next leaf."""
        size, found = 1, leaf
        while self._peaks and self._peaks[-1][0] == size:
            found = node_hash(self._peaks.pop()[1], found)
            size *= 2
        self._peaks.append((size, found))
        self.size += 1

    def root(self) -> bytes:
        """Return the root over all leaves so far."""
        if not self._peaks:
            return EMPTY_ROOT
        found = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            found = node_hash(peak, found)
        return found
