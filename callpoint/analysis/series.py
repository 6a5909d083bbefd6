"""Series among very many reports at once: the rule of `callpoint/rules/linking/series.py` on arrays.

The answer is that of the rule, report by report; `tests/analysis/test_series.py` holds the two together. The loops are
compiled (`series_looks.py`, `series_kernels.py`); here they are put in order. It needs the extra `analytics`.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from callpoint.analysis import series_kernels as kernels
from callpoint.analysis import series_looks as looks
from callpoint.analysis.compiled import parts
from callpoint.analysis.series_found import COMMON, JOINS, LEANS, SeriesFound
from callpoint.analysis.series_kernels import Flags, Floats, Integers, Rows
from callpoint.rules.linking.hubs import ALONE, LEANING, SAMPLE
from callpoint.rules.linking.series import ROUNDS

MOST_AT_ONCE = 1 << 25
"""What samples name besides that is gathered at a time, eight bytes each; sixteen for each value and part come on top."""

__all__ = ["COMMON", "JOINS", "LEANS", "SeriesFound", "find_series"]


class Look(Protocol):
    """Says of each value whether it holds, whether it hints, or neither."""

    def __call__(self, rows: Rows, *, reports: int) -> NDArray[np.int8]:
        """Look at the values that several reports name."""


def look_by_kernels(rows: Rows, *, reports: int, at_once: int = MOST_AT_ONCE) -> NDArray[np.int8]:
    """Look by the compiled loops, at so many values at once as name no more than `at_once` besides."""
    chances = _coarse(np.diff(rows[2])) / _coarse(np.array([reports]))[0]
    seen = looks.seen_by(rows, parts())
    begins = looks.begins_of(rows, seen)
    looked = np.zeros(len(chances), np.int8)
    pieces = list(_pieces(begins, at_once))

    @lru_cache(maxsize=1)
    def gathered(piece: tuple[int, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return looks.gather(rows, seen, begins, *piece), begins

    for piece in pieces:
        looks.look(rows, chances, gathered(piece), piece, looked)
    trusted = looked == looks.HOLDS
    for piece in pieces:
        looks.look_again(rows, chances, gathered(piece), piece, trusted, looked)
    return looked


def _pieces(begins: NDArray[np.int64], at_once: int) -> Iterator[tuple[int, int]]:
    """Cut the values into pieces whose samples name no more than `at_once` values besides, or into single ones."""
    since = 0
    while since < len(begins) - 1:
        fit = int(np.searchsorted(begins, begins[since] + at_once, side="right")) - 1
        until = max(since + 1, fit)
        yield since, until
        since = until


def find_series(
    report: Integers,
    value: Integers,
    *,
    reports: int,
    common: Flags | None = None,
    look: Look = look_by_kernels,
) -> SeriesFound:
    """Find the series among `reports` reports, numbered from 0 by rank, of which each row says that it names a value.

    Rows are ordered by report and may repeat. Values are numbered from 0 in the order of their names. `common` marks
    values that join nothing whatever the numbers say. `look` may be that of another engine (`series_sql.py`).
    """
    rows, kept, degree = _rows(report, value, reports=reports, common=common)
    if not len(kept):
        return SeriesFound(np.arange(reports, dtype=np.int32), kept, degree, np.zeros(0, np.int8), {})
    looked = look(rows, reports=reports)
    joins = looked == looks.HOLDS
    group = kernels.cores_of(kernels.join_values(rows, joins, np.full(reports, -1, np.int32)))
    _gather(rows, looked, group)
    leans, evidence = _leaning(rows, joins, group)
    free = ~joins & (leans < 0) & (degree <= ALONE)
    rest = kernels.join_values(rows, free, group)
    standing = np.where((evidence < LEANING) | ((leans < 0) & (degree > ALONE)), COMMON, LEANS).astype(
        np.int8
    )
    standing[joins] = JOINS
    elsewhere = _elsewhere(rows, np.flatnonzero(standing == COMMON), group)
    return SeriesFound(kernels.named(group, rest), kept, degree, standing, elsewhere)


def _rows(
    report: Integers, value: Integers, *, reports: int, common: Flags | None
) -> tuple[Rows, Integers, Integers]:
    """Return the rows of values that several reports name, these values' numbers, and how many reports name each."""
    starts = kernels.starts_of(report, reports)
    values = value.astype(np.int32)
    values = values[: kernels.without_repeats(starts, values)]
    counts = kernels.counts_by_part(starts, values, int(value.max()) + 1 if len(value) else 0, parts())
    degree = counts.sum(axis=0, dtype=np.int32)
    shared = degree > 1
    if common is not None:
        shared &= ~common
    kept = np.flatnonzero(shared).astype(np.int32)
    number = np.full(len(degree), -1, np.int32)
    number[kept] = np.arange(len(kept), dtype=np.int32)
    values = values[: kernels.keep_shared(starts, values, number, parts())]
    degree = degree[kept]
    value_starts = np.concatenate(([0], np.cumsum(degree))).astype(np.int32)
    reports_of = kernels.turned(starts, values, value_starts, np.ascontiguousarray(counts[:, kept]))
    return (starts, values, value_starts, reports_of), kept, degree


def _coarse(numbers: NDArray[np.integer]) -> Floats:
    """Return the power of two at or below each number, as `hubs.coarse` does; numbers are at least 1."""
    rounded: Floats = np.ldexp(1.0, np.frexp(numbers.astype(np.float64))[1] - 1)
    return rounded


def _gather(rows: Rows, looked: NDArray[np.int8], group: Integers) -> None:
    """Gather, in `group`, the reports in no core that share a value which hints, into the core most of these values lead to."""
    hints = looked == looks.HINTS
    leans, evidence = _nowhere(len(looked))
    kernels.settle(rows, hints, group, kernels.rarity_of(group), leans, evidence)
    hints &= evidence >= LEANING
    sets = kernels.join_values(rows, hints, group)
    alone = kernels.first_alone(rows, np.flatnonzero(hints & (leans >= 0)), group)
    alone = alone[alone[:, 0] >= 0]
    voting, to = sets[alone[:, 0]].astype(np.int64), leans[alone[:, 1]]
    pairs, count = np.unique(voting * len(group) + to, return_counts=True)
    votes = kernels.counts_of(voting, len(group))
    won = 2 * count > votes[pairs // len(group)]
    core = np.full(len(group), -1, np.int32)
    core[pairs[won] // len(group)] = pairs[won] % len(group)
    kernels.follow(group, sets, core)


def _leaning(rows: Rows, joins: Flags, group: Integers) -> tuple[Integers, Floats]:
    """Take reports that stand alone to the groups their values lean to, in `group`; return where each value leans.

    Only what the last reports to move name is looked at again; the size of a group is that before any leaned on it.
    """
    rarity, asked = kernels.rarity_of(group), ~joins
    leans, evidence = _nowhere(len(joins))
    kernels.settle(rows, asked, group, rarity, leans, evidence)
    for _ in range(ROUNDS):
        moved = kernels.lean(
            rows, leans, evidence, group, kernels.alone_among(rows, asked & (leans >= 0), group)
        )
        asked = kernels.values_of(rows, moved, joins)
        kernels.settle(rows, asked, group, rarity, leans, evidence)
    return leans, evidence


def _nowhere(values: int) -> tuple[Integers, Floats]:
    """Return where values lean that nobody looked at, and how surely."""
    return np.full(values, -1, np.int32), np.zeros(values, np.float64)


def _elsewhere(rows: Rows, common: NDArray[np.intp], group: Integers) -> dict[int, tuple[int, int]]:
    found = {}
    for value in common.tolist():
        begin, end = rows[2][value : value + 2]
        groups = group[rows[3][begin : min(end, begin + SAMPLE)]]
        belonging = groups[groups >= 0]
        found[value] = (len(belonging), len(np.unique(belonging)))
    return found
