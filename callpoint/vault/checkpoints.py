"""The signed checkpoints of the journal: what is recomputed before one is signed, and the proofs against the latest.

JournalNotWholeError
├── LeafMissingError      the leaves are not counted without a gap
├── LeafChangedError      the bytes of a leaf are not those that were hashed
└── NotConsistentError    the journal does not begin with the leaves that the last checkpoint counted
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

from callpoint.rules.checkpoint import CheckpointText, NoteNotReadError, read_checkpoint, read_note
from callpoint.rules.growing_tree import GrowingTree
from callpoint.rules.journal import leaf_hash, verify_inclusion
from callpoint.vault.journal import size_of_journal
from callpoint.vault.models import Checkpoint, JournalLeaf


class JournalNotWholeError(Exception):
    """The journal as it is kept is not the journal as it was written; `index` is the leaf where this first shows."""

    says = "Leaf {index} of the journal cannot be relied on."

    def __init__(self, index: int) -> None:
        super().__init__(self.says.format(index=index))
        self.index = index


class LeafMissingError(JournalNotWholeError):
    """The leaves are not counted without a gap."""

    says = "Leaf {index} of the journal is missing."


class LeafChangedError(JournalNotWholeError):
    """The bytes of a leaf are not those that were hashed."""

    says = "Leaf {index} of the journal was changed."


class NotConsistentError(JournalNotWholeError):
    """The journal does not begin with the leaves that the last checkpoint counted."""

    says = "The first {index} leaves of the journal are not those of the checkpoint over them."


@dataclass(frozen=True, kw_only=True)
class Inclusion:
    """The proof that a leaf stands in the journal: `hashes` lead from it up to the root of the checkpoint."""

    index: int
    body: bytes
    """The bytes of the leaf."""
    hashes: tuple[bytes, ...]
    checkpoint: Checkpoint

    def holds(self) -> bool:
        """Answer whether the proof leads from the bytes of the leaf to the root of the checkpoint."""
        return verify_inclusion(
            leaf=leaf_hash(self.body),
            index=self.index,
            size=self.checkpoint.size,
            proof=self.hashes,
            root=bytes(self.checkpoint.root),
        )


def latest_checkpoint() -> Checkpoint | None:
    """Return the checkpoint over the most leaves; None before the first."""
    return Checkpoint.objects.order_by("-size").first()


def checkpoint_of(size: int) -> Checkpoint | None:
    """Return the checkpoint over so many leaves; None where there is none."""
    return Checkpoint.objects.filter(size=size).first()


def new_leaves() -> int:
    """Count the leaves that no checkpoint counts, but for the leaf of the latest checkpoint itself."""
    last = latest_checkpoint()
    return max(0, size_of_journal() - (last.size + 1 if last else 0))


class CheckedTree:
    """
    The tree over leaves that were each hashed anew from their stored bytes.

    What was checked is held, so that each further checkpoint reads only what is new. Where the journal is not the
    continuation of what is held, such as after a restore, everything is read anew.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Read the whole journal anew the next time."""
        self._tree = GrowingTree()
        self._newest = b""
        self._begins_with: CheckpointText | None = None

    def catch_up(self) -> None:
        """
        Take in the leaves that are new since the last time, and hold the whole against the last checkpoint.

        :raises LeafMissingError, LeafChangedError, NotConsistentError: nothing may be signed.
        """
        last = latest_checkpoint()
        said = _said_by(last) if last else None
        if not self._goes_on(said):
            self.forget()
        if said and said != self._begins_with:
            self._take_in(upto=said.size)
            if self.statement(origin=said.origin) != said:
                raise NotConsistentError(said.size)
            self._begins_with = said
        self._take_in(upto=size_of_journal())

    def statement(self, *, origin: str) -> CheckpointText:
        """Return what can be signed of the leaves that were taken in."""
        return CheckpointText(origin=origin, size=self._tree.size, root=self._tree.root())

    def _goes_on(self, said: CheckpointText | None) -> bool:
        """Answer whether the journal still has the newest leaf that is held, and is counted on from there."""
        if not self._tree.size:
            return True
        newest = list(_kept_hashes(range(self._tree.size - 1, self._tree.size)))
        is_new = said != self._begins_with
        return newest == [self._newest] and not (is_new and (said is None or said.size < self._tree.size))

    def _take_in(self, *, upto: int) -> None:
        leaves = JournalLeaf.objects.filter(index__gte=self._tree.size, index__lt=upto).order_by("index")
        for index, body, kept in leaves.values_list("index", "body", "leaf_hash").iterator():
            if index != self._tree.size:
                raise LeafMissingError(self._tree.size)
            self._newest = leaf_hash(bytes(body))
            if self._newest != bytes(kept):
                raise LeafChangedError(index)
            self._tree.add(self._newest)
        if self._tree.size < upto:
            raise LeafMissingError(self._tree.size)


def _said_by(checkpoint: Checkpoint) -> CheckpointText:
    """
    Return what the note of a checkpoint says, where the row says the same.

    :raises NotConsistentError: it does not, or is no note.
    """
    try:
        said = read_checkpoint(read_note(bytes(checkpoint.note)).text)
    except NoteNotReadError as error:
        raise NotConsistentError(checkpoint.size) from error
    if (said.size, said.root) != (checkpoint.size, bytes(checkpoint.root)):
        raise NotConsistentError(checkpoint.size)
    return said


class _Prover:
    """Makes proofs against the latest checkpoint; holds the blocks of its tree, so that a proof reads one block only."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tree = GrowingTree()
        self._root = b""

    def prove(self, index: int, checkpoint: Checkpoint) -> Inclusion:
        with self._lock:
            self._reach(checkpoint)
            block = list(_kept_hashes(self._tree.block_of(index)))
            hashes = self._tree.proof(index, block=block)
        body = bytes(JournalLeaf.objects.values_list("body", flat=True).get(index=index))
        proved = Inclusion(index=index, body=body, hashes=tuple(hashes), checkpoint=checkpoint)
        if not proved.holds():
            raise NotConsistentError(checkpoint.size)
        return proved

    def _reach(self, checkpoint: Checkpoint) -> None:
        """Bring the tree to the size of a checkpoint: on from where it stands, or anew where it is of another journal."""
        if self._tree.size > checkpoint.size or not _has_checkpoint(self._tree.size, self._root):
            self._tree = GrowingTree()
        for kept in _kept_hashes(range(self._tree.size, checkpoint.size)):
            self._tree.add(kept)
        self._root = self._tree.root()


_prover = _Prover()


def inclusion(index: int) -> Inclusion | None:
    """
    Prove that leaf `index` stands in the journal, against the latest checkpoint; None while none counts it yet.

    A checkpoint comes within a minute of a leaf (`rules.checkpoint.is_due`).

    :raises NotConsistentError: the leaves as they are kept no longer lead to the root that was signed.
    """
    checkpoint = latest_checkpoint()
    if checkpoint is None or not 0 <= index < checkpoint.size:
        return None
    return _prover.prove(index, checkpoint)


def _has_checkpoint(size: int, root: bytes) -> bool:
    return not size or Checkpoint.objects.filter(size=size, root=root).exists()


def _kept_hashes(places: range) -> Iterator[bytes]:
    """Give the kept hashes of these leaves, in order."""
    leaves = JournalLeaf.objects.filter(index__gte=places.start, index__lt=places.stop).order_by("index")
    for kept in leaves.values_list("leaf_hash", flat=True).iterator():
        yield bytes(kept)
