"""Series among the reports of a file: by the rule where there is little to do, else by machine code."""

from collections.abc import Callable
from typing import Final

import numpy as np

from callpoint.analysis.series_found import Flags, Integers, SeriesFound, series_by_rule

MOST_BY_THE_RULE: Final = 1_000_000
"""Pairs of values that one report names, over all reports: some second of work for the rule."""


def series_among(
    report: Integers, value: Integers, *, reports: int, common: Flags, tell: Callable[[str], None]
) -> SeriesFound:
    """Find the series by the rule where there is little to do, else by machine code. `tell` hears what takes long."""
    if int((np.bincount(report, minlength=1).astype(np.int64) ** 2).sum()) <= MOST_BY_THE_RULE:
        return series_by_rule(report, value, reports=reports, common=common)
    from callpoint.analysis import series, series_looks  # noqa: PLC0415 - loads Numba
    from callpoint.analysis.compiled import COMPILING, is_kept  # noqa: PLC0415 - the same

    if not is_kept(series_looks.look):
        tell(COMPILING)
    return series.find_series(report, value, reports=reports, common=common)
