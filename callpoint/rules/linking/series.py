"""Which reports are one series: the whole rule, on plain mappings.

This is the rule itself, to be read and to be held against. The live path asks it about the reports around one report,
the batch engine (`callpoint/analysis/series.py`) does the same on arrays; tests keep the answers equal.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from callpoint.rules.linking.grouping import Joint, grouped
from callpoint.rules.linking.hubs import (
    ENOUGH_AGAIN,
    FREQUENT,
    LEANING,
    SAMPLE,
    Belonging,
    Other,
    Settled,
    Standing,
    ValueSample,
    look_at,
    settle,
    strongest,
)
from callpoint.rules.linking.sets import Sets

Report = TypeVar("Report", int, str)
Value = TypeVar("Value", int, str)

CORE, GATHERED, LEAN, ALONE_TOGETHER = 4.0, 3.0, 2.0, 1.0
"""How strong a joint is, where people's judgement makes some give way: the weakest first."""
ROUNDS: Final = 4
"""Reports that lean on reports that lean: so long a chain is followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Generic[Report, Value]):
    """Who names what: report -> its values, and value -> the reports that name it, from the smallest rank on."""

    values: Mapping[Report, Sequence[Value]]
    reports: Mapping[Value, Sequence[Report]]

    @classmethod
    def of(
        cls, named: Iterable[tuple[Report, Value]], *, lone: Iterable[Report] = ()
    ) -> "Rows[Report, Value]":
        """Take rows in any order, repeated or not; the rank of a report is its order. `lone` reports name nothing."""
        values: dict[Report, list[Value]] = {report: [] for report in lone}
        reports: dict[Value, list[Report]] = {}
        for report, value in sorted(set(named)):
            values.setdefault(report, []).append(value)
            reports.setdefault(value, []).append(report)
        return cls(values=values, reports=reports)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Generic[Report, Value]):
    """What people and lists say: these values join whatever the numbers say, these do not; these reports are one, these not."""

    joins: Collection[Value] = frozenset()
    common: Collection[Value] = frozenset()
    same: Collection[tuple[Report, Report]] = ()
    different: Collection[tuple[Report, Report]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[Report, Value]):
    """Each report with the smallest report of its series; the standing of each value that several reports name.

    `groups` has the reports that belong somewhere by what holds, hints or leans, each with its group, before people's words.
    """

    series: Mapping[Report, Report]
    groups: Mapping[Report, Report]
    standings: Mapping[Value, Standing]
    contradictions: tuple[tuple[Report, Report], ...]


def find_series(
    rows: Rows[Report, Value], *, words: Words[Report, Value] | None = None
) -> Found[Report, Value]:
    """Find the series among all these reports."""
    words = words or Words()
    shared = {v: named for v, named in rows.reports.items() if len(named) > 1 and v not in words.common}
    joining, hinting = _look_at_all(rows, shared)
    joining |= {v for v in words.joins if v in shared}
    hinting -= joining
    groups = _cores(shared[v] for v in joining)
    joints = [Joint(str(v), CORE, tuple(shared[v])) for v in joining]
    others = {v: shared[v] for v in shared.keys() - joining}
    settled = _settle_all(others, groups, Counter(groups.values()))
    hinting -= {v for v in hinting if settled[v].evidence < LEANING}
    gathered = _gathered({v: others[v] for v in hinting}, groups, settled)
    joints += [Joint(str(to), GATHERED, (report, to)) for report, to in gathered.items()]
    groups |= gathered
    sizes = Counter(groups.values())
    settled = _settle_all(others, groups, sizes)
    for _ in range(ROUNDS):
        leaning = _leaning(rows, groups, settled)
        if not leaning:
            break
        joints += [Joint(str(to), LEAN, (report, to)) for report, to in leaning.items()]
        groups |= leaning
        settled = _settle_all(others, groups, sizes)
    joints += [
        Joint(str(v), ALONE_TOGETHER, tuple(report for report in shared[v] if report not in groups))
        for v, each in settled.items()
        if each.standing is Standing.LEANS and each.group is None
    ]
    result = grouped(rows.values, joints, same=words.same, different=words.different)
    return Found(
        series=result.group,
        groups=groups,
        standings=dict.fromkeys(words.common, Standing.COMMON)
        | {v: each.standing for v, each in settled.items()}
        | dict.fromkeys(joining, Standing.JOINS),
        contradictions=result.contradictions,
    )


def _look_at_all(
    rows: Rows[Report, Value], shared: Mapping[Value, Sequence[Report]]
) -> tuple[set[Value], set[Value]]:
    """Return the values that hold, and those that hint at least."""
    looks = {
        v: look_at(_sample(rows, shared, v, among=shared), reports_in_all=len(rows.values)) for v in shared
    }
    once = {v for v, look in looks.items() if look.holds}
    frequent = {v: _sample(rows, shared, v, among=once) for v in once if len(shared[v]) >= FREQUENT}
    unheld = {
        v
        for v, sample in frequent.items()
        if not look_at(sample, reports_in_all=len(rows.values), enough=ENOUGH_AGAIN).holds
    }
    return once - unheld, unheld | {v for v, look in looks.items() if look.hints}


def _sample(
    rows: Rows[Report, Value],
    shared: Mapping[Value, Sequence[Report]],
    value: Value,
    *,
    among: Collection[Value],
) -> ValueSample:
    others = [
        [
            Other(other, len(shared[other]))
            for other in rows.values[report]
            if other != value and other in among
        ]
        for report in shared[value][:SAMPLE]
    ]
    return ValueSample(reports=len(shared[value]), others=others)


def _gathered(
    hinting: Mapping[Value, Sequence[Report]],
    groups: Mapping[Report, Report],
    settled: Mapping[Value, Settled[Report]],
) -> dict[Report, Report]:
    """Gather the reports that are in no core and share a value that hints; return each with the group it is in now.

    Such a group is one of its own, or part of the one core that more than half of those of its values lead to which
    lead to any.
    """
    alone = {v: [report for report in reports if report not in groups] for v, reports in hinting.items()}
    sets = Sets(report for reports in alone.values() for report in reports)
    for reports in alone.values():
        if reports:
            sets.join(*reports)
    votes: dict[Report, Counter[Report]] = {}
    for v, reports in alone.items():
        to = settled[v].group
        if reports and to is not None:
            votes.setdefault(sets.first(reports[0]), Counter())[to] += 1
    cores = {
        first: core
        for first, vote in votes.items()
        for core, count in vote.items()
        if 2 * count > vote.total()
    }
    found = sets.all()
    sizes = Counter(found.values())
    return {
        report: cores.get(first, first)
        for report, first in found.items()
        if first in cores or sizes[first] > 1
    }


def _cores(joined: Iterable[Sequence[Report]]) -> dict[Report, Report]:
    """Return each report of a core with the smallest of its core."""
    kept = [tuple(reports) for reports in joined]
    sets = Sets(report for reports in kept for report in reports)
    for reports in kept:
        sets.join(*reports)
    return sets.all()


def _settle_all(
    others: Mapping[Value, Sequence[Report]], groups: Mapping[Report, Report], sizes: Counter[Report]
) -> dict[Value, Settled[Report]]:
    """Settle the values that do not join; `sizes` are those of the groups before any report leaned on them."""
    settled = {}
    for value, named in others.items():
        inside = Counter(groups[report] for report in named[:SAMPLE] if report in groups)
        belonging = Belonging(
            reports=len(named), groups={group: (count, sizes[group]) for group, count in inside.items()}
        )
        settled[value] = settle(belonging, reports_in_groups=sizes.total())
    return settled


def _leaning(
    rows: Rows[Report, Value], groups: Mapping[Report, Report], settled: Mapping[Value, Settled[Report]]
) -> dict[Report, Report]:
    """Return each report that stands alone and has a group to lean to, with that group."""
    led = {
        report: strongest(settled[value] for value in values if value in settled)
        for report, values in rows.values.items()
        if report not in groups
    }
    return {report: group for report, group in led.items() if group is not None}
