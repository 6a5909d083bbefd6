"""The links of one report, by a bounded number of questions: what shares its values, how strongly, and what does not link."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from callpoint.analysis.values import reports_in_all
from callpoint.records.queries.links import ValueState, probe, states_of
from callpoint.rules.identifiers import show
from callpoint.rules.linking.weights import together
from callpoint.rules.links import MOST_COUNTED, MOST_LINKS, Reach, SharedValue
from callpoint.rules.reporters import people_among
from callpoint.rules.sighting import Sighted
from callpoint.rules.standing import RULED, RulingVerdict, Standing
from callpoint.rules.telling import weight_of

Seen = Mapping[str, Sighted]
"""The values of a report by their marks."""

REACH_OF_STANDING = {
    Standing.OWN: Reach.OWN,
    Standing.KIND: Reach.KIND,
    Standing.COMMON: Reach.COMMON,
    Standing.LINKING: Reach.HUB,
}
"""Why a value does not link, where no person ruled so."""


@dataclass(frozen=True, slots=True)
class Probed:
    """What the probe found of one value: what it does, and which others name it, at most MOST_COUNTED and one more."""

    state: ValueState
    reach: Reach
    others: tuple[UUID, ...]

    @property
    def reports(self) -> int:
        """Give how many reports name it, this one included: as it was counted, or as many as were found just now."""
        return max(self.state.reports, len(self.others) + 1)


@dataclass(frozen=True, slots=True)
class Linked:
    """What links one report."""

    values: Mapping[str, Probed]
    shared: Mapping[UUID, tuple[SharedValue, ...]]
    """Each linked report, the strongest first, with the values it shares."""
    weights: Mapping[UUID, float]
    same_person: frozenset[UUID]
    has_more: bool
    people: int


def probe_links(report_id: UUID, seen: Seen) -> Linked:
    """Look up the links of a report; what is asked depends on its own values and on nothing else."""
    probed = _probed(report_id, seen)
    same_person = frozenset(
        other for each in probed.values() if each.reach is Reach.OWN for other in each.others
    )
    shared = _shared(seen, probed)
    weights = {other: together(one.weight for one in values) for other, values in shared.items()}
    strongest = sorted(weights, key=lambda other: (-weights[other], other))[:MOST_LINKS]
    is_cut = any(each.reach in LINKING and len(each.others) > MOST_COUNTED for each in probed.values())
    return Linked(
        values=probed,
        shared={other: tuple(shared[other]) for other in strongest},
        weights=weights,
        same_person=same_person,
        has_more=len(weights) > MOST_LINKS or is_cut,
        people=_people(report_id, strongest, same_person),
    )


LINKING = frozenset({Reach.LINKS, Reach.RULED_IN})


def _probed(report_id: UUID, seen: Seen) -> dict[str, Probed]:
    states = states_of(seen.keys())
    reaches = {mark: reach_of(states[mark], one.standing) for mark, one in seen.items()}
    asked = [(mark, standing) for mark, one in seen.items() for standing in _standings(one, reaches[mark])]
    named = probe(asked, most=MOST_COUNTED + 2)
    return {
        mark: Probed(states[mark], reaches[mark], tuple(sorted(set(named[mark]) - {report_id})))
        for mark in seen
    }


def reach_of(state: ValueState, standing: Standing) -> Reach:
    """Say what a value does in a report."""
    if state.ruled is not None and standing in RULED:
        return Reach.RULED_IN if state.ruled is RulingVerdict.LINKS else Reach.RULED_OUT
    return Reach.LINKS if state.links(standing) else REACH_OF_STANDING[standing]


def _standings(one: Sighted, reach: Reach) -> Sequence[Standing]:
    """Give in which standing others may name a value so that it counts."""
    if reach in (Reach.RULED_IN, Reach.RULED_OUT, Reach.COMMON):
        return tuple(sorted(RULED))
    return (one.standing,)


def _shared(seen: Seen, probed: Mapping[str, Probed]) -> dict[UUID, list[SharedValue]]:
    """Give of each linked report the values it shares, the rarest first."""
    in_all = reports_in_all()
    shared: dict[UUID, list[SharedValue]] = defaultdict(list)
    for mark, each in probed.items():
        if each.reach not in LINKING or not each.others:
            continue
        one = seen[mark]
        value = SharedValue(
            kind=one.kind,
            shown=show(one.kind, one.value),
            reports=each.reports,
            weight=weight_of(reports=each.reports, reports_in_all=in_all),
        )
        for other in each.others:
            shared[other].append(value)
    for values in shared.values():
        values.sort(key=lambda value: (-value.weight, value.kind, value.shown))
    return shared


def _people(report_id: UUID, others: Sequence[UUID], same_person: frozenset[UUID]) -> int:
    """Count the people behind these reports, as far as this report's own values tell."""
    own = [(other, "own") for other in (report_id, *others) if other in same_person or other == report_id]
    return people_among((report_id, *others), own)
