"""The inner loops of the batch engine for series, compiled: each does on arrays what the rule says on plain numbers.

Reports and values are numbers from 0 on. `Rows` are two compressed lists of the same pairs: the values of report r are
`of_report[starts[r]:starts[r + 1]]`, the reports of value v in order of rank likewise. Reports are numbered by rank.
"""

from typing import TypeAlias

import numpy as np
from numba import prange
from numpy.typing import NDArray

from callpoint.analysis.compiled import compiled, compiled_for_all_cores
from callpoint.rules.linking import hubs

Integers = NDArray[np.int32]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Rows: TypeAlias = tuple[Integers, Integers, Integers, Integers]

SAMPLE, LEANING = hubs.SAMPLE, hubs.LEANING
agreement = compiled(hubs.agreement)


@compiled
def first(parent: Integers, member: int) -> int:
    """Return the smallest member of the set that this one is in."""
    while parent[member] != member:
        parent[member] = parent[parent[member]]
        member = parent[member]
    return member


@compiled
def join(parent: Integers, one: int, other: int) -> bool:
    """Make one set of two; False where it was one already."""
    one, other = first(parent, one), first(parent, other)
    if one == other:
        return False
    if one < other:
        parent[other] = one
    else:
        parent[one] = other
    return True


@compiled
def without_repeats(starts: Integers, values: Integers) -> int:
    """Drop repeated values of a report in place, moving the rest up; return how many rows are left."""
    to = 0
    begin = 0
    for report in range(len(starts) - 1):
        end = starts[report + 1]
        mine = to
        for row in range(begin, end):
            value = values[row]
            seen = False
            for earlier in range(mine, to):
                if values[earlier] == value:
                    seen = True
                    break
            if not seen:
                values[to] = value
                to += 1
        begin = end
        starts[report + 1] = to
    return to


@compiled_for_all_cores
def keep_shared(starts: Integers, values: Integers, number: Integers, parts: int) -> int:
    """Keep the rows whose value has a new number (0 or more), with `starts` renumbered in place; return how many are left.

    Each core moves up the rows of a part of the reports; then the parts are moved up behind one another.
    """
    many = len(starts) - 1
    begins = np.array([starts[many * part // parts] for part in range(parts)])
    ends = begins.copy()
    for part in prange(parts):
        begin = to = begins[part]
        for report in range(many * part // parts, many * (part + 1) // parts):
            end = starts[report + 1]
            for row in range(begin, end):
                new = number[values[row]]
                if new >= 0:
                    values[to] = new
                    to += 1
            begin = end
            starts[report + 1] = to
        ends[part] = to
    left = 0
    for part in range(parts):
        for report in range(many * part // parts, many * (part + 1) // parts):
            starts[report + 1] -= begins[part] - left
        for row in range(begins[part], ends[part]):
            values[left] = values[row]
            left += 1
    return left


@compiled_for_all_cores
def counts_by_part(starts: Integers, values: Integers, size: int, parts: int) -> Integers:
    """Return how many rows of each part of the reports name each value below `size`."""
    many = len(starts) - 1
    counts = np.zeros((parts, size), np.int32)
    for part in prange(parts):
        mine = counts[part]
        for row in range(starts[many * part // parts], starts[many * (part + 1) // parts]):
            mine[values[row]] += 1
    return counts


@compiled_for_all_cores
def turned(starts: Integers, values: Integers, value_starts: Integers, counts: Integers) -> Integers:
    """Return the reports of each value, in order of rank, given how many of each part of the reports name it."""
    parts, many = len(counts), len(starts) - 1
    at = np.empty_like(counts)
    for part in range(parts):
        at[part] = value_starts[:-1] if part == 0 else at[part - 1] + counts[part - 1]
    reports = np.empty(len(values), np.int32)
    for part in prange(parts):
        mine = at[part]
        for report in range(many * part // parts, many * (part + 1) // parts):
            for row in range(starts[report], starts[report + 1]):
                reports[mine[values[row]]] = report
                mine[values[row]] += 1
    return reports


@compiled
def put_in_order(numbers):
    """Sort in place; most lists are short."""
    if len(numbers) > 40:
        numbers.sort()
        return
    for place in range(1, len(numbers)):
        number = numbers[place]
        before = place - 1
        while before >= 0 and numbers[before] > number:
            numbers[before + 1] = numbers[before]
            before -= 1
        numbers[before + 1] = number


@compiled
def join_values(rows, chosen, group):
    """Return a set for each report that stands alone in `group` (-1), joined through the chosen values; others are alone."""
    value_starts, reports = rows[2], rows[3]
    parent = np.arange(len(group), dtype=np.int32)
    for value in range(len(chosen)):
        if not chosen[value]:
            continue
        one = np.int32(-1)
        for row in range(value_starts[value], value_starts[value + 1]):
            report = reports[row]
            if group[report] >= 0:
                continue
            if one < 0:
                one = report
            else:
                join(parent, one, report)
    for report in range(len(parent)):
        parent[report] = first(parent, np.int32(report))
    return parent


@compiled
def settle_value(names, rarity):
    """Return the group that reports of these sorted groups lean to, and the evidence for it."""
    best, evidence, begin = np.int32(-1), 0.0, 0
    for row in range(1, len(names) + 1):
        if row < len(names) and names[row] == names[begin]:
            continue
        inside = row - begin
        mine = agreement(inside, len(names) - inside, rarity[names[begin]])
        if best < 0 or mine > evidence:
            best, evidence = names[begin], mine
        begin = row
    return best, evidence


@compiled_for_all_cores
def settle(rows, chosen, group, rarity, leans, evidence):
    """Write for each chosen value the group its reports lean to (-1: none yet), and the evidence for it."""
    value_starts, reports = rows[2], rows[3]
    values = len(chosen)
    parts = 64
    for part in prange(parts):
        names = np.empty(SAMPLE, np.int32)
        for value in range(values * part // parts, values * (part + 1) // parts):
            if not chosen[value]:
                continue
            count = 0
            begin = value_starts[value]
            for row in range(begin, min(value_starts[value + 1], begin + SAMPLE)):
                if group[reports[row]] >= 0:
                    names[count] = group[reports[row]]
                    count += 1
            if count > 0:
                put_in_order(names[:count])
                leans[value], evidence[value] = settle_value(names[:count], rarity)


@compiled
def lean(rows, leans, evidence, group, asked):
    """Take each report of `asked` that stands alone to the group its surest value leans to; return those that moved."""
    starts, values = rows[0], rows[1]
    moved = np.empty(len(asked), np.int32)
    to = np.empty(len(asked), np.int32)
    count = 0
    for report in asked:
        best, surest = np.int32(-1), LEANING
        for row in range(starts[report], starts[report + 1]):
            led, mine = leans[values[row]], evidence[values[row]]
            if led >= 0 and (mine > surest or (mine == surest and (best < 0 or led < best))):
                best, surest = led, mine
        if best >= 0:
            moved[count], to[count] = report, best
            count += 1
    for place in range(count):
        group[moved[place]] = to[place]
    return moved[:count]


@compiled
def values_of(rows, named, joins):
    """Mark the values that these reports name and that do not join."""
    marked = np.zeros(len(joins), np.bool_)
    for report in named:
        for row in range(rows[0][report], rows[0][report + 1]):
            marked[rows[1][row]] = not joins[rows[1][row]]
    return marked


@compiled_for_all_cores
def alone_among(rows, marked, group):
    """Return the reports that stand alone and name a marked value, each once, in order."""
    asked = np.zeros(len(group), np.bool_)
    # Several cores may write to one place, and then write the same.
    for value in prange(len(marked)):
        if marked[value]:
            for row in range(rows[2][value], rows[2][value + 1]):
                asked[rows[3][row]] = group[rows[3][row]] < 0
    return np.flatnonzero(asked)


@compiled
def first_alone(rows, chosen, group):
    """Return (report, value) for each chosen value: the first of its reports that stands alone, -1 where none does."""
    found = np.full((len(chosen), 2), -1, np.int32)
    for place in range(len(chosen)):
        value = chosen[place]
        found[place, 1] = value
        for row in range(rows[2][value], rows[2][value + 1]):
            if group[rows[3][row]] < 0:
                found[place, 0] = rows[3][row]
                break
    return found


@compiled_for_all_cores
def cores_of(sets):
    """Return the set of each report, -1 for those that are alone in theirs."""
    size = counts_of(sets, len(sets))
    core = np.empty(len(sets), np.int32)
    for report in prange(len(sets)):
        core[report] = sets[report] if size[sets[report]] > 1 else np.int32(-1)
    return core


@compiled_for_all_cores
def follow(group, sets, core):
    """Take each report that stands alone in `group` to the core that its set goes to, or else let its set be one."""
    alone = cores_of(sets)
    for report in prange(len(group)):
        if group[report] < 0:
            to = core[sets[report]]
            group[report] = to if to >= 0 else alone[report]


@compiled
def named(group, rest):
    """Name the group of each report, or else its set in `rest`, by the smallest report in it."""
    smallest = np.full(len(group), np.int32(-1))
    names = np.empty(len(group), np.int32)
    for report in range(len(group)):
        mine = group[report] if group[report] >= 0 else rest[report]
        if smallest[mine] < 0:
            smallest[mine] = report
        names[report] = smallest[mine]
    return names


@compiled
def counts_of(numbers, size):
    """Return how often each number from 0 to below `size` comes."""
    counts = np.zeros(size, np.int32)
    for number in numbers:
        counts[number] += 1
    return counts


@compiled
def power_below(number):
    """Return the power of two at or below a number that is at least 1, as `hubs.coarse` does."""
    power = 1.0
    while power * 2.0 <= number:
        power *= 2.0
    return power


@compiled
def rarity_of(group):
    """Return for each group how many times larger all groups together are, roughly; 1 where there is no such group."""
    size = np.zeros(len(group), np.int32)
    whole = 0
    for name in group:
        if name >= 0:
            size[name] += 1
            whole += 1
    rarity = np.ones(len(group), np.float64)
    for name in range(len(group)):
        if size[name] > 0:
            rarity[name] = power_below(whole) / power_below(size[name])
    return rarity


@compiled
def starts_of(reports, size):
    """Return where the rows of each report begin, and where the last ones end."""
    starts = np.zeros(size + 1, np.int32)
    for report in reports:
        starts[report + 1] += 1
    for report in range(size):
        starts[report + 1] += starts[report]
    return starts
