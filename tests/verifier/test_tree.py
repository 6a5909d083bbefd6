"""The verifier's own arithmetic of the tree, held against proofs that other code made and against false ones."""

from hashlib import sha256

import pytest

from callpoint.rules.journal import consistency_proof, inclusion_proof, leaf_hash, tree_root
from callpoint.verifier.callpoint_verify import Checkpoint, grew_from, leads_to

SIZES = range(1, 34)
HASHES = [leaf_hash(bytes([number])) for number in range(max(SIZES))]
OTHER = sha256(b"other").digest()


def tree(size: int) -> Checkpoint:
    return Checkpoint(size, tree_root(HASHES[:size]))


@pytest.mark.parametrize("size", SIZES)
def test_each_leaf_leads_to_the_root_by_its_own_path_only(size: int) -> None:
    for index in range(size):
        path = inclusion_proof(HASHES[:size], index)
        held = [leads_to(tree(size), HASHES[index], index=place, path=path) for place in range(size + 2)]
        assert [place for place, holds in enumerate(held) if holds] == [index]
        wrong = ([*path, OTHER], path[:-1] if path else [OTHER], [*path[:-1], OTHER] if path else [OTHER])
        assert not any(leads_to(tree(size), HASHES[index], index=index, path=each) for each in wrong)
        assert not leads_to(tree(size), OTHER, index=index, path=path)


@pytest.mark.parametrize("size", SIZES)
def test_a_log_grew_from_each_of_its_beginnings_and_from_nothing_else(size: int) -> None:
    for old in range(1, size + 1):
        path = consistency_proof(HASHES[:size], old)
        assert grew_from(tree(old), tree(size), path)
        wrong = ([*path, OTHER], path[:-1] if path else [OTHER], [OTHER, *path[1:]])
        assert not any(grew_from(tree(old), tree(size), each) for each in wrong)
        assert not grew_from(Checkpoint(old, OTHER), tree(size), path)
        assert not grew_from(tree(old), Checkpoint(size, OTHER), path)


@pytest.mark.parametrize("old", [Checkpoint(0, OTHER), Checkpoint(9, OTHER), tree(3)])
def test_nothing_grows_from_an_empty_or_a_larger_log_or_without_a_proof(old: Checkpoint) -> None:
    assert not grew_from(old, tree(8), [])
