"""Reads the samples of many values together, in a few questions: who names them, and what else those name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from callpoint.records.models import Sighting, Value
from callpoint.records.queries.links import in_parts, naming, probe, sighted_in
from callpoint.rules.standing import Standing, ValueStanding
from callpoint.rules.telling import SAMPLE, Named


@dataclass(frozen=True, slots=True)
class Known:
    """What the row of a value says; of one without a row, that one report names it and that it links."""

    reports: int = 1
    holds: bool = False
    standing: ValueStanding = ValueStanding.LINKS
    places: int = 0


def known_of(marks: Iterable[str]) -> dict[str, Known]:
    """Read the rows of values, for each that has one."""
    return {
        mark: Known(reports, is_holding, ValueStanding(standing), places)
        for some in in_parts(marks)
        for mark, reports, is_holding, standing, places in Value.objects.filter(mark__in=some).values_list(
            "mark", "reports", "holds", "standing", "places"
        )
    }


def counted(marks: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Give of each mark that a report names as one that may link: its kind, and how many reports do."""
    may_link = Sighting.objects.filter(standing=Standing.LINKING)
    return {
        mark: (kind, number)
        for some in in_parts(marks)
        for mark, kind, number in may_link.filter(mark__in=some)
        .values_list("mark", "kind")
        .annotate(number=Count("report_id"))
    }


def samples_of(marks: Collection[str]) -> Mapping[str, tuple[Named, ...]]:
    """Give the sample of each value: its reports of the smallest ids, and what those name besides it."""
    first = probe([(mark, Standing.LINKING) for mark in marks], most=SAMPLE)
    others: dict[UUID, set[str]] = defaultdict(set)
    own: dict[UUID, set[str]] = defaultdict(set)
    for report, mark, standing in sighted_in({report for named in first.values() for report in named}):
        if standing is Standing.OWN:
            own[report].add(mark)
        elif standing is Standing.LINKING:
            others[report].add(mark)
    return {
        mark: tuple(
            Named(others=frozenset(others[report] - {mark}), own=frozenset(own[report])) for report in named
        )
        for mark, named in first.items()
    }


def beside(marks: Iterable[str]) -> set[str]:
    """Give every value that may link and is named by a report of one of these."""
    reports = {report for report, _, standing in naming(marks) if standing is Standing.LINKING}
    return {mark for _, mark, standing in sighted_in(reports) if standing is Standing.LINKING}
