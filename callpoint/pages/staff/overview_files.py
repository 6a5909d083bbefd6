"""The tables of the supervisor's page as files: ids and numbers only, rounded as those that are published.

A page is read by somebody who may open every report that it counts; a file goes further. So each number of a file is
rounded to ten by itself and none below five is told, by which no hidden number can be worked out (`rules.figures`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from callpoint.pages.staff.overview_counts import Counted, Overview
from callpoint.pages.staff.overview_parts import steps_shown
from callpoint.records.queries.overview import Money
from callpoint.rules.figures import FEWEST_TOLD, told_number
from callpoint.rules.overview import Age, Told

Cells = Sequence[str | int]
ABOUT: Final = ("from", "to", "unit")
"""What each line ends with: the period, and the unit or nothing for every one."""
FEWER: Final = f"fewer than {FEWEST_TOLD}"
TOO_FEW: Final = "too few to say"
EXACT_TO: Final = 2
"""Digits of a sum of money that are told; the rest are noughts."""


def told(number: int) -> str | int:
    """Give a number as a file tells it."""
    rounded = told_number(number)
    return FEWER if rounded is None else rounded


def told_sum(units: int, reports: int) -> str | int:
    """Give a sum as a file tells it: only of reports enough, and with two digits."""
    if told_number(reports) is None:
        return TOO_FEW
    return round(units, EXACT_TO - len(str(units)))


def file_of(name: str, overview: Overview) -> tuple[Sequence[str], list[Cells]]:
    """Give the header and the lines of a table by its name."""
    header, rows = TABLES[name]
    about = (overview.period.first.isoformat(), overview.period.last.isoformat(), overview.unit)
    return (*header, *ABOUT), [(*row, *about) for row in rows(overview)]


def _way(overview: Overview) -> Iterator[Cells]:
    return (
        (each, told(overview.now.told[each]), told(overview.before.told[each]))
        for each in Told
        if not overview.unit
    )


def _steps(overview: Overview) -> Iterator[Cells]:
    now, before = overview.now.steps, overview.before.steps
    return ((step, told(now[step]), told(before[step])) for step in steps_shown())


def _days(overview: Overview) -> Iterator[Cells]:
    def within(counted: Counted, days: int) -> str | int:
        return told(counted.read[days])

    return (
        (days, within(overview.now, days), within(overview.before, days))
        for days in range(len(overview.now.read))
    )


def _ages(overview: Overview) -> Iterator[Cells]:
    return (
        (each.unit, each.state, *(told(each.ages[age]) for age in Age), told(each.number))
        for each in overview.open
    )


def _owed(overview: Overview) -> Iterator[Cells]:
    return ((each.unit, told(each.late), told(each.soon)) for each in overview.owed)


def _money(overview: Overview) -> Iterator[Cells]:
    for each in overview.now.money:
        yield _amounts(each)


def _amounts(money: Money) -> Cells:
    return (
        money.currency,
        told_sum(money.lost, money.losing),
        told(money.losing),
        told_sum(money.returned, money.returning),
        told(money.returning),
    )


def _outcomes(overview: Overview) -> Iterator[Cells]:
    return ((each.outcome, each.kind, each.unit, told(each.number)) for each in overview.now.endings)


TABLES: Final[Mapping[str, tuple[Sequence[str], Callable[[Overview], Iterator[Cells]]]]] = {
    "way": (("how_far", "reports", "period_before"), _way),
    "steps": (("step", "reports", "period_before"), _steps),
    "days": (("working_days", "read_within", "period_before"), _days),
    "ages": (("with_unit", "state", *(age.value for age in Age), "all"), _ages),
    "promises": (("with_unit", "late_now", "due_in_two_days"), _owed),
    "money": (("currency", "went", "reports", "came_back", "reports_back"), _money),
    "outcomes": (("outcome", "kind", "of_unit", "reports"), _outcomes),
}
"""Header and lines of each table, under names that stay the same in every language."""
