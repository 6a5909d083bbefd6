"""The compiled loops that look at each value: what its reports name besides, and whether that is more than chance.

They go over rows as those of `series_kernels.py` do, which puts reports together by what is found here.
"""

import numpy as np
from numba import prange

from callpoint.analysis.compiled import compiled, compiled_for_all_cores
from callpoint.analysis.series_kernels import join, put_in_order
from callpoint.rules.linking import hubs

HOLDS, HINTS = np.int8(1), np.int8(2)
PIECES = 64

SAMPLE, FEWEST = hubs.SAMPLE, hubs.FEWEST
COMPANION_SHARE, RARE_ENOUGH = hubs.COMPANION_SHARE, hubs.RARE_ENOUGH
ENOUGH, ENOUGH_AGAIN, ENOUGH_TO_HINT = hubs.ENOUGH, hubs.ENOUGH_AGAIN, hubs.ENOUGH_TO_HINT
FREQUENT = hubs.FREQUENT
surprise = compiled(hubs.surprise)


@compiled_for_all_cores
def seen_by(rows, parts):
    """Return for each part of the reports and each value how many reports of the part name it, and what these name besides.

    The lowest byte counts reports, `SAMPLE` at most, the others what they name: one place to look at, not two.
    """
    starts, values, value_starts, _ = rows
    reports = len(starts) - 1
    seen = np.zeros((parts, len(value_starts) - 1), np.int64)
    for part in prange(parts):
        mine = seen[part]
        for report in range(reports * part // parts, reports * (part + 1) // parts):
            others = np.int64(starts[report + 1] - starts[report] - 1) << 8
            for row in range(starts[report], starts[report + 1]):
                if mine[values[row]] & 255 < SAMPLE:
                    mine[values[row]] += others + 1
    return seen


@compiled
def begins_of(rows, seen):
    """Return where what the sample of each value names besides begins in one list of all, and where the last one's ends.

    Values that too few reports name to be looked at have no part in it.
    """
    starts, _, value_starts, reports = rows
    begins = np.zeros(len(value_starts), np.int64)
    for value in range(len(value_starts) - 1):
        begin, end = value_starts[value], value_starts[value + 1]
        size = np.int64(0)
        if end - begin > SAMPLE:
            for row in range(begin, begin + SAMPLE):
                size += starts[reports[row] + 1] - starts[reports[row]] - 1
        elif end - begin >= FEWEST:
            for part in range(len(seen)):
                size += seen[part, value] >> 8
        begins[value + 1] = begins[value] + size
    return begins


@compiled_for_all_cores
def gather(rows, seen, begins, since, until):
    """Return (other value, place in the sample) of all that the samples of some values name besides, each at its place.

    Reports are gone through in their order, and what they name is written to each value's part: a program waits for what it
    reads here and there, not for what it writes. Each core takes a part of the reports, and writes behind the one before.
    """
    parts, reports = len(seen), len(rows[0]) - 1
    found = np.empty(begins[until] - begins[since], np.int64)
    at = places_of(rows[2], seen, begins, since, until)
    for part in prange(parts):
        besides(rows, range(reports * part // parts, reports * (part + 1) // parts), (since, at[part]), found)
    for value in prange(since, until):
        if rows[2][value + 1] - rows[2][value] > SAMPLE:
            besides_many(rows, value, begins[value] - begins[since], found)
    return found


@compiled
def places_of(value_starts, seen, begins, since, until):
    """Return where each part of the reports writes for each value; `SAMPLE` where too few or too many reports name it."""
    at = np.full((len(seen), until - since), np.int64(SAMPLE))
    for value in range(since, until):
        if FEWEST <= value_starts[value + 1] - value_starts[value] <= SAMPLE:
            next_one = (begins[value] - begins[since]) << 8
            for part in range(len(seen)):
                at[part, value - since] = next_one
                next_one += seen[part, value]
    return at


@compiled
def besides(rows, reports, chosen, found):
    """Write what some reports name besides each value, for the values from `since` on that have a place to write to."""
    starts, values = rows[0], rows[1]
    since, at = chosen
    for report in reports:
        begin, end = starts[report], starts[report + 1]
        for row in range(begin, end):
            value = values[row] - since
            if value < 0 or value >= len(at) or at[value] & 255 == SAMPLE:
                continue
            to, place = at[value] >> 8, at[value] & 255
            at[value] += (np.int64(end - begin - 1) << 8) + 1
            for other in range(begin, end):
                if other != row:
                    found[to] = (np.int64(values[other]) << 8) | place
                    to += 1


@compiled
def besides_many(rows, value, to, found):
    """Write what the sample of a value names besides that more reports name than a sample holds."""
    starts, values, value_starts, reports = rows
    for place in range(SAMPLE):
        report = reports[value_starts[value] + place]
        for row in range(starts[report], starts[report + 1]):
            if values[row] != value:
                found[to] = (np.int64(values[row]) << 8) | place
                to += 1


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


@compiled
def values_in(part, piece):
    """Return the values of one piece of a part; there are more pieces than cores, so that none waits long for another."""
    since, until = part
    return range(since + (until - since) * piece // PIECES, since + (until - since) * (piece + 1) // PIECES)


@compiled_for_all_cores
def look(rows, chances, gathered, part, looked):
    """Write of the values of a part whether they hold or hint, given what their samples name besides."""
    found, begins = gathered
    since = part[0]
    for piece in prange(PIECES):
        parent = np.empty(SAMPLE, np.int32)
        for value in values_in(part, piece):
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


@compiled_for_all_cores
def look_again(rows, chances, gathered, part, trusted, looked):
    """Let frequent values that hold do so only where others that hold bear them out; what does not only hints."""
    found, begins = gathered
    since = part[0]
    for piece in prange(PIECES):
        parent = np.empty(SAMPLE, np.int32)
        for value in values_in(part, piece):
            reports = rows[2][value + 1] - rows[2][value]
            if trusted[value] and reports >= FREQUENT:
                mine = found[begins[value] - begins[since] : begins[value + 1] - begins[since]]
                mine = trusted_of(mine, trusted)
                put_in_order(mine)
                size = min(reports, SAMPLE)
                if surprise_of(mine, size, chances, COMPANION_SHARE, -1, parent) < ENOUGH_AGAIN:
                    looked[value] = HINTS


@compiled
def trusted_of(found, trusted):
    """Move what names a trusted value to the front, in place, and return it."""
    count = 0
    for place in range(len(found)):
        if trusted[found[place] >> 8]:
            found[count] = found[place]
            count += 1
    return found[:count]
