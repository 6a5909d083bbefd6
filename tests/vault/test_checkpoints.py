"""Checkpoints over the journal: recomputed from stored bytes, and refused where those are not what was written."""

import pytest
from django.db import DatabaseError, connection, transaction

from callpoint.actions.acting import system
from callpoint.actions.checkpointing import make_checkpoint
from callpoint.actions.journalling import write_leaf
from callpoint.records.keys import keyring
from callpoint.rules.growing_tree import BLOCK
from callpoint.rules.journal import leaf_hash, tree_root
from callpoint.sealing.signing import checked, verifier_keys
from callpoint.vault.checkpoints import (
    CheckedTree,
    JournalNotWholeError,
    LeafChangedError,
    LeafMissingError,
    NotConsistentError,
    inclusion,
    latest_checkpoint,
)
from callpoint.vault.models import Checkpoint, JournalLeaf
from tests.makers import a_draft, at, deeds
from tests.tampering import overwrite, without_triggers

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ORIGIN = "report.example.org/journal"


def some_leaves(count: int = 3) -> None:
    for number in range(count):
        write_leaf(what="test", about=number, by=system("test"), at=at())


def checkpointed(tree: CheckedTree | None = None) -> Checkpoint | None:
    return make_checkpoint(tree=tree or CheckedTree(), origin=ORIGIN, by=system("test"), at=at())


def all_hashes() -> list[bytes]:
    return [leaf_hash(bytes(row.body)) for row in JournalLeaf.objects.order_by("index")]


def test_a_checkpoint_is_over_all_leaves_and_its_own_leaf_follows() -> None:
    some_leaves(3)
    before = all_hashes()
    made = checkpointed()
    assert made is not None
    said = checked(bytes(made.note), keys=verifier_keys(keyring(), origin=ORIGIN))
    assert (said.origin, said.size, said.root) == (ORIGIN, 3, tree_root(before))
    assert (made.size, bytes(made.root), str(made)) == (3, said.root, "checkpoint at 3")
    assert (latest_checkpoint(), deeds()[3:]) == (made, ["journal.checkpoint"])


def test_no_checkpoint_is_made_of_an_empty_journal_or_where_nothing_is_new() -> None:
    assert (checkpointed(), latest_checkpoint()) == (None, None)
    some_leaves()
    checkpointed()
    assert (checkpointed(), Checkpoint.objects.count(), JournalLeaf.objects.count()) == (None, 1, 4)


def test_one_tree_makes_checkpoint_after_checkpoint() -> None:
    tree = CheckedTree()
    roots = []
    for count in (1, 2, 5):
        some_leaves(count)
        roots.append(tree_root(all_hashes()))
        checkpointed(tree)
    assert [bytes(made.root) for made in Checkpoint.objects.order_by("size")] == roots


def test_a_further_checkpoint_reads_only_what_is_new() -> None:
    tree = CheckedTree()
    some_leaves()
    checkpointed(tree)
    some_leaves()
    overwrite(JournalLeaf, 0, body=b"changed")
    assert checkpointed(tree) is not None
    tree.forget()
    with pytest.raises(LeafChangedError):
        tree.catch_up()


def test_a_tree_goes_on_after_another_process_made_a_checkpoint() -> None:
    mine, theirs = CheckedTree(), CheckedTree()
    some_leaves()
    mine.catch_up()
    some_leaves()
    checkpointed(theirs)
    some_leaves()
    made = checkpointed(mine)
    assert made is not None
    assert made.size == 10


def test_a_tree_that_took_in_more_than_the_newest_checkpoint_it_learns_of_reads_anew() -> None:
    tree = CheckedTree()
    some_leaves()
    made = checkpointed()
    assert made is not None
    with without_triggers():
        Checkpoint.objects.all().delete()
    tree.catch_up()
    made.save(force_insert=True)
    some_leaves()
    later = checkpointed(tree)
    assert later is not None
    assert later.size == 7


def test_a_tree_of_another_journal_is_forgotten_as_after_a_restore() -> None:
    tree = CheckedTree()
    some_leaves(5)
    tree.catch_up()
    with without_triggers():
        JournalLeaf.objects.filter(index__gte=2).delete()
    some_leaves(4)
    made = checkpointed(tree)
    assert made is not None
    assert bytes(made.root) == tree_root(all_hashes()[:6])


class TestRefusing:
    """Nothing is signed that is not what was written."""

    def refused(self, error: type[JournalNotWholeError], index: int) -> None:
        before = Checkpoint.objects.count(), JournalLeaf.objects.count()
        with pytest.raises(error) as raised:
            checkpointed()
        assert raised.value.index == index
        assert (Checkpoint.objects.count(), JournalLeaf.objects.count()) == before

    def test_a_changed_body(self) -> None:
        some_leaves()
        overwrite(JournalLeaf, 1, body=b"changed")
        self.refused(LeafChangedError, 1)

    def test_a_changed_hash(self) -> None:
        some_leaves()
        overwrite(JournalLeaf, 2, leaf_hash=b"c" * 32)
        self.refused(LeafChangedError, 2)

    @pytest.mark.parametrize("index", [0, 1])
    def test_a_missing_leaf(self, index: int) -> None:
        some_leaves()
        with without_triggers():
            JournalLeaf.objects.filter(index=index).delete()
        self.refused(LeafMissingError, index)

    def test_leaves_that_are_fewer_than_the_last_checkpoint_counted(self) -> None:
        some_leaves()
        checkpointed()
        with without_triggers():
            JournalLeaf.objects.filter(index__gte=2).delete()
        self.refused(LeafMissingError, 2)

    def test_a_leaf_that_was_rewritten_with_its_hash_since_the_last_checkpoint(self) -> None:
        some_leaves()
        checkpointed()
        overwrite(JournalLeaf, 1, body=b"changed", leaf_hash=leaf_hash(b"changed"))
        some_leaves()
        self.refused(NotConsistentError, 3)

    @pytest.mark.parametrize("column", ["root", "note"])
    def test_a_changed_checkpoint(self, column: str) -> None:
        some_leaves()
        checkpointed()
        overwrite(Checkpoint, 3, **{column: b"c" * 32})
        some_leaves()
        self.refused(NotConsistentError, 3)


class TestProving:
    """Every leaf that a checkpoint counts can be proved against it."""

    def test_all_leaves_of_the_latest_checkpoint(self) -> None:
        some_leaves(5)
        checkpointed()
        proofs = [inclusion(index) for index in range(5)]
        assert all(proof and proof.holds() and proof.checkpoint == latest_checkpoint() for proof in proofs)
        assert [proof.body for proof in proofs if proof] == [
            bytes(row.body) for row in JournalLeaf.objects.order_by("index")[:5]
        ]

    def test_a_later_checkpoint_and_a_journal_of_more_than_one_block(self) -> None:
        some_leaves(5)
        checkpointed()
        assert inclusion(4) is not None
        some_leaves(BLOCK)
        checkpointed()
        assert all((proof := inclusion(index)) and proof.holds() for index in (0, 4, BLOCK - 1, BLOCK))

    def test_nothing_yet_of_a_leaf_that_no_checkpoint_counts(self) -> None:
        assert inclusion(0) is None
        some_leaves(2)
        assert inclusion(0) is None
        checkpointed()
        assert (inclusion(2), inclusion(-1)) == (None, None)

    def test_no_proof_that_does_not_hold(self) -> None:
        some_leaves(5)
        checkpointed()
        overwrite(JournalLeaf, 3, body=b"changed")
        with pytest.raises(NotConsistentError):
            inclusion(3)


CHANGES = {
    "size": "UPDATE vault_checkpoint SET size = size + 1",
    "time": "UPDATE vault_checkpoint SET at = '2020-01-01 00:00:00+00:00'",
    "root": "UPDATE vault_checkpoint SET root = salt",
    "note": "UPDATE vault_checkpoint SET note = root",
    "salt": "UPDATE vault_checkpoint SET salt = root",
    "a second mailing": "UPDATE vault_checkpoint SET mailed_at = '2020-01-01 00:00:00+00:00'",
    "mailing undone": "UPDATE vault_checkpoint SET mailed_at = NULL",
    "a second token": "UPDATE vault_checkpoint SET token = root",
    "all of it": "DELETE FROM vault_checkpoint",
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_itself_forbids_to_change(change: str) -> None:
    a_draft()
    checkpointed()
    Checkpoint.objects.update(token=b"token", mailed_at=at())
    before = list(Checkpoint.objects.values())
    with pytest.raises(DatabaseError, match="a checkpoint stays as it was signed"), transaction.atomic():
        run(CHANGES[change])
    assert list(Checkpoint.objects.values()) == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's")
def test_a_checkpoint_cannot_be_replaced_by_another() -> None:
    a_draft()
    checkpointed()
    with pytest.raises(DatabaseError, match="a checkpoint stays as it was signed"), transaction.atomic():
        run(
            "REPLACE INTO vault_checkpoint SELECT size, at, salt, note, token, mailed_at, salt FROM vault_checkpoint"
        )


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
