"""What the public is told of one area: numbers rounded each by itself, small ones held back.

The rounding is that of `rules.figures`, with its proof: a total less its parts never gives a hidden number.
Numbers of kinds are over four whole weeks, numbers of weeks over all kinds; no table has both, and no number is of
both an area and a kind for a single week.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from callpoint.rules.figures import told_number
from callpoint.rules.trends import Line, Sum

WEEKS_OF_KINDS: Final = 4
WEEKS_OF_CHART: Final = 13


@dataclass(frozen=True, kw_only=True)
class AreaFigures:
    """The published numbers of one area; None is fewer than five."""

    kinds: tuple[tuple[str, int], ...]
    """Kinds with five reports or more in the last four weeks, the most first; on all others it is fewer."""
    total: int | None
    weeks: tuple[int | None, ...]
    """Reports of each of the last thirteen weeks, oldest first."""


def area_figures(area: str, lines: Mapping[Line, Sequence[Sum]]) -> AreaFigures:
    """Make what is published of the counts of whole weeks."""
    whole = [each.number for each in lines.get(Line(area=area), ())]
    kinds = {
        line.kind: told_number(sum(each.number for each in sums[-WEEKS_OF_KINDS:]))
        for line, sums in lines.items()
        if line.kind
    }
    told = [(kind, number) for kind, number in kinds.items() if number is not None]
    return AreaFigures(
        kinds=tuple(sorted(told, key=lambda each: (-each[1], each[0]))),
        total=told_number(sum(whole[-WEEKS_OF_KINDS:])),
        weeks=tuple(told_number(number) for number in whole[-WEEKS_OF_CHART:]),
    )


def area_totals(lines: Mapping[Line, Sequence[Sum]]) -> Mapping[str, int | None]:
    """Give the published number of each area over the last four weeks, by its code."""
    return {
        line.area: told_number(sum(each.number for each in sums[-WEEKS_OF_KINDS:]))
        for line, sums in lines.items()
    }
