"""Distances between texts by all their pairs of words, not by signatures: as exact as the texts allow.

Signatures of short texts stray by about 0.03 from the truth. That is enough to find copies, but not to tell two wordings
apart that differ by three words.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from callpoint.analysis.compiled import compiled
from callpoint.analysis.near_copies.signing import Bytes, Key, Numbers, hashed, joined, words_of
from callpoint.rules.near_copies.signing import FIRST, SECOND

MOST_PAIRS = 512
"""Of a longer text the pairs with the least hashes stand for all."""

Starts = NDArray[np.int64]
Distances = NDArray[np.float32]


def pairs_of(texts: Sequence[str], key: Key) -> tuple[Numbers, Starts]:
    """Return the hashed pairs of words of all texts, each text's in order and once, and where each text's begin."""
    read, starts = joined(texts)
    pairs = np.empty(len(read) // 2 + len(texts) + 1, np.uint64)
    ends = np.zeros(len(texts) + 1, np.int64)
    _pairs((read, starts), key, (pairs, ends))
    return pairs, ends


@compiled
def _pairs(read: tuple[Bytes, Starts], key: Key, made: tuple[Numbers, Starts]) -> None:
    joined_texts, starts = read
    pairs, ends = made
    masked = np.empty(np.max(np.diff(starts)) // 2 + 1, np.uint64)
    for text in range(len(starts) - 1):
        first = ends[text]
        words, whole = words_of(joined_texts[starts[text] : starts[text + 1]], masked)
        for word in range(words - 1):
            pairs[first + word] = hashed(
                masked[word] * np.uint64(FIRST) + masked[word + 1] * np.uint64(SECOND), key
            )
        if words == 1:
            pairs[first] = hashed(whole, key)
        found = pairs[first : first + max(words - 1, min(words, 1))]
        found.sort()
        kept = 0
        for place in range(len(found)):
            if kept < MOST_PAIRS and (place == 0 or found[place] != found[place - 1]):
                pairs[first + kept] = found[place]
                kept += 1
        ends[text + 1] = first + kept


@compiled
def distances(pairs: Numbers, ends: Starts, texts: NDArray[np.int64]) -> Distances:
    """Return the square of distances between some texts: the share of pairs that only one of two has."""
    between = np.zeros((len(texts), len(texts)), np.float32)
    for one in range(len(texts)):
        mine = pairs[ends[texts[one]] : ends[texts[one] + 1]]
        for other in range(one):
            theirs = pairs[ends[texts[other]] : ends[texts[other] + 1]]
            between[one, other] = between[other, one] = distance(mine, theirs)
    return between


@compiled
def distance(mine: Numbers, theirs: Numbers) -> float:
    """Return the share of pairs that only one of two sorted rows has, of the least `MOST_PAIRS` of both together."""
    here, there, both, any_of_two = 0, 0, 0, 0
    while any_of_two < MOST_PAIRS and (here < len(mine) or there < len(theirs)):
        any_of_two += 1
        if there == len(theirs) or (here < len(mine) and mine[here] < theirs[there]):
            here += 1
        elif here == len(mine) or theirs[there] < mine[here]:
            there += 1
        else:
            both += 1
            here += 1
            there += 1
    return 1 - both / max(any_of_two, 1)
