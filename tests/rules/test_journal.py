"""The journal's mathematics against published vectors and properties."""

from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.journal import (
    EMPTY_ROOT,
    Commitment,
    Json,
    Leaf,
    LeafNotReadError,
    NotCanonicalError,
    NotInTreeError,
    RowDigest,
    SaltSizeError,
    canonical_json,
    commitment,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    read_leaf,
    row_digest,
    tree_root,
    verify_consistency,
    verify_inclusion,
)

# The leaves, roots and proofs that the Certificate Transparency project publishes for RFC 6962.
PUBLISHED_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
]
PUBLISHED_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PUBLISHED_PATHS = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
PUBLISHED_CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}

SALT = bytes(range(32))


def hashes(size: int) -> list[bytes]:
    return [leaf_hash(b"leaf %d" % number) for number in range(size)]


def recursive_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = max(1 << power for power in range(len(leaves).bit_length()) if 1 << power < len(leaves))
    return sha256(b"\x01" + recursive_root(leaves[:split]) + recursive_root(leaves[split:])).digest()


def a_leaf() -> Leaf:
    return Leaf(
        what="report.submitted",
        object_id="r-17",
        by="p-é",
        at="2025-03-01T12:00:00+00:00",
        rows=(RowDigest("report", "17", "aa"), RowDigest("sighting", "3", "bb")),
        commitments=(Commitment("exhibit", "cc"),),
    )


def test_the_published_roots_are_reproduced() -> None:
    leaves = [leaf_hash(leaf) for leaf in PUBLISHED_LEAVES]

    assert [tree_root(leaves[:size]).hex() for size in range(1, 9)] == PUBLISHED_ROOTS


def test_the_root_of_an_empty_tree_is_the_hash_of_nothing() -> None:
    assert tree_root([]) == EMPTY_ROOT == sha256(b"").digest()


@pytest.mark.parametrize(("index", "size"), PUBLISHED_PATHS)
def test_the_published_inclusion_proofs_are_reproduced(index: int, size: int) -> None:
    leaves = [leaf_hash(leaf) for leaf in PUBLISHED_LEAVES[:size]]

    assert [step.hex() for step in inclusion_proof(leaves, index)] == PUBLISHED_PATHS[index, size]


@pytest.mark.parametrize(("old_size", "new_size"), PUBLISHED_CONSISTENCY)
def test_the_published_consistency_proofs_are_reproduced(old_size: int, new_size: int) -> None:
    leaves = [leaf_hash(leaf) for leaf in PUBLISHED_LEAVES[:new_size]]

    assert [step.hex() for step in consistency_proof(leaves, old_size)] == PUBLISHED_CONSISTENCY[
        old_size, new_size
    ]


@given(size=st.integers(0, 200))
def test_the_root_is_that_of_the_rfcs_recursion(size: int) -> None:
    assert tree_root(hashes(size)) == recursive_root(hashes(size))


@given(size=st.integers(1, 130), data=st.data())
def test_every_leaf_can_be_proved_and_no_other_place_or_size_fits(size: int, data: st.DataObject) -> None:
    leaves = hashes(size)
    index = data.draw(st.integers(0, size - 1))
    other_index = data.draw(st.integers(-2, size + 2).filter(lambda number: number != index))
    proof, root = inclusion_proof(leaves, index), tree_root(leaves)

    assert verify_inclusion(leaf=leaves[index], index=index, size=size, proof=proof, root=root)
    assert not verify_inclusion(leaf=leaves[index], index=other_index, size=size, proof=proof, root=root)
    assert not verify_inclusion(leaf=leaf_hash(b"foreign"), index=index, size=size, proof=proof, root=root)
    assert not verify_inclusion(leaf=leaves[index], index=index, size=size, proof=[*proof, root], root=root)
    assert not verify_inclusion(leaf=leaves[index], index=index, size=size, proof=proof, root=EMPTY_ROOT)


@given(size=st.integers(2, 130), data=st.data())
def test_an_inclusion_proof_with_a_changed_missing_or_swapped_step_proves_nothing(
    size: int, data: st.DataObject
) -> None:
    leaves = hashes(size)
    index = data.draw(st.integers(0, size - 1))
    proof, root = inclusion_proof(leaves, index), tree_root(leaves)
    place = data.draw(st.integers(0, len(proof) - 1))
    spoiled = [
        [*proof[:place], leaf_hash(b"foreign"), *proof[place + 1 :]],
        [*proof[:place], *proof[place + 1 :]],
        *([*proof[:at], proof[at + 1], proof[at], *proof[at + 2 :]] for at, _ in enumerate(pairwise(proof))),
    ]

    assert [
        verify_inclusion(leaf=leaves[index], index=index, size=size, proof=steps, root=root)
        for steps in spoiled
    ] == [False] * len(spoiled)


@pytest.mark.parametrize(("size", "index"), [(0, 0), (3, 3), (3, -1)])
def test_no_proof_is_made_for_a_leaf_outside_the_tree(size: int, index: int) -> None:
    with pytest.raises(NotInTreeError) as refused:
        inclusion_proof(hashes(size), index)

    assert (refused.value.place, refused.value.size) == (index, size)


@given(new_size=st.integers(0, 130), data=st.data())
def test_every_earlier_tree_can_be_proved_to_be_the_beginning(new_size: int, data: st.DataObject) -> None:
    old_size = data.draw(st.integers(0, new_size))
    leaves = hashes(new_size)

    assert verify_consistency(
        old_size=old_size,
        old_root=tree_root(leaves[:old_size]),
        new_size=new_size,
        new_root=tree_root(leaves),
        proof=consistency_proof(leaves, old_size),
    )


@given(new_size=st.integers(1, 130), data=st.data())
def test_a_rewritten_history_cannot_be_proved(new_size: int, data: st.DataObject) -> None:
    old_size = data.draw(st.integers(1, new_size))
    leaves = hashes(new_size)
    rewritten = list(leaves)
    rewritten[data.draw(st.integers(0, old_size - 1))] = leaf_hash(b"rewritten")

    assert not verify_consistency(
        old_size=old_size,
        old_root=tree_root(leaves[:old_size]),
        new_size=new_size,
        new_root=tree_root(rewritten),
        proof=consistency_proof(rewritten, old_size),
    )


@given(new_size=st.integers(2, 130), data=st.data())
def test_a_spoiled_consistency_proof_proves_nothing(new_size: int, data: st.DataObject) -> None:
    old_size = data.draw(st.integers(1, new_size - 1))
    leaves = hashes(new_size)
    proof = consistency_proof(leaves, old_size)
    place = data.draw(st.integers(0, len(proof) - 1))
    spoiled = [
        [*proof[:place], leaf_hash(b"foreign"), *proof[place + 1 :]],
        [*proof[:place], *proof[place + 1 :]],
        [*proof, leaf_hash(b"foreign")],
        [],
    ]

    assert [
        verify_consistency(
            old_size=old_size,
            old_root=tree_root(leaves[:old_size]),
            new_size=new_size,
            new_root=tree_root(leaves),
            proof=steps,
        )
        for steps in spoiled
    ] == [False] * len(spoiled)


@given(new_size=st.integers(2, 130), data=st.data())
def test_a_consistency_proof_does_not_fit_a_taller_tree(new_size: int, data: st.DataObject) -> None:
    old_size = data.draw(st.integers(1, new_size - 1))
    leaves = hashes(new_size)

    assert not verify_consistency(
        old_size=old_size,
        old_root=tree_root(leaves[:old_size]),
        new_size=4 * new_size,
        new_root=tree_root(leaves),
        proof=consistency_proof(leaves, old_size),
    )


@pytest.mark.parametrize(
    ("old_size", "new_size", "old_root", "proof", "expected"),
    [
        (0, 3, EMPTY_ROOT, [], True),
        (0, 0, EMPTY_ROOT, [], True),
        (0, 3, tree_root(hashes(3)), [], False),
        (0, 3, EMPTY_ROOT, [EMPTY_ROOT], False),
        (3, 3, tree_root(hashes(3)), [], True),
        (3, 3, tree_root(hashes(3)), [EMPTY_ROOT], False),
        (3, 3, tree_root(hashes(2)), [], False),
        (4, 3, tree_root(hashes(3)), [], False),
        (-1, 3, tree_root(hashes(3)), [], False),
    ],
)
def test_consistency_at_the_edges(
    old_size: int, new_size: int, old_root: bytes, proof: list[bytes], *, expected: bool
) -> None:
    assert expected is verify_consistency(
        old_size=old_size,
        old_root=old_root,
        new_size=new_size,
        new_root=tree_root(hashes(new_size)),
        proof=proof,
    )


@pytest.mark.parametrize("old_size", [-1, 4])
def test_no_proof_is_made_from_a_tree_larger_than_the_tree(old_size: int) -> None:
    with pytest.raises(NotInTreeError):
        consistency_proof(hashes(3), old_size)


def test_a_leaf_is_never_taken_for_a_node() -> None:
    left, right = hashes(2)

    assert node_hash(left, right) != leaf_hash(left + right)


def test_canonical_json_has_one_spelling() -> None:
    value: Json = {
        "b": [1, -2, None, True],
        "a": {"é": 'quote " slash / line\n', "\U0001f600": ("x",), "": ""},
        "B": 2**63 - 1,
    }

    assert canonical_json(value).decode() == (
        '{"B":9223372036854775807,"a":{"":"","é":"quote \\" slash / line\\n","😀":["x"]},"b":[1,-2,null,true]}'
    )


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (1.0, "float"),
        ([float("nan")], "float"),
        (2**63, "int"),
        (-(2**63) - 1, "int"),
        ({1: "a"}, "key of type int"),
        ({"a": {None: 1}}, "key of type NoneType"),
        ({"a": b"x"}, "bytes"),
        ({"a": {"b"}}, "set"),
        ("secret \ud800", "surrogate"),
        ({"\udfff": 1}, "surrogate"),
    ],
)
def test_what_has_no_canonical_json_is_refused_and_not_repeated(value: object, kind: str) -> None:
    with pytest.raises(NotCanonicalError, match=kind) as refused:
        canonical_json(value)  # type: ignore[arg-type]  # the very thing that must be refused

    assert ("secret" in str(refused.value), kind in refused.value.kind) == (False, True)


def test_a_commitment_holds_to_value_and_salt() -> None:
    assert commitment(SALT, b"value") == sha256(SALT + b"value").hexdigest()


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_salt_has_one_size(size: int) -> None:
    with pytest.raises(SaltSizeError) as refused:
        commitment(bytes(size), b"value")

    assert refused.value.size == size


def test_a_row_digest_depends_on_every_part_of_the_row() -> None:
    digests = [
        row_digest(SALT, "report", "1", values={"a": "1", "b": None}),
        row_digest(bytes(32), "report", "1", values={"a": "1", "b": None}),
        row_digest(SALT, "message", "1", values={"a": "1", "b": None}),
        row_digest(SALT, "report", "2", values={"a": "1", "b": None}),
        row_digest(SALT, "report", "1", values={"a": 1, "b": None}),
        row_digest(SALT, "report", "1", values={"a": b"1", "b": None}),
        row_digest(SALT, "report", "1", values={"a": "31", "b": None}),
        row_digest(SALT, "report", "1", values={"a": "1"}),
        row_digest(SALT, "report", "1", values={"a": "1", "b": ""}),
        row_digest(SALT, "report", "1", values={"a": None, "b": "1"}),
    ]

    assert len(set(digests)) == len(digests)


def test_a_row_digest_does_not_depend_on_the_order_of_columns_or_on_how_truth_is_kept() -> None:
    assert row_digest(SALT, "report", "1", values={"a": True, "b": "x"}) == row_digest(
        SALT, "report", "1", values={"b": "x", "a": 1}
    )


def test_the_row_digest_does_not_change_between_versions_of_the_program() -> None:
    spelled = b'{"id":"1","table":"report","values":{"a":"x","b":{"bytes":"00ff"},"c":null,"d":7}}'
    values = {"a": "x", "b": b"\x00\xff", "c": None, "d": 7}

    assert row_digest(SALT, "report", "1", values=values) == sha256(SALT + spelled).hexdigest()


def test_the_body_of_a_leaf_is_canonical() -> None:
    assert a_leaf().body().decode() == (
        '{"at":"2025-03-01T12:00:00+00:00","by":"p-é","commitments":[{"digest":"cc","name":"exhibit"}],'
        '"object_id":"r-17","rows":[{"digest":"aa","id":"17","table":"report"},'
        '{"digest":"bb","id":"3","table":"sighting"}],"version":1,"what":"report.submitted"}'
    )


def test_a_leaf_is_read_as_it_was_written() -> None:
    assert read_leaf(a_leaf().body()) == a_leaf()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        a_leaf().body() + b" ",
        a_leaf().body().replace(b'"by"', b'"be"'),
        a_leaf().body().replace(b'"version":1', b'"version":1.0'),
        a_leaf().body().replace(b'"rows":[{', b'"rows":[{"more":1,'),
        a_leaf().body().replace(b',"version":1', b""),
    ],
)
def test_bytes_that_are_not_the_body_of_a_leaf_are_refused(body: bytes) -> None:
    with pytest.raises(LeafNotReadError):
        read_leaf(body)
