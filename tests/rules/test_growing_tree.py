"""A tree that grows by leaves is the tree over the same leaves at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.growing_tree import BLOCK, GrowingTree, Peaks
from callpoint.rules.journal import NotInTreeError, inclusion_proof, leaf_hash, tree_root

HASHES = [leaf_hash(b"leaf %d" % number) for number in range(3 * BLOCK)]
SIZES = st.one_of(
    st.integers(1, 3 * BLOCK), st.sampled_from([1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK])
)


def grown(size: int) -> GrowingTree:
    tree = GrowingTree()
    for leaf in HASHES[:size]:
        tree.add(leaf)
    return tree


@given(size=st.one_of(st.just(0), SIZES))
def test_its_root_is_that_over_all_leaves(size: int) -> None:
    tree = grown(size)
    assert (tree.size, tree.root()) == (size, tree_root(HASHES[:size]))


@given(size=SIZES, data=st.data())
def test_its_proof_is_that_over_all_leaves(size: int, data: st.DataObject) -> None:
    tree, index = grown(size), data.draw(st.integers(0, size - 1))
    place = tree.block_of(index)
    proof = tree.proof(index, block=HASHES[place.start : place.stop])
    assert proof == inclusion_proof(HASHES[:size], index)


@pytest.mark.parametrize("index", [-1, 3])
def test_no_proof_is_made_for_a_leaf_outside_the_tree(index: int) -> None:
    with pytest.raises(NotInTreeError):
        grown(3).proof(index, block=HASHES[:3])


@given(size=st.one_of(st.just(0), SIZES))
def test_its_root_by_peaks_is_the_same(size: int) -> None:
    peaks = Peaks()
    for leaf in HASHES[:size]:
        peaks.add(leaf)
    assert (peaks.size, peaks.root()) == (size, tree_root(HASHES[:size]))
