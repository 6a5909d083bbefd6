"""What hangs together around some reports: the region that a change can touch, and the groups the rules make of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from callpoint.analysis.samples import known_of
from callpoint.records.models import SeriesMember
from callpoint.records.queries.links import in_parts, judged, naming, sighted_in, states_of
from callpoint.rules.linking.grouping import Joint, grouped
from callpoint.rules.standing import Verdict

Pairs = set[tuple[UUID, UUID]]


@dataclass
class Region:
    """Reports that nothing outside hangs together with, what they share, and in which series they are."""

    reports: set[UUID] = field(default_factory=set)
    shared: dict[str, list[UUID]] = field(default_factory=dict)
    series: dict[UUID, UUID | None] = field(default_factory=dict)
    """Of each report that was looked at before."""
    same: Pairs = field(default_factory=set)
    different: Pairs = field(default_factory=set)

    def groups(self) -> list[frozenset[UUID]]:
        """Give the groups of the region, also those of one."""
        named_by = {mark: known.reports for mark, known in known_of(self.shared).items()}
        return groups_of(
            self.reports, self.shared, named_by=named_by, same=self.same, different=self.different
        )


def rareness(reports: int) -> float:
    """Give the order in which joints count: what few name before what many do, with no two numbers alike."""
    return 1 / max(2, reports)


def groups_of(
    reports: Collection[UUID],
    shared: Mapping[str, Sequence[UUID]],
    *,
    named_by: Mapping[str, int],
    same: Pairs,
    different: Pairs,
) -> list[frozenset[UUID]]:
    """
    Group reports by the values that link them and by what people judged; what a judgement says of others is left out.

    `named_by` is what the rows of values say, not what is counted here: so the order of joints changes only where a row
    does. What has no row, such as a common value that a person ruled to link, counts before all that many name.
    """
    there = set(reports)
    found = grouped(
        [report.int for report in reports],
        [
            Joint(
                name=mark,
                weight=rareness(named_by.get(mark, 1)),
                reports=tuple(report.int for report in named),
            )
            for mark, named in shared.items()
            if len(named) > 1
        ],
        same=_numbers(same, there),
        different=_numbers(different, there),
    )
    groups: dict[int, set[UUID]] = defaultdict(set)
    for report, first in found.group.items():
        groups[first].add(UUID(int=report))
    return [frozenset(group) for group in groups.values()]


def _numbers(pairs: Pairs, there: set[UUID]) -> list[tuple[int, int]]:
    return sorted((one.int, other.int) for one, other in pairs if {one, other} <= there)


def region_around(seeds: Iterable[UUID]) -> Region:
    """
    Follow shared values, judgements and the series as they stand from some reports until nothing new is found.

    The series as they stand belong to it, so that where a link is gone, both of its sides are looked at.
    """
    region = Region()
    new = set(seeds)
    while new:
        region.reports |= new
        same = judged(new, verdict=Verdict.SAME)
        region.same |= same
        region.different |= judged(new, verdict=Verdict.DIFFERENT)
        shared = _shared_by(new, known=region.shared.keys())
        region.shared |= shared
        beside = {report for pair in same for report in pair}
        named = {report for reports in shared.values() for report in reports}
        new = (beside | named | _beside_in_series(new, region)) - region.reports
    return region


def linking_values(reports: Iterable[UUID]) -> dict[str, list[UUID]]:
    """Give the values by which these reports link as things stand, and which of these reports name each."""
    rows = list(sighted_in(reports))
    states = states_of({mark for _, mark, _ in rows})
    found: dict[str, list[UUID]] = defaultdict(list)
    for report, mark, standing in rows:
        if states[mark].links(standing):
            found[mark].append(report)
    return found


def _shared_by(reports: Collection[UUID], *, known: Collection[str]) -> dict[str, list[UUID]]:
    """Give the values by which these reports link and that are not known yet, with every report that links by them."""
    marks = linking_values(reports).keys() - set(known)
    states = states_of(marks)
    found: dict[str, list[UUID]] = {mark: [] for mark in marks}
    for report, mark, standing in naming(marks):
        if states[mark].links(standing):
            found[mark].append(report)
    return found


def _beside_in_series(reports: Collection[UUID], region: Region) -> set[UUID]:
    """Note the series of reports, and give all reports of those that were not known yet."""
    known = set(region.series.values())
    for some in in_parts(reports):
        rows = SeriesMember.objects.filter(report_id__in=some).values_list("report_id", "series_id")
        region.series.update(dict(rows))
    new = {series for series in region.series.values() if series is not None and series not in known}
    return {
        report
        for some in in_parts(new)
        for report in SeriesMember.objects.filter(series_id__in=some).values_list("report_id", flat=True)
    }
