"""What is found of series among the reports of a file, as numbers; and the rule itself for few of them.

Machine code is worth its making from some ten thousand rows on. Below, the rule as it stands in
`callpoint/rules/linking/series.py` answers sooner than Numba is loaded, and the answer is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from callpoint.rules.linking import series as rule
from callpoint.rules.linking.hubs import SAMPLE, Standing
from callpoint.rules.linking.reasons import why_common

Integers = NDArray[np.int32]
Flags = NDArray[np.bool_]

JOINS, LEANS, COMMON = 1, 2, 3
"""Standings as numbers."""
NUMBERS: Final = {Standing.JOINS: JOINS, Standing.LEANS: LEANS, Standing.COMMON: COMMON}


@dataclass(frozen=True)
class SeriesFound:
    """Each report's series, named by its first report; the values that several reports name, and their standing.

    `values` are their numbers as they came, `reports` how many name each, `standing` one of JOINS, LEANS, COMMON.
    `elsewhere` has for each common value how many of its sample belong to groups without it, and to how many groups.
    """

    series: Integers
    values: Integers
    reports: Integers
    standing: NDArray[np.int8]
    elsewhere: Mapping[int, tuple[int, int]]

    def why(self, place: int) -> str:
        """Say why the common value at this place joins nothing."""
        reports = int(self.reports[place])
        belonging, groups = self.elsewhere[place]
        return why_common(reports=reports, looked_at=min(reports, SAMPLE), belonging=belonging, groups=groups)


def series_by_rule(
    report: Integers, value: Integers, *, reports: int, common: Flags | None = None
) -> SeriesFound:
    """Find the series as `callpoint.analysis.series.find_series` does, without machine code."""
    rows = rule.Rows.of(zip(report.tolist(), value.tolist(), strict=True), lone=range(reports))
    listed = frozenset[int]() if common is None else frozenset(np.flatnonzero(common).tolist())
    found = rule.find_series(rows, words=rule.Words(common=listed))
    shared = sorted(v for v, named in rows.reports.items() if len(named) > 1 and v not in listed)
    elsewhere = {}
    for place, number in enumerate(shared):
        if found.standings[number] is Standing.COMMON:
            groups = [found.groups[each] for each in rows.reports[number][:SAMPLE] if each in found.groups]
            elsewhere[place] = len(groups), len(set(groups))
    return SeriesFound(
        np.array([found.series[each] for each in range(reports)], np.int32),
        np.array(shared, np.int32),
        np.array([len(rows.reports[number]) for number in shared], np.int32),
        np.array([NUMBERS[found.standings[number]] for number in shared], np.int8),
        elsewhere,
    )
