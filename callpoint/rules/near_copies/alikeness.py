"""How alike two signatures are, when they count as near-copies, and the bands under which they are found.

Bands: the 256 slots lie in 64 groups of four; the first filled slot of a group stands for it, and a group where all four
are empty borrows from another, each group in an order of its own (densification, Shrivastava 2017). Four groups make a
band, sixteen bands a text. Two texts that share half of their pairs of words share a band in two cases of three, at 0.7
in 99 of 100. What shares a band is only a candidate: without verification, chains of candidates run through a
million texts.
"""

from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from callpoint.rules.near_copies.signing import SLOTS

BANDS, ROWS = 16, 4
GROUPS = BANDS * ROWS
PARTS = SLOTS // GROUPS
LEAST_ALIKE = 0.4
"""Shared share of all pairs of words. Two copies with one word in eight changed in each still share 0.43 of theirs."""
MIXED = 0xFF51AFD7ED558CCD


def alike(a: bytes, b: bytes) -> float:
    """Estimate the share of pairs of words that two texts have in common, of all that either has; 0 to 1."""
    if not a or not b:
        return 0.0
    mine, theirs = np.frombuffer(a, np.uint8), np.frombuffer(b, np.uint8)
    filled = np.count_nonzero(mine | theirs)
    return np.count_nonzero((mine == theirs) & (mine != 0)) / filled


def is_near_copy(a: bytes, b: bytes) -> bool:
    """Say whether two signatures are those of near-copies."""
    return alike(a, b) >= LEAST_ALIKE


def bands(signed: bytes) -> tuple[bytes, ...]:
    """Return the sixteen bands of a signature, eight bytes each; none for an empty signature. Near-copies share one."""
    if not signed:
        return ()
    parts = np.frombuffer(signed, np.uint8).reshape(GROUPS, PARTS)
    filled = parts != 0
    first = filled.argmax(axis=1)
    stands = parts[np.arange(GROUPS), first]
    order = borrowing()
    source = order[np.arange(GROUPS), filled.any(axis=1)[order].argmax(axis=1)]
    values = source.astype(np.uint64) << np.uint64(8) | stands[source]
    rows = values.reshape(BANDS, ROWS) << np.array([0, 16, 32, 48], np.uint64)
    keys = np.bitwise_or.reduce(rows, axis=1) + np.arange(BANDS, dtype=np.uint64) * np.uint64(MIXED)
    keys *= np.uint64(MIXED)
    keys ^= keys >> np.uint64(32)
    return tuple(key.tobytes() for key in keys.astype(">u8"))


@cache
def borrowing() -> NDArray[np.uint8]:
    """Return for each group the order in which it looks for a filled one: itself first, then all others, shuffled."""
    order = np.empty((GROUPS, GROUPS), np.uint8)
    for group in range(GROUPS):
        others = [other for other in range(GROUPS) if other != group]
        others.sort(key=lambda other: blake2b(bytes((group, other)), digest_size=8).digest())
        order[group] = [group, *others]
    return order
