"""Parts one family of near-copies into its wordings, where it has several, each copied word for word or nearly.

Two shapes of family are told apart. A star: each text strays from one wording by itself, so that two texts lie about as
far apart as both lie from the middle, added up. Islands: some texts lie much nearer to one another than that. A star is
one series; an island is a series of its own.

Texts are joined nearest first by average distance; with single distances, a chain of small steps would lead from any wording
to any other. A group stands apart from what is not joined to it yet where it is an island, and the gap is wider than
its own average distance by more than the family's texts commonly stray.
"""

import numpy as np
from numpy.typing import NDArray

from callpoint.analysis.compiled import compiled
from callpoint.rules.near_copies.alikeness import LEAST_ALIKE

ISLAND = 0.5
"""An island's average distance is at most this share of what a star with the same middle would have."""
LEAST_GAP = 0.1
"""Two or three words of fifty: what machine transcripts of one recording differ by."""
STRAYING = 1.2
"""A gap is wider than this many times the distance from a text to its nearest, for half of the family."""
APART = 2.0
"""Farther than any distance: two groups that are not to be joined any more, and a text from itself."""

Places = NDArray[np.int64]
Distances = NDArray[np.float32]


@compiled
def wordings(between: Distances) -> Places:
    """Return for each text the number of a text that stands for its wording, given all distances (0 to 1)."""
    stands = np.empty(len(between), np.int64)
    for text in range(len(between)):
        stands[text] = 0
        while between[text, stands[text]] != 0:
            stands[text] += 1
    different = np.unique(stands)
    place = np.searchsorted(different, stands)
    sizes = np.bincount(place).astype(np.float32)
    groups = join(between[different][:, different].copy(), sizes)
    return different[groups[place]]


@compiled
def join(between: Distances, sizes: Distances) -> Places:
    """
    Return for each text the number of its group, given all distances (0 to 1) and how many equal texts each stands for.

    Both arguments are used up. Time and memory grow with the square of the number of texts.
    """
    reach = _reach(between, sizes)
    inner = np.zeros(len(sizes), np.float32)
    groups = np.arange(len(sizes))
    living = np.arange(len(sizes))
    nearest = _nearest(between)
    gap = _gap(between, sizes, nearest)
    while True:
        one = _closest(between, nearest, living)
        other = nearest[one]
        distance = between[one, other]
        if distance > 1 - LEAST_ALIKE:
            return _followed(groups)
        if _is_beyond(distance, (sizes[one], inner[one], reach[one]), gap) or _is_beyond(
            distance, (sizes[other], inner[other], reach[other]), gap
        ):
            between[one, other] = between[other, one] = APART
        else:
            both = sizes[one] + sizes[other]
            inner[one] = _inner(distance, (sizes[one], sizes[other]), (inner[one], inner[other]))
            reach[one] = (sizes[one] * reach[one] + sizes[other] * reach[other]) / both
            living = living[living != other]
            _merge(between, living, (one, other, np.float32(sizes[one] / both)))
            sizes[one] = both
            groups[other] = one
        _look_again(between, (nearest, living), (one, other))


@compiled
def _reach(between: Distances, sizes: Distances) -> Distances:
    """Return how far each text lies from the middle of the star that fits the distances best (least squares)."""
    count = np.sum(sizes)
    sums = np.zeros(len(sizes), np.float32)
    for text in range(len(sizes)):
        between[text, text] = 0
        sums[text] = np.sum(between[text] * sizes)
    middle = np.sum(sums * sizes) / max(2 * (count - 1), 1)
    reach: Distances = ((sums - middle) / max(count - 2, 1)).astype(np.float32)
    return reach


@compiled
def _nearest(between: Distances) -> Places:
    nearest = np.empty(len(between), np.int64)
    for text in range(len(between)):
        between[text, text] = APART
        nearest[text] = np.argmin(between[text])
    return nearest


@compiled
def _gap(between: Distances, sizes: Distances, nearest: Places) -> float:
    strays = np.zeros(len(sizes), np.float32)
    for text in range(len(sizes)):
        if sizes[text] <= 1:
            strays[text] = between[text, nearest[text]]
    return float(max(LEAST_GAP, STRAYING * float(np.median(strays))))


@compiled
def _closest(between: Distances, nearest: Places, living: Places) -> int:
    best = living[0]
    for text in living:
        if between[text, nearest[text]] < between[best, nearest[best]]:
            best = text
    return int(best)


@compiled
def _is_beyond(distance: float, group: tuple[float, float, float], gap: float) -> bool:
    """Say whether something at this distance is beyond the shore of a group, given its size, inner distance and reach."""
    size, inner, reach = group
    return size > 1 and inner <= ISLAND * 2 * reach and distance > inner + gap


@compiled
def _inner(distance: float, sizes: tuple[float, float], inners: tuple[float, float]) -> float:
    """Return the average distance within two groups together."""
    one, other = sizes
    pairs = (one * (one - 1) * inners[0] + other * (other - 1) * inners[1]) / 2 + one * other * distance
    return pairs / ((one + other) * (one + other - 1) / 2)


@compiled
def _merge(between: Distances, living: Places, pair: tuple[int, int, np.float32]) -> None:
    """Let the first of the pair stand for both; it makes up the given share of them."""
    one, other, share = pair
    for third in living:
        near, far = between[one, third], between[other, third]
        averaged = far + share * (near - far)
        if near >= APART or far >= APART:
            averaged = np.float32(APART)
        between[one, third] = between[third, one] = averaged


@compiled
def _look_again(between: Distances, places: tuple[Places, Places], pair: tuple[int, int]) -> None:
    """Find the nearest anew wherever it may have changed; an average is never nearer than the nearer of the two."""
    nearest, living = places
    one, other = pair
    for text in living:
        if text in (one, other) or nearest[text] in (one, other):
            best = text
            for third in living:
                if between[text, third] < between[text, best]:
                    best = third
            nearest[text] = best


@compiled
def _followed(groups: Places) -> Places:
    """Return the last group of each text, where each text names what it was joined to, or itself."""
    for text in range(len(groups)):
        last = text
        while groups[last] != last:
            last = groups[last]
        groups[text] = last
    return groups
