"""Which values of a file are on the lists of what anybody may name. It needs the extra `analytics`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from callpoint.analysis.report_rows import ReportRows
from callpoint.rules.content.common_lists import CommonList
from callpoint.rules.identifiers import IdentifierKind
from callpoint.rules.linking.common import CommonValues

LOOKED_UP: Final = (IdentifierKind.DOMAIN, IdentifierKind.EMAIL, IdentifierKind.URL)
"""Kinds that are on a list by more than their whole value."""


@dataclass(frozen=True)
class CommonRows:
    """The numbers of the values that several reports name and that are common, each with its list."""

    lists: Mapping[int, CommonList]
    reports: Mapping[int, int]
    """How many reports name each."""
    values: int
    """How many values there are in all."""

    @property
    def flags(self) -> NDArray[np.bool_]:
        """Mark the common among all values, as `analysis.series.find_series` takes it."""
        marked = np.zeros(self.values, np.bool_)
        marked[list(self.lists)] = True
        return marked


def common_among(rows: ReportRows, common: CommonValues) -> CommonRows:
    """Look up the values that several reports name; a file says its values as `rules.identifiers` does."""
    values = int(rows.value.max()) + 1 if len(rows.value) else 0
    degree = np.bincount(rows.value, minlength=values)
    published = [number for number, _kind, _value in rows.numbers_of(common.own)]
    lists = dict.fromkeys(published, CommonList.SERVICES)
    for number, kind, value in rows.of_kinds(LOOKED_UP):
        found = common.list_of(IdentifierKind(kind), value) if degree[number] > 1 else None
        if found is not None:
            lists[number] = found
    shared = {number: lists[number] for number in sorted(lists) if degree[number] > 1}
    return CommonRows(lists=shared, reports={number: int(degree[number]) for number in shared}, values=values)
