"""Splits families into series: each family alone, first by signatures, then by all words where that shows islands."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from callpoint.analysis.compiled import compiled
from callpoint.analysis.near_copies.comparing import distances, pairs_of
from callpoint.analysis.near_copies.families import shared
from callpoint.analysis.near_copies.joining import join, wordings
from callpoint.analysis.near_copies.signing import AT_ONCE, Bytes, Key, Numbers
from callpoint.rules.near_copies.alikeness import LEAST_ALIKE

SMALLEST = 4
"""Three texts always fit a star, so that there is nothing to tell apart."""
BY_WORDS = 32
"""Families up to this many texts are split by all words at once: signatures stray, and under some keys they hide a
wording that differs by few words. In greater families more texts tell it, and all their words would take half of the time."""
WHOLE = 256
"""Families up to this many texts are compared each with each; of greater ones the commonest wordings, and so on."""
ROUNDS = 4
"""How often the commonest wordings of a great family are taken; what is left then follows the nearest of them."""

Places = NDArray[np.int32]
Starts = NDArray[np.int64]
Distances = NDArray[np.float32]


def split_families(texts: Sequence[str], signing: tuple[Bytes, Key], families: Places) -> Places:
    """Return for each text a text of its series that stands for it, given the same for its family."""
    signed, key = signing
    series = families.copy()
    members = np.argsort(families, kind="stable").astype(np.int64)
    ends = np.flatnonzero(np.diff(families[members], append=-1)) + 1
    sizes = np.diff(ends, prepend=0)
    bounds = np.stack((ends - sizes, ends))
    fit = np.flatnonzero((sizes >= SMALLEST) & (sizes <= WHOLE))
    several = fit[(sizes[fit] <= BY_WORDS) | _hold_several(signed, members, bounds[:, fit])]
    for some in _portions(several, sizes):
        rows = np.concatenate([members[bounds[0, one] : bounds[1, one]] for one in some])
        starts = np.cumsum(np.append(0, sizes[some]))
        _split_each(pairs_of([texts[row] for row in rows], key), (rows, starts), series)
    for one in np.flatnonzero(sizes > WHOLE):
        rows = members[bounds[0, one] : bounds[1, one]]
        series[rows] = _split_great(texts, rows, signing)
    return series


def _portions(chosen: Starts, sizes: Starts) -> list[Starts]:
    """Cut a list of families into parts of about `AT_ONCE` texts."""
    if not len(chosen):
        return []
    portion = np.cumsum(sizes[chosen]) // AT_ONCE
    return np.split(chosen, np.flatnonzero(np.diff(portion)) + 1)


@compiled
def _hold_several(signed: Bytes, members: Starts, bounds: Starts) -> NDArray[np.bool_]:
    """Say of each family whether its signatures make more than one group."""
    several = np.zeros(bounds.shape[1], np.bool_)
    for family in range(bounds.shape[1]):
        rows = members[bounds[0, family] : bounds[1, family]]
        groups = wordings(_by_signature(signed, rows))
        several[family] = np.any(groups != groups[0])
    return several


@compiled
def _by_signature(signed: Bytes, rows: Starts) -> Distances:
    between = np.zeros((len(rows), len(rows)), np.float32)
    for one in range(len(rows)):
        for other in range(one):
            between[one, other] = between[other, one] = 1 - shared(signed, rows[one], rows[other])
    return between


@compiled
def _split_each(pairs: tuple[Numbers, Starts], chosen: tuple[Starts, Starts], series: Places) -> None:
    rows, starts = chosen
    for family in range(len(starts) - 1):
        texts = np.arange(starts[family], starts[family + 1])
        groups = wordings(distances(pairs[0], pairs[1], texts))
        for place in range(len(texts)):
            series[rows[texts[place]]] = rows[texts[groups[place]]]


def _split_great(texts: Sequence[str], rows: Starts, signing: tuple[Bytes, Key]) -> Starts:
    """Split a family that is too great to compare each with each: its commonest wordings, then what they left."""
    signed, key = signing
    _, firsts, wording, counts = np.unique(
        signed[rows], axis=0, return_index=True, return_inverse=True, return_counts=True
    )
    firsts = rows[firsts]
    left = np.argsort(-counts, kind="stable")
    heads = np.full(len(firsts), -1, np.int64)
    for turn in range(ROUNDS):
        core, left = left[:WHOLE], left[WHOLE:]
        pairs, ends = pairs_of([texts[row] for row in firsts[core]], key)
        groups = join(distances(pairs, ends, np.arange(len(core))), counts[core].astype(np.float32))
        heads[core] = core[groups]
        least = 0.0 if turn == ROUNDS - 1 else LEAST_ALIKE
        nearest = _nearest_of(signed, (firsts[core], firsts[left]), least)
        heads[left[nearest >= 0]] = heads[core[nearest[nearest >= 0]]]
        left = left[nearest < 0]
        if not len(left):
            break
    return firsts[heads[wording.reshape(-1)]]


@compiled
def _nearest_of(signed: Bytes, both: tuple[Starts, Starts], least: float) -> Starts:
    """Return for each row the place of the core text most alike to it, or -1 where none is alike enough."""
    core, rows = both
    nearest = np.full(len(rows), -1, np.int64)
    for place in range(len(rows)):
        best = least
        for other in range(len(core)):
            found = shared(signed, rows[place], core[other])
            if found >= best:
                best, nearest[place] = found, other
    return nearest
