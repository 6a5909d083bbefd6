"""How many people reported: reports that name the same phone or mail as their reporter's own came from one person."""

from collections.abc import Iterable
from typing import TypeVar

Report = TypeVar("Report")


def people_among(reports: Iterable[Report], own: Iterable[tuple[Report, str]]) -> int:
    """Count the people who sent these reports; `own` are a report and a value that is its reporter's own."""
    person: dict[Report, Report] = {report: report for report in reports}
    first_with: dict[str, Report] = {}

    def found(report: Report) -> Report:
        while person[report] != report:
            person[report] = person[person[report]]
            report = person[report]
        return report

    for report, value in own:
        if report in person:
            person[found(report)] = found(first_with.setdefault(value, report))
    return sum(1 for report, other in person.items() if report == other)
