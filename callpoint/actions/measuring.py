"""Keeps what the trends count of a report in its readable columns; a building block of the actions that take answers in."""

from collections.abc import Mapping
from typing import TypeVar

from callpoint.records.knowledge import knowledge
from callpoint.records.models import LostAmount, Report, ReturnedAmount
from callpoint.rules.measures import Told, measures_of

Amount = TypeVar("Amount", LostAmount, ReturnedAmount)


def measure(report: Report, told: Told) -> list[str]:
    """
    Set the columns of a report from its answers, keep its amounts, and name the columns that changed.

    The caller saves the report and writes the leaf: the amounts have none, since they can be computed again.
    """
    found = measures_of(told, knowledge())
    columns = found.readable_columns()
    changed = [name for name, value in columns.items() if getattr(report, name) != value]
    for name in changed:
        setattr(report, name, columns[name])
    _keep_amounts(LostAmount, report, found.lost)
    _keep_amounts(ReturnedAmount, report, found.returned)
    return changed


def _keep_amounts(table: type[Amount], report: Report, found: Mapping[str, int]) -> None:
    kept = dict(table.objects.filter(report=report).values_list("currency", "units"))
    if kept != found:
        table.objects.filter(report=report).delete()
        table.objects.bulk_create(
            table(report=report, currency=currency, units=units) for currency, units in found.items()
        )
