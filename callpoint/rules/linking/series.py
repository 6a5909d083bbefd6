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
    ENOUGH,
    ENOUGH_AGAIN,
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

CORE, LEAN, ALONE_TOGETHER = 3.0, 2.0, 1.0
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
    """Each report with the smallest report of its series; the standing of each value that several reports name."""

    series: Mapping[Report, Report]
    standings: Mapping[Value, Standing]
    contradictions: tuple[tuple[Report, Report], ...]


def find_series(
    rows: Rows[Report, Value], *, words: Words[Report, Value] | None = None
) -> Found[Report, Value]:
    """Find the series among all these reports."""
    words = words or Words()
    shared = {v: named for v, named in rows.reports.items() if len(named) > 1 and v not in words.common}
    once = {v for v in shared if _holds(rows, shared, v, among=shared.keys(), enough=ENOUGH)}
    joining = {v for v in once if _holds(rows, shared, v, among=once, enough=ENOUGH_AGAIN)}
    joining |= {v for v in words.joins if v in shared}
    groups = _cores(shared[v] for v in joining)
    joining |= {v for v in once - joining if _settled(shared[v], groups).standing is Standing.LEANS}
    groups = _cores(shared[v] for v in joining)
    joints = [Joint(str(v), CORE, tuple(shared[v])) for v in joining]
    others = shared.keys() - joining
    settled = {v: _settled(shared[v], groups) for v in others}
    for _ in range(ROUNDS):
        leaning = _leaning(rows, groups, settled)
        if not leaning:
            break
        groups |= leaning
        joints += [Joint(str(to), LEAN, (report, to)) for report, to in leaning.items()]
        settled = {v: _settled(shared[v], groups) for v in others}
    joints += [
        Joint(str(v), ALONE_TOGETHER, tuple(shared[v]))
        for v, each in settled.items()
        if each.standing is Standing.LEANS and each.group is None
    ]
    result = grouped(rows.values, joints, same=words.same, different=words.different)
    return Found(
        series=result.group,
        standings=dict.fromkeys(words.common, Standing.COMMON)
        | {v: each.standing for v, each in settled.items()}
        | dict.fromkeys(joining, Standing.JOINS),
        contradictions=result.contradictions,
    )


def _holds(
    rows: Rows[Report, Value],
    shared: Mapping[Value, Sequence[Report]],
    value: Value,
    *,
    among: Collection[Value],
    enough: float,
) -> bool:
    others = [
        [
            Other(other, len(shared[other]))
            for other in rows.values[report]
            if other != value and other in among
        ]
        for report in shared[value][:SAMPLE]
    ]
    sample = ValueSample(reports=len(shared[value]), others=others)
    return look_at(sample, reports_in_all=len(rows.values), enough=enough).holds


def _cores(joined: Iterable[Sequence[Report]]) -> dict[Report, Report]:
    """Return each report of a core with the smallest of its core."""
    kept = [tuple(reports) for reports in joined]
    sets = Sets(report for reports in kept for report in reports)
    for reports in kept:
        sets.join(*reports)
    return sets.all()


def _settled(named: Sequence[Report], groups: Mapping[Report, Report]) -> Settled[Report]:
    sizes = Counter(groups.values())
    inside = Counter(groups[report] for report in named[:SAMPLE] if report in groups)
    belonging = Belonging(
        reports=len(named), groups={group: (count, sizes[group]) for group, count in inside.items()}
    )
    return settle(belonging, reports_in_groups=len(groups))


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
