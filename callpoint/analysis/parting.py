"""Where people called reports of one heap different: whether a report may simply join, or all must be computed anew.

Joints count from the strongest to the weakest, and one that would bring two kept apart together is left out, whole or in
part (`rules/linking/grouping.py`). The values left out so are **parted**, and have a row. A report that comes in may be
put beside the others, without a look at the whole heap, where three things are so:

1. All that it names leads into one place: into groups with no two reports between them that somebody called different.
   A parted value leads where the first of its reports belongs, or where a stronger value takes the report before.
2. No value that more reports name than before now counts after a parted one of the same groups that it counted before.
3. Nobody judged the report itself.

Then each step of the computation does what it did without the report. Its parts are only larger, within the groups that
come out in the end: what was joined is joined, and what two enemies forbade is forbidden.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from callpoint.analysis.grouping import linking_values
from callpoint.analysis.samples import known_of
from callpoint.records.models import Judgement, PartedValue, SeriesMember, Sighting, Value
from callpoint.records.queries.links import in_parts, states_of
from callpoint.rules.standing import Standing, Verdict

FEWEST = 2
"""Reports that name what has no row, as the order of joints counts them."""


@dataclass(frozen=True, slots=True)
class Places:
    """Groups of reports: series, and reports that stand alone."""

    series: frozenset[UUID] = frozenset()
    alone: frozenset[UUID] = frozenset()

    @classmethod
    def of(cls, reports: Iterable[UUID]) -> "Places":
        """Give where reports are; one that was never looked at stands alone."""
        asked = set(reports)
        rows = SeriesMember.objects.filter(report_id__in=asked, series__isnull=False)
        there = dict(rows.values_list("report_id", "series_id"))
        return cls(frozenset(there.values()), frozenset(asked - there.keys()))

    def __len__(self) -> int:
        return len(self.series) + len(self.alone)

    def holds(self, other: "Places") -> bool:
        """Say whether all of the other are among these."""
        return other.series <= self.series and other.alone <= self.alone

    def having(self, report: str) -> Q:
        """Ask for rows whose report, under this name, is in one of these."""
        return Q(**{f"{report}__membership__series_id__in": self.series}) | Q(**{f"{report}__in": self.alone})


def note_parted(shared: Mapping[str, Sequence[UUID]], groups: Iterable[Collection[UUID]]) -> None:
    """Keep which of these values are parted, given all reports that link by each and the groups that came out."""
    group_of = {report: number for number, group in enumerate(groups) for report in group}
    parted = {mark for mark, named in shared.items() if len({group_of[report] for report in named}) > 1}
    known: set[str] = set()
    for some in in_parts(shared):
        known.update(PartedValue.objects.filter(mark__in=some).values_list("mark", flat=True))
    forget_parted(known - parted)
    PartedValue.objects.bulk_create(PartedValue(mark=mark) for mark in sorted(parted - known))


def forget_parted(marks: Iterable[str]) -> None:
    """Drop the rows of values that are not parted, or do not link any more."""
    for some in in_parts(marks):
        PartedValue.objects.filter(mark__in=some).delete()


def place_for(report_id: UUID) -> Places | None:
    """Give the groups that a report brings together, itself among them; none where only computing all anew can tell."""
    if _is_judged(report_id):
        return None
    firsts = _firsts(linking_values([report_id]).keys(), report_id)
    parted = set(PartedValue.objects.filter(mark__in=firsts).values_list("mark", flat=True))
    plain = firsts.keys() - parted
    joined = Places.of({report_id, *(firsts[mark] for mark in plain)})
    offered = {mark: Places.of([firsts[mark]]) for mark in parted}
    if joined == Places(alone=frozenset({report_id})):
        if len(set(offered.values())) > 1:
            return None
        joined = Places.of({report_id, *(firsts[mark] for mark in parted)})
    elsewhere = {mark for mark, place in offered.items() if not joined.holds(place)}
    is_led = all(_is_led_past(mark, report_id, plain=plain, joined=joined) for mark in elsewhere)
    return joined if is_led and not _hold_apart(joined) else None


def crossing(moved: Mapping[str, tuple[int, int]]) -> set[str]:
    """
    Give the values that now count before or after a parted one of the same groups, where they did not.

    `moved` says how many reports named each before, and how many do now.
    """
    ranges = {
        mark: (max(FEWEST, min(pair)), max(FEWEST, *pair))
        for mark, pair in moved.items()
        if max(pair) > FEWEST
    }
    if not ranges or not PartedValue.objects.exists():
        return set()
    return {
        mark
        for mark, counts in ranges.items()
        if counts[0] != counts[1] and _meets(mark, _parted_within(counts, ranges) - {mark})
    }


def _parted_within(counts: tuple[int, int], ranges: Mapping[str, tuple[int, int]]) -> set[str]:
    """Give the parted values whose reports number so many, or did before they moved themselves."""
    row = Value.objects.filter(mark=OuterRef("mark")).values("reports")[:1]
    rows = PartedValue.objects.annotate(reports=Coalesce(Subquery(row), FEWEST)).filter(reports__range=counts)
    moved = [mark for mark, other in ranges.items() if other[0] <= counts[1] and other[1] >= counts[0]]
    also = PartedValue.objects.filter(mark__in=moved).values_list("mark", flat=True)
    return {*rows.values_list("mark", flat=True), *also}


def _meets(mark: str, others: Collection[str]) -> bool:
    """Say whether a group that names one value names one of the others as well."""
    if not others:
        return False
    members = SeriesMember.objects.filter(report__sightings__mark=mark)
    series = frozenset(members.exclude(series=None).values_list("series_id", flat=True).distinct())
    alone = frozenset(members.filter(series=None).values_list("report_id", flat=True))
    met = Places(series, alone).having("report")
    return any(
        Sighting.objects.filter(met, mark__in=some, report__membership__isnull=False).exists()
        for some in in_parts(others)
    )


def _firsts(marks: Collection[str], report_id: UUID) -> dict[str, UUID]:
    """Give for each value the first other report that links by it and was looked at before."""
    states = states_of(marks)
    found: dict[str, UUID] = {}
    for mark in marks:
        linking = [standing for standing in Standing if states[mark].links(standing)]
        looked_at = Sighting.objects.filter(mark=mark, standing__in=linking, report__membership__isnull=False)
        others = looked_at.exclude(report_id=report_id).order_by("report_id")
        found.update((mark, first) for first in others.values_list("report_id", flat=True)[:1])
    return found


def _is_judged(report_id: UUID) -> bool:
    held = Judgement.objects.filter(undone_at=None).exclude(verdict=Verdict.UNSURE)
    return held.filter(Q(first_id=report_id) | Q(second_id=report_id)).exists()


def _hold_apart(places: Places) -> bool:
    """Say whether somebody called a report in one of these different from one in another of them."""
    if len(places) < FEWEST:
        return False
    held = Judgement.objects.filter(undone_at=None, verdict=Verdict.DIFFERENT)
    return held.filter(places.having("first"), places.having("second")).exists()


def _is_led_past(mark: str, report_id: UUID, *, plain: Collection[str], joined: Places) -> bool:
    """
    Say whether a stronger value takes a report to its place before it is offered what a parted value offers first.

    That is so where another of the place names both: all earlier parts refused that one, and so refuse this one too.
    And the place must have been offered a part of its own before, by a report that counts before this one.
    """
    counts = {each: max(FEWEST, known.reports) for each, known in known_of([mark, *plain]).items()}
    reports = counts.get(mark, FEWEST)
    stronger = [each for each in plain if counts.get(each, FEWEST) < reports]
    state = states_of([mark])[mark]
    linking = [standing for standing in Standing if state.links(standing)]
    named = Sighting.objects.filter(joined.having("report"), mark=mark, standing__in=linking)
    others = named.filter(report__membership__isnull=False).exclude(report_id=report_id)
    has_part = others.filter(report_id__lt=report_id).exists()
    return has_part and any(_links_too(each, others) for each in stronger)


def _links_too(mark: str, others: QuerySet[Sighting]) -> bool:
    state = states_of([mark])[mark]
    linking = [standing for standing in Standing if state.links(standing)]
    reports = Sighting.objects.filter(mark=mark, standing__in=linking).values("report_id")
    return others.filter(report_id__in=reports).exists()
