"""Reads the whole journal as it lies in the database: every leaf, every checkpoint, and what it says of other rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from callpoint.formats.time_stamp import StampNotTrustedError, stamped_at
from callpoint.rules.checkpoint import CheckpointText, NoteNotReadError, read_checkpoint, read_note
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.growing_tree import Peaks
from callpoint.rules.journal import Leaf, LeafNotReadError, leaf_hash, read_leaf
from callpoint.sealing.keyring import Keyring
from callpoint.sealing.signing import NoteNotTrustedError, checked, verifier_keys
from callpoint.vault.models import Checkpoint, JournalLeaf
from callpoint.vault.problems import UNFIT, Problem, rows_of

LEAVES, CHECKPOINTS = "vault_journalleaf", "vault_checkpoint"
WITNESSED = "witnessed checkpoint"
"""Stands in place of a table for a checkpoint that was kept outside."""
EXHIBITS = "vault_exhibit"
DEEDS_TO_EXHIBITS = frozenset(ExhibitDeed)
TELL_EVERY = 10_000

Tell = Callable[[str], None]
"""Says how far it came, to whoever waits."""


@dataclass(kw_only=True)
class JournalRead:
    """What the journal says, and what is wrong with it."""

    leaves: int = 0
    signed: int = 0
    """How many leaves a checkpoint counts whose root they lead to."""
    checkpoints: int = 0
    """How many checkpoints have a good signature and the root of the leaves they count."""
    stamps: int = 0
    """How many checkpoints have a time stamp that was checked."""
    newest: dict[tuple[str, str], str] = field(default_factory=dict)
    """The newest digest of each row that a leaf names, by table and id."""
    deeds: dict[tuple[str, int], Leaf] = field(default_factory=dict)
    """The leaves of deeds to exhibits, by what they name (an exhibit, or its report) and their index."""
    steps_back: int = 0
    longest_step_back: timedelta = timedelta(0)
    problems: list[Problem] = field(default_factory=list)


def read_journal(
    *, keyring: Keyring, witnessed: Sequence[bytes] = (), stamp_root: bytes = b"", tell: Tell
) -> JournalRead:
    """
    Hash every leaf anew from its stored bytes, and hold the tree against every checkpoint.

    `witnessed` are signed checkpoints that were kept outside, such as from the mails to the witness. `stamp_root` is
    the root certificate (PEM) that time stamps are checked with; without one they are not.
    """
    reading = _Reading(JournalRead())
    for row in rows_of(Checkpoint):
        reading.take_checkpoint(row, keyring)
        reading.take_stamp(row, stamp_root)
    for note in witnessed:
        reading.take_witnessed(note, keyring)
    reading.sort()
    for row_ in rows_of(JournalLeaf):
        reading.take_leaf(row_)
        if reading.found.leaves % TELL_EVERY == 0:
            tell(f"Leaves read: {reading.found.leaves}")
    reading.end()
    return reading.found


@dataclass(frozen=True, kw_only=True)
class _Root:
    """A root that the leaves must lead to, and where it stands."""

    size: int
    root: bytes
    table: str


class _Reading:
    """One pass over the journal; `found` is what came of it so far."""

    def __init__(self, found: JournalRead) -> None:
        self.found = found
        self._tree = Peaks()
        self._roots: list[_Root] = []
        self._own_leaf = 0
        """The index that the leaf of the last checkpoint has, where one was made."""
        self._next = 0
        """The index that the next leaf must have."""
        self._is_broken = False
        """Whether a leaf was missing or changed, so that no root can fit any more."""
        self._last_at: datetime | None = None

    def take_checkpoint(self, row: Checkpoint | Problem, keyring: Keyring) -> None:
        """Hold a kept checkpoint against its own note."""
        if isinstance(row, Problem):
            self.found.problems.append(row)
            return
        try:
            said = _said(bytes(row.note), keyring)
        except (NoteNotReadError, NoteNotTrustedError, *UNFIT):
            self._add(CHECKPOINTS, row.size, "has no good signature")
            return
        # Compared as they are: what is no bytes at all equals none.
        if (said.size, said.root) != (row.size, row.root):
            self._add(CHECKPOINTS, row.size, "does not say what was signed")
            return
        self._own_leaf = max(self._own_leaf, said.size)
        self._roots.append(_Root(size=said.size, root=said.root, table=CHECKPOINTS))

    def take_stamp(self, row: Checkpoint | Problem, root: bytes) -> None:
        """Check the time stamp of a checkpoint, where it has one and there is something to check it with."""
        if isinstance(row, Problem) or row.token is None or not root:
            return
        try:
            stamped_at(bytes(row.token), content=bytes(row.note), root=root)
        except (StampNotTrustedError, *UNFIT):
            self._add(CHECKPOINTS, row.size, "has a time stamp that does not hold")
        else:
            self.found.stamps += 1

    def take_witnessed(self, note: bytes, keyring: Keyring) -> None:
        """Take in a checkpoint that was kept outside."""
        try:
            said = _said(note, keyring)
        except (NoteNotReadError, NoteNotTrustedError):
            self._add(WITNESSED, "", "is no checkpoint that a key of this deployment signed")
            return
        self._roots.append(_Root(size=said.size, root=said.root, table=WITNESSED))

    def sort(self) -> None:
        """Bring the roots into the order in which the leaves come; call it before the first leaf."""
        self._roots.sort(key=lambda root: root.size, reverse=True)
        self._hold()

    def take_leaf(self, row: JournalLeaf | Problem) -> None:
        """Take in the next leaf."""
        self.found.leaves += 1
        if isinstance(row, Problem) or not _is_fit(row):
            self._break(row.id if isinstance(row, Problem) else row.index, "cannot be read")
            self._next += 1
            return
        index, body, kept = row.index, bytes(row.body), bytes(row.leaf_hash)
        if index != self._next:
            self._break(self._next, "is missing, or stands in another place")
        self._next = index + 1
        if leaf_hash(body) != kept:
            self._break(index, "was changed")
        self._read(row, body)
        self._tree.add(leaf_hash(body))
        self._hold()

    def end(self) -> None:
        """Look at what the leaves should have led to, and did not."""
        most = max([root.size for root in self._roots], default=0)
        most = max(most, self._own_leaf + 1 if self._own_leaf else 0)
        if self._next < most:
            self._break(self._next, f"is missing: the journal once had {most} leaves or more")

    def _hold(self) -> None:
        """Hold the tree against the roots at its size."""
        while self._roots and self._roots[-1].size == self._tree.size:
            wanted = self._roots.pop()
            if self._is_broken:
                continue
            if self._tree.root() != wanted.root:
                places = f"{self.found.signed} to {wanted.size - 1}"
                self._break(places, f"are not those that the {wanted.table} at {wanted.size} counted")
                continue
            self.found.signed = wanted.size
            self.found.checkpoints += 1

    def _read(self, row: JournalLeaf, body: bytes) -> None:
        try:
            leaf = read_leaf(body)
            at = datetime.fromisoformat(leaf.at)
        except (LeafNotReadError, *UNFIT):
            self._break(row.index, "is no leaf")
            return
        if row.at != at:
            self._add(LEAVES, row.index, "does not have the time that it says")
        self._note_time(at)
        self._note_rows(leaf)
        self._note_deed(leaf, row.index)

    def _note_rows(self, leaf: Leaf) -> None:
        for named in leaf.rows:
            self.found.newest[named.table, named.id] = named.digest

    def _note_deed(self, leaf: Leaf, index: int) -> None:
        if leaf.what in DEEDS_TO_EXHIBITS:
            named = {row.id for row in leaf.rows if row.table == EXHIBITS}
            self.found.deeds.update(dict.fromkeys(((each, index) for each in named | {leaf.object_id}), leaf))

    def _note_time(self, at: datetime) -> None:
        if self._last_at is not None and at < self._last_at:
            self.found.steps_back += 1
            self.found.longest_step_back = max(self.found.longest_step_back, self._last_at - at)
        self._last_at = at

    def _break(self, place: object, says: str) -> None:
        """Note what is wrong with a leaf; once one is wrong no later root can fit, and none is held against."""
        self._add(LEAVES, place, says)
        self._is_broken = True

    def _add(self, table: str, place: object, says: str) -> None:
        self.found.problems.append(Problem(table=table, id=str(place), says=says))


def _said(note: bytes, keyring: Keyring) -> CheckpointText:
    """Return what a note says where a key of this deployment signed it, in whichever name the journal had then."""
    origin = read_checkpoint(read_note(note).text).origin
    return checked(note, keys=verifier_keys(keyring, origin=origin))


def _is_fit(row: JournalLeaf) -> bool:
    """Answer whether the columns of a leaf are of their kinds."""
    columns: tuple[object, ...] = (row.index, row.body, row.leaf_hash)
    kinds = (int, bytes | memoryview, bytes | memoryview)
    return all(isinstance(column, kind) for column, kind in zip(columns, kinds, strict=True))
