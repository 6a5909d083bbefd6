"""Computes every value and every series anew from the sightings and judgements, says what differed, and repairs it."""

import secrets
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from callpoint.analysis.grouping import groups_of
from callpoint.analysis.membership import resize
from callpoint.analysis.parting import note_parted
from callpoint.analysis.settling import apply_groups, lock_links
from callpoint.analysis.values import Figures, reports_in_all, row_of, write_down
from callpoint.records.models import (
    Judgement,
    PartedValue,
    Report,
    Ruling,
    Series,
    SeriesMember,
    Sighting,
    Value,
)
from callpoint.records.queries.links import IN_ALL, UNSEEN, in_parts
from callpoint.records.transaction import writing
from callpoint.rules.chance import Chance
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.linking.hubs import coarse
from callpoint.rules.reporters import people_among
from callpoint.rules.standing import RulingVerdict, Standing, ValueStanding, Verdict
from callpoint.rules.telling import (
    FEWEST_IN_ALL,
    SAMPLE,
    Named,
    holds,
    is_small,
    people_in,
    places_among,
    standing_of_value,
)


@dataclass(frozen=True, kw_only=True)
class Relinked:
    """What was computed and what had to be repaired; all is well where nothing had."""

    reports: int
    values: int
    series: int
    values_repaired: int
    reports_moved: int
    reckoned_with: int
    """Reports that chance is reckoned with from now on; where this changed, values and series may differ rightly."""
    reckoned_before: int

    @property
    def is_well(self) -> bool:
        """Say whether everything was as it must be."""
        return not self.values_repaired and not self.reports_moved

    @property
    def is_reckoned_anew(self) -> bool:
        """Say whether there are so many more or fewer reports that chance is reckoned otherwise from now on."""
        return self.reckoned_with != self.reckoned_before


@dataclass
class _Everything:
    """All sightings: who names what, in the order of the report ids."""

    kinds: dict[str, str] = field(default_factory=dict)
    naming: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    common: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    others: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    own: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def read(cls) -> "_Everything":
        """Read them."""
        all_of_it = cls()
        rows = Sighting.objects.order_by("report_id").values_list("report_id", "mark", "standing", "kind")
        for report, mark, standing, kind in rows.iterator():
            all_of_it._note(report, mark, Standing(standing))
            all_of_it.kinds[mark] = kind
        return all_of_it

    def _note(self, report: UUID, mark: str, standing: Standing) -> None:
        """Take in one sighting."""
        if standing is Standing.LINKING:
            self.naming[mark].append(report)
            self.others[report].add(mark)
        elif standing is Standing.OWN:
            self.own[report].add(mark)
        elif standing is Standing.COMMON:
            self.common[mark].append(report)

    def sample(self, mark: str) -> tuple[Named, ...]:
        """Give the sample of a value."""
        none: set[str] = set()
        return tuple(
            Named(others=frozenset(self.others[report] - {mark}), own=frozenset(self.own.get(report, none)))
            for report in self.naming[mark][:SAMPLE]
        )


@writing
def relink(*, at: datetime, chance: Chance = secrets.token_bytes) -> Relinked:
    """Compute everything anew, in one transaction, and repair what is not so."""
    lock_links()
    reports = set(Report.objects.exclude(state=ReportState.DRAFT).values_list("id", flat=True))
    before = reports_in_all()
    in_all = max(FEWEST_IN_ALL, coarse(len(reports)))
    if in_all != before:
        write_down(replace(_NOTHING, mark=IN_ALL, reports=in_all), at=at)
    everything = _Everything.read()
    figures = _figures(everything, in_all=in_all)
    repaired = _repair_values(figures, at=at)
    named_by = {mark: each.reports for mark, each in figures.items()}
    moved = _repair_series(reports, _shared(everything, figures), named_by, at=at, chance=chance)
    _count_series(everything.own, at=at)
    return Relinked(
        reports=len(reports),
        values=len(figures),
        series=Series.objects.filter(size__gt=0).count(),
        values_repaired=repaired,
        reports_moved=moved,
        reckoned_with=in_all,
        reckoned_before=before,
    )


_NOTHING = Figures(
    mark="",
    kind="",
    reports=0,
    reporters=0,
    sampled=0,
    agreeing=0,
    by_chance=0.0,
    holds=False,
    places=0,
    standing=ValueStanding.LINKS,
)


def _figures(everything: _Everything, *, in_all: int) -> dict[str, Figures]:
    """Compute the figures of every value that several reports name."""
    degree = {mark: len(reports) for mark, reports in everything.naming.items()}
    looked: dict[str, Figures] = {}
    for mark, number in degree.items():
        if number > 1:
            sample = everything.sample(mark)
            look = holds(sample, reports=number, degree=degree, reports_in_all=in_all)
            looked[mark] = Figures(
                mark=mark,
                kind=everything.kinds[mark],
                reports=number,
                reporters=people_in(sample),
                sampled=look.looked_at,
                agreeing=look.agreeing,
                by_chance=look.by_chance,
                holds=look.holds,
                places=0,
                standing=ValueStanding.LINKS,
            )
    holding = frozenset(mark for mark, each in looked.items() if each.holds)
    return {mark: _placed(each, everything, holding) for mark, each in looked.items()}


def _placed(figures: Figures, everything: _Everything, holding: frozenset[str]) -> Figures:
    is_doubtful = not figures.holds and is_small(figures.reports)
    places = places_among(everything.sample(figures.mark), holding=holding) if is_doubtful else 0
    standing = standing_of_value(reports=figures.reports, is_holding=figures.holds, places=places)
    return replace(figures, places=places, standing=standing)


def _repair_values(figures: Mapping[str, Figures], *, at: datetime) -> int:
    """Write down what is not as it must be; gives how many values that were."""
    there = {row.mark: row for row in Value.objects.exclude(mark=IN_ALL).iterator()}
    too_many = there.keys() - figures.keys()
    for some in in_parts(too_many):
        Value.objects.filter(mark__in=some).delete()
    wrong = [each for mark, each in figures.items() if mark not in there or row_of(there[mark]) != each]
    for each in wrong:
        write_down(each, at=at)
    Value.objects.filter(is_stale=True).update(is_stale=False)
    return len(too_many) + len(wrong)


def _shared(everything: _Everything, figures: Mapping[str, Figures]) -> dict[str, list[UUID]]:
    """Give every value that links as things stand, and the reports that link by it."""
    ruled = {
        mark: RulingVerdict(verdict)
        for mark, verdict in Ruling.objects.filter(undone_at=None).values_list("mark", "verdict")
    }
    shared: dict[str, list[UUID]] = defaultdict(list)
    for standing, named in (
        (Standing.LINKING, everything.naming),
        (Standing.COMMON, everything.common),
    ):
        for mark, reports in named.items():
            computed = figures[mark].standing if mark in figures else ValueStanding.LINKS
            if replace(UNSEEN, computed=computed, ruled=ruled.get(mark)).links(standing):
                shared[mark] += reports
    return shared


def _repair_series(
    reports: set[UUID],
    shared: dict[str, list[UUID]],
    named_by: Mapping[str, int],
    *,
    at: datetime,
    chance: Chance,
) -> int:
    """Group all reports, and move those that are not where they belong; gives how many those were."""
    groups = groups_of(
        reports,
        shared,
        named_by=named_by,
        same=_judged(Verdict.SAME),
        different=_judged(Verdict.DIFFERENT),
    )
    PartedValue.objects.all().delete()
    note_parted(shared, groups)
    present: dict[UUID, UUID | None] = dict(
        SeriesMember.objects.values_list("report_id", "series_id").iterator()
    )
    return apply_groups(groups, before=present, at=at, chance=chance)


def _count_series(own: Mapping[UUID, set[str]], *, at: datetime) -> None:
    """Count every series anew whose rows say otherwise; those that lost all their reports are in no group."""
    members: dict[UUID, list[UUID]] = defaultdict(list)
    rows = SeriesMember.objects.exclude(series=None).values_list("series_id", "report_id")
    for series_id, report in rows.iterator():
        members[series_id].append(report)
    for series_id, size, people in list(
        Series.objects.order_by("number").values_list("id", "size", "people")
    ):
        reports = members.get(series_id, [])
        named = [(report, mark) for report in reports for mark in own.get(report, ())]
        if (size, people) != (len(reports), people_among(reports, named)):
            resize(series_id, at=at)
    Series.objects.filter(is_stale=True).update(is_stale=False)


def _judged(verdict: Verdict) -> set[tuple[UUID, UUID]]:
    held = Judgement.objects.filter(undone_at=None, verdict=verdict)
    return set(held.values_list("first_id", "second_id"))
