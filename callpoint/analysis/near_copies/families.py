"""Families: texts that hang together by verified near-copies, found through bands without making all pairs.

Each band is one pass over the texts with a table of buckets. A text is compared with at most `MOST_TRIED` earlier texts of
its bucket, and only with those not yet of its family; so a bucket of a hundred thousand texts costs as much as as many
small ones.
"""

import numpy as np
from numpy.typing import NDArray

from callpoint.analysis.compiled import compiled
from callpoint.rules.near_copies.alikeness import LEAST_ALIKE
from callpoint.rules.near_copies.signing import SLOTS

MOST_TRIED = 8
HALF = SLOTS // 2

Bytes = NDArray[np.uint8]
Places = NDArray[np.int32]
Numbers = NDArray[np.uint64]


def families(signed: Bytes, bands: Numbers) -> Places:
    """Return for each row the least row of its family; a row without slots is a family of its own."""
    parents = np.arange(len(signed), dtype=np.int32)
    size = 1 << max(4, (2 * len(signed)).bit_length())
    buckets = np.empty(size, np.int32)
    before = np.empty(len(signed), np.int32)
    for keys in bands:
        buckets[:] = -1
        _join_band((signed, keys), (buckets, before), parents)
    return _roots(parents)


@compiled
def shared(signed: Bytes, one: int, other: int) -> float:
    """Return how alike two rows are, as `callpoint.rules.near_copies.alike`; 0 where both are empty."""
    equal, empty = 0, 0
    for half in range(0, SLOTS, HALF):
        # One byte holds the count of a half, so that the compiler counts 32 slots at a time.
        equal_here, empty_here = np.uint8(0), np.uint8(0)
        for slot in range(half, half + HALF):
            mine, theirs = signed[one, slot], signed[other, slot]
            equal_here = np.uint8(equal_here + np.uint8(mine == theirs))
            empty_here = np.uint8(empty_here + np.uint8((mine | theirs) == 0))
        equal += int(equal_here)
        empty += int(empty_here)
    return (equal - empty) / max(SLOTS - empty, 1)


@compiled
def _root(parents: Places, text: int) -> int:
    while parents[text] != text:
        parents[text] = parents[parents[text]]
        text = parents[text]
    return text


@compiled
def _join(parents: Places, one: int, other: int) -> None:
    one, other = _root(parents, one), _root(parents, other)
    parents[max(one, other)] = min(one, other)


@compiled
def _bucket(keys: Numbers, buckets: Places, text: int) -> int:
    """Return the place in the table where texts with this key are, or the free place where they would be."""
    mask = np.uint64(len(buckets) - 1)
    place = keys[text] & mask
    while buckets[place] >= 0 and keys[buckets[place]] != keys[text]:
        place = (place + np.uint64(1)) & mask
    return int(place)


@compiled
def _join_band(rows: tuple[Bytes, Numbers], tables: tuple[Places, Places], parents: Places) -> None:
    signed, keys = rows
    buckets, before = tables
    for text in range(len(keys)):
        if not keys[text]:
            continue
        place = _bucket(keys, buckets, text)
        earlier = buckets[place]
        before[text], buckets[place] = earlier, text
        tried = 0
        while earlier >= 0 and tried < MOST_TRIED:
            if _root(parents, earlier) == _root(parents, text):
                break
            if shared(signed, text, earlier) >= LEAST_ALIKE:
                _join(parents, text, earlier)
                break
            earlier = before[earlier]
            tried += 1


@compiled
def _roots(parents: Places) -> Places:
    roots = np.empty_like(parents)
    for text in range(len(parents)):
        roots[text] = _root(parents, text)
    return roots
