"""The compiled loops that look at each value: what its reports name besides, and whether that is more than chance.

They go over rows as those of `series_kernels.py` do, which puts reports together by what is found here.
"""

import numpy as np
from numba import prange

from callpoint.analysis.compiled import compiled, compiled_for_all_cores
from callpoint.analysis.series_kernels import join, put_in_order
from callpoint.rules.linking import hubs

HOLDS, HINTS = np.int8(1), np.int8(2)

SAMPLE, FEWEST = hubs.SAMPLE, hubs.FEWEST
COMPANION_SHARE, RARE_ENOUGH = hubs.COMPANION_SHARE, hubs.RARE_ENOUGH
ENOUGH, ENOUGH_AGAIN, ENOUGH_TO_HINT = hubs.ENOUGH, hubs.ENOUGH_AGAIN, hubs.ENOUGH_TO_HINT
FREQUENT = hubs.FREQUENT
surprise = compiled(hubs.surprise)


@compiled
def begins_of(rows):
    """Return where what the sample of each value names besides begins in one list of all, and where the last one's ends.

    Values that too few reports name to be looked at have no part in it.
    """
    starts, values, value_starts, _ = rows
    seen = np.zeros(len(value_starts) - 1, np.int64)
    for report in range(len(starts) - 1):
        others = np.int64(starts[report + 1] - starts[report] - 1) << 8
        for row in range(starts[report], starts[report + 1]):
            # The lowest byte counts reports, the others what these name besides: one place to look at, not two.
            if seen[values[row]] & 255 < SAMPLE:
                seen[values[row]] += others + 1
    begins = np.zeros(len(seen) + 1, np.int64)
    for value in range(len(seen)):
        begins[value + 1] = begins[value]
        if seen[value] & 255 >= FEWEST:
            begins[value + 1] += seen[value] >> 8
    return begins


@compiled
def gather(rows, begins, since, until):
    """Return (other value, place in the sample) of all that the samples of some values name besides, each at its place.

    Reports are gone through in their order, and what they name is written to each value's part: a program waits for what it
    reads here and there, not for what it writes.
    """
    starts, values = rows[0], rows[1]
    found = np.empty(begins[until] - begins[since], np.int64)
    at = np.full(len(begins) - 1, np.int64(SAMPLE))
    for value in range(since, until):
        if begins[value + 1] > begins[value]:
            at[value] = (begins[value] - begins[since]) << 8
    for report in range(len(starts) - 1):
        begin, end = starts[report], starts[report + 1]
        for row in range(begin, end):
            place = at[values[row]] & 255
            if place == SAMPLE:
                continue
            to = at[values[row]] >> 8
            at[values[row]] += (np.int64(end - begin - 1) << 8) + 1
            for other in range(begin, end):
                if other != row:
                    found[to] = (np.int64(values[other]) << 8) | place
                    to += 1
    return found


@compiled
def busiest(found):
    """Return the other value that most reports of the sample name, the smallest of several; -1 where none is shared."""
    best, most, begin = np.int64(-1), 1, 0
    for row in range(1, len(found) + 1):
        if row == len(found) or found[row] >> 8 != found[begin] >> 8:
            if row - begin > most:
                best, most = found[begin] >> 8, row - begin
            begin = row
    return best


@compiled
def surprise_of(found, size, chances, share, without, parent):
    """Return how surprising the agreements of a sample are.

    `chances` has for each value how likely a report names it; no value counts that more than `share` of the sample
    names together, nor the value `without`.
    """
    for place in range(size):
        parent[place] = place
    agreeing, by_chance, begin = 0, 0.0, 0
    for row in range(1, len(found) + 1):
        if row < len(found) and found[row] >> 8 == found[begin] >> 8:
            continue
        other, count = found[begin] >> 8, row - begin
        chance = (size - 1) * chances[other]
        if other != without and chance <= RARE_ENOUGH and (count == 1 or count <= share * size):
            by_chance += count * chance / 2
            for again in range(begin + 1, row):
                agreeing += join(parent, np.int32(found[begin] & 255), np.int32(found[again] & 255))
        begin = row
    return surprise(agreeing, by_chance)


@compiled_for_all_cores
def look(rows, chances, gathered, part, looked):
    """Write of the values of a part whether they hold or hint, given what their samples name besides."""
    found, begins = gathered
    since, until = part
    pieces = 64
    for piece in prange(pieces):
        parent = np.empty(SAMPLE, np.int32)
        first_one, last_one = (
            since + (until - since) * piece // pieces,
            since + (until - since) * (piece + 1) // pieces,
        )
        for value in range(first_one, last_one):
            mine = found[begins[value] - begins[since] : begins[value + 1] - begins[since]]
            put_in_order(mine)
            witness = busiest(mine)
            if witness < 0:
                continue
            size = min(rows[2][value + 1] - rows[2][value], SAMPLE)
            if surprise_of(mine, size, chances, COMPANION_SHARE, -1, parent) >= ENOUGH:
                looked[value] = HOLDS
            elif surprise_of(mine, size, chances, 1.0, witness, parent) >= ENOUGH_TO_HINT:
                looked[value] = HINTS


@compiled
def look_again(rows, chances, gathered, part, trusted, looked):
    """Let frequent values that hold do so only where others that hold bear them out; what does not only hints."""
    found, begins = gathered
    since, until = part
    parent = np.empty(SAMPLE, np.int32)
    for value in range(since, until):
        if trusted[value] and rows[2][value + 1] - rows[2][value] >= FREQUENT:
            count = begins[value] - begins[since]
            first_one = count
            for place in range(count, begins[value + 1] - begins[since]):
                if trusted[found[place] >> 8]:
                    found[count] = found[place]
                    count += 1
            mine = found[first_one:count]
            put_in_order(mine)
            if (
                surprise_of(
                    mine,
                    min(rows[2][value + 1] - rows[2][value], SAMPLE),
                    chances,
                    COMPANION_SHARE,
                    -1,
                    parent,
                )
                < ENOUGH_AGAIN
            ):
                looked[value] = HINTS
