"""The links of one report, by a bounded number of questions: what shares its values, how strongly, and what does not link."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from uuid import UUID

from callpoint.records.queries.links import (
    IN_ALL,
    Key,
    ValueState,
    key_of,
    own_of,
    probe_keys,
    states_of,
    uuid_of,
)
from callpoint.rules.linking.weights import together
from callpoint.rules.links import MOST_COUNTED, MOST_LINKS, Reach
from callpoint.rules.reporters import people_among
from callpoint.rules.standing import RULED, RulingVerdict, Standing
from callpoint.rules.telling import FEWEST_IN_ALL, weight_of

REACH_OF_STANDING = {
    Standing.OWN: Reach.OWN,
    Standing.KIND: Reach.KIND,
    Standing.COMMON: Reach.COMMON,
    Standing.LINKING: Reach.HUB,
}
"""Why a value does not link, where no person ruled so."""
LINKING = frozenset({Reach.LINKS, Reach.RULED_IN})
RULED_REACHES = frozenset({Reach.RULED_IN, Reach.RULED_OUT, Reach.COMMON})
"""What a person ruled, or may rule, counts in whatever standing others name it."""
ALL_RULED = tuple(sorted(RULED))


@dataclass(frozen=True, slots=True)
class Probed:
    """What the probe found of one value: what it does, how many others name it, and its weight in bits."""

    state: ValueState
    reach: Reach
    others: int
    """At most MOST_COUNTED and one more."""
    reports: int
    """How many reports name it, this one included: as it was counted, or as many as were found just now."""
    weight: float


@dataclass(frozen=True, slots=True)
class Linked:
    """What links one report."""

    values: Mapping[str, Probed]
    shared: Mapping[UUID, tuple[str, ...]]
    """Each linked report, the strongest first, at most MOST_LINKS, with the values it shares, the rarest first."""
    weights: Mapping[tuple[str, ...], float]
    """The weight of each set of values that any of these reports shares."""
    same_person: frozenset[UUID]
    """Reports that name a value as their reporter's own which is this report's reporter's own."""
    has_more: bool
    people: int
    """The people who sent these reports and this one; where there are more reports, at least so many."""


def probe_links(report_id: UUID, standings: Mapping[str, Standing]) -> Linked:
    """
    Look up the links of a report, given its values by mark and the standing of each.

    What is asked depends on its own values and on nothing else.
    """
    states = states_of([*standings, IN_ALL])
    reaches = {mark: reach_of(states[mark], standing) for mark, standing in standings.items()}
    named = _named(report_id, standings, reaches)
    in_all = max(FEWEST_IN_ALL, states[IN_ALL].reports)
    probed = {
        mark: _probed(states[mark], reaches[mark], others=len(named[mark]), in_all=in_all)
        for mark in standings
    }
    shared: dict[Key, list[str]] = defaultdict(list)
    same_person: set[Key] = set()
    for mark, each in sorted(probed.items(), key=lambda item: (-item[1].weight, item[0])):
        if each.reach in LINKING:
            for other in named[mark]:
                shared[other].append(mark)
        elif each.reach is Reach.OWN:
            same_person.update(named[mark])
    sharing = {other: tuple(marks) for other, marks in shared.items()}
    weights = {marks: together(probed[mark].weight for mark in marks) for marks in set(sharing.values())}
    strongest = nsmallest(MOST_LINKS, sharing, key=lambda other: (-weights[sharing[other]], other))
    is_cut = any(each.reach in LINKING and each.others > MOST_COUNTED for each in probed.values())
    return Linked(
        values=probed,
        shared={uuid_of(other): sharing[other] for other in strongest},
        weights=weights,
        same_person=frozenset(uuid_of(other) for other in same_person),
        has_more=len(sharing) > MOST_LINKS or is_cut,
        people=_people([key_of(report_id), *strongest]),
    )


def people_of(reports: set[UUID]) -> int:
    """Count who sent these reports: several of one person's are one, whether or not this report is that person's."""
    return _people([key_of(report) for report in reports])


def _people(reports: Sequence[Key]) -> int:
    own = own_of(reports)
    no_value_twice = len({mark for _, mark in own}) == len(own)
    return len(reports) if no_value_twice else people_among(reports, own)


def reach_of(state: ValueState, standing: Standing) -> Reach:
    """Say what a value does in a report."""
    if state.ruled is not None and standing in RULED:
        return Reach.RULED_IN if state.ruled is RulingVerdict.LINKS else Reach.RULED_OUT
    return Reach.LINKS if state.links(standing) else REACH_OF_STANDING[standing]


def _named(
    report_id: UUID, standings: Mapping[str, Standing], reaches: Mapping[str, Reach]
) -> dict[str, list[Key]]:
    """Look up which other reports name each value, in the standings in which that counts."""
    asked = [
        (mark, counting)
        for mark, standing in standings.items()
        for counting in (ALL_RULED if reaches[mark] in RULED_REACHES else (standing,))
    ]
    own = key_of(report_id)
    named = probe_keys(asked, most=MOST_COUNTED + 2)
    return {mark: [other for other in others if other != own] for mark, others in named.items()}


def _probed(state: ValueState, reach: Reach, *, others: int, in_all: int) -> Probed:
    reports = max(state.reports, others + 1)
    weight = weight_of(reports=reports, reports_in_all=in_all)
    return Probed(state, reach, min(others, MOST_COUNTED + 1), reports, weight)
