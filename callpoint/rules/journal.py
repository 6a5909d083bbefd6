"""The journal's mathematics: canonical leaves, salted digests, and the Merkle tree of RFC 6962.

ValueError
├── NotCanonicalError  a value that has no canonical JSON
├── SaltSizeError      a salt that is not 32 bytes long
├── LeafNotReadError   bytes that are not the body of a leaf
└── NotInTreeError     a proof asked about a place outside the tree
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

SALT_SIZE = 32
LEAF_PREFIX, NODE_PREFIX = b"\x00", b"\x01"
GONE = ""
"""What stands in place of a row's digest in the leaf of the action that deleted the row."""
EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves (RFC 6962, section 2.1)."""

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]


class NotCanonicalError(ValueError):
    """A value that has no canonical JSON; the error says what kind of thing it is, never the value."""

    def __init__(self, *, kind: str) -> None:
        super().__init__(
            f"Canonical JSON holds text, 64-bit whole numbers, lists and objects, but not {kind}."
        )
        self.kind = kind


class SaltSizeError(ValueError):
    """A salt that is not 32 bytes long: with salts of any size, salt and value could run into one another."""

    def __init__(self, size: int) -> None:
        super().__init__(f"A salt has {SALT_SIZE} bytes, not {size}.")
        self.size = size


class LeafNotReadError(ValueError):
    """Bytes that are not the body of a leaf."""

    def __init__(self) -> None:
        super().__init__("These bytes are not the canonical body of a journal leaf.")


class NotInTreeError(ValueError):
    """A proof asked about a place outside the tree."""

    def __init__(self, place: int, size: int) -> None:
        super().__init__(f"A tree of {size} leaves has no place {place}.")
        self.place = place
        self.size = size


@dataclass(frozen=True)
class RowDigest:
    """The salted digest of one row that an action wrote."""

    table: str
    id: str
    digest: str


@dataclass(frozen=True)
class Commitment:
    """A salted digest of one named value, such as an exhibit's hash."""

    name: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """What the journal keeps of one action: no name, no text, only pseudonyms, times and salted digests."""

    what: str
    object_id: str
    by: str
    at: str
    rows: tuple[RowDigest, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    version: int = 1

    def body(self) -> bytes:
        """Return the canonical JSON that `leaf_hash` is taken of."""
        return canonical_json(asdict(self))


def read_leaf(body: bytes) -> Leaf:
    """Return the leaf whose body these bytes are, to the last byte; raises LeafNotReadError."""
    try:
        values = json.loads(body)
        rows = tuple(RowDigest(**row) for row in values.pop("rows"))
        commitments = tuple(Commitment(**entry) for entry in values.pop("commitments"))
        leaf = Leaf(**values, rows=rows, commitments=commitments)
        same = leaf.body() == body
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise LeafNotReadError from error
    if not same:
        raise LeafNotReadError
    return leaf


def canonical_json(value: Json) -> bytes:
    """Return the one spelling of a value: keys in code point order, no spaces, UTF-8, nothing escaped needlessly.

    Raises NotCanonicalError for a float, a whole number beyond 64 bits, a key that is not text, or text that has no
    UTF-8 form (half of a surrogate pair).
    """
    _check_canonical(value)
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        # The codec's error holds the whole text, which must not travel on to a log.
        raise NotCanonicalError(kind="text with half of a surrogate pair") from None


def _check_canonical(value: object) -> None:
    match value:
        case None | bool() | str():
            pass
        case int() if -(2**63) <= value < 2**63:
            pass
        case dict():
            _check_keys(value)
            for part in value.values():
                _check_canonical(part)
        case list() | tuple():
            for part in value:
                _check_canonical(part)
        case _:
            raise NotCanonicalError(kind=f"such a value of type {type(value).__name__}")


def _check_keys(value: dict[object, object]) -> None:
    for key in value:
        if not isinstance(key, str):
            raise NotCanonicalError(kind=f"a key of type {type(key).__name__}")


def commitment(salt: bytes, value: bytes) -> str:
    """Return SHA-256(salt ‖ value) in hexadecimal: it holds us to the value and, once the salt is erased, tells nothing.

    Raises SaltSizeError.
    """
    if len(salt) != SALT_SIZE:
        raise SaltSizeError(len(salt))
    return sha256(salt + value).hexdigest()


def row_digest(
    salt: bytes, table: str, row_id: str, *, values: Mapping[str, str | int | bytes | None]
) -> str:
    """Return the salted digest of a row as it stands: its table, its id, and every column with its value.

    A truth value counts as 0 or 1, as databases keep it; times are given as ISO text. Raises SaltSizeError.
    """
    columns = {name: _column(value) for name, value in values.items()}
    return commitment(salt, canonical_json({"table": table, "id": row_id, "values": columns}))


def _column(value: str | int | bytes | None) -> Json:
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    return int(value) if isinstance(value, bool) else value


def leaf_hash(body: bytes) -> bytes:
    """Return the hash of a leaf (RFC 6962, section 2.1)."""
    return sha256(LEAF_PREFIX + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (RFC 6962, section 2.1)."""
    return sha256(NODE_PREFIX + left + right).digest()


def tree_root(hashes: Sequence[bytes]) -> bytes:
    """Return the root over these leaf hashes, in their order (RFC 6962, section 2.1)."""
    level = list(hashes)
    while len(level) > 1:
        level = _level_above(level)
    return level[0] if level else EMPTY_ROOT


def _level_above(level: Sequence[bytes]) -> list[bytes]:
    pairs = [node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=False)]
    # A last node without a partner rises unchanged: the same tree as the RFC's split at the largest power of two.
    return [*pairs, level[-1]] if len(level) % 2 else pairs


def inclusion_proof(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from leaf `index` up to the root (RFC 6962, section 2.1.1); raises NotInTreeError."""
    if not 0 <= index < len(hashes):
        raise NotInTreeError(index, len(hashes))
    proof, level = [], list(hashes)
    while len(level) > 1:
        sibling = index ^ 1
        proof += level[sibling : sibling + 1]
        level, index = _level_above(level), index >> 1
    return proof


def verify_inclusion(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Answer whether `proof` shows the leaf hash `leaf` at `index` of the tree (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            skipped = _trailing_zeros(place)
            place, last = place >> skipped, last >> skipped
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def consistency_proof(hashes: Sequence[bytes], old_size: int) -> list[bytes]:
    """Return the hashes that show the first `old_size` leaves unchanged (RFC 6962, section 2.1.2).

    Raises NotInTreeError unless 0 <= old_size <= number of leaves; for 0 the proof is empty.
    """
    if not 0 <= old_size <= len(hashes):
        raise NotInTreeError(old_size, len(hashes))
    if old_size == 0:
        return []
    start, end, proof = 0, len(hashes), list[bytes]()
    while end != old_size:
        split = start + (1 << (end - start - 1).bit_length() - 1)
        if old_size <= split:
            proof.append(tree_root(hashes[split:end]))
            end = split
        else:
            proof.append(tree_root(hashes[start:split]))
            start = split
    if start:
        proof.append(tree_root(hashes[start:end]))
    return proof[::-1]


def verify_consistency(
    *, old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Answer whether `proof` shows the old tree to be the beginning of the new one (RFC 9162, section 2.1.4.2)."""
    if not 0 < old_size < new_size:
        same = old_root == new_root if old_size else old_root == EMPTY_ROOT
        return 0 <= old_size <= new_size and not proof and same
    # A tree of a power of two leaves is itself the first node of the proof, which therefore leaves it out.
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    if not path:
        return False
    place, last = old_size - 1, new_size - 1
    skipped = _trailing_zeros(~place)
    place, last = place >> skipped, last >> skipped
    old_found = new_found = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old_found, new_found = node_hash(sibling, old_found), node_hash(sibling, new_found)
            skipped = _trailing_zeros(place)
            place, last = place >> skipped, last >> skipped
        else:
            new_found = node_hash(new_found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and (old_found, new_found) == (old_root, new_root)


def _trailing_zeros(number: int) -> int:
    return (number & -number).bit_length() - 1
