"""Reports into groups: by what joins them, by what people said of two of them, and in no order.

People's word comes first. Two reports that somebody judged the **same** are in one group. Two that somebody judged
**different** are never in one group, unless other people's "same" join them: then people contradict each other, and
the pair is given back for somebody to look at. Where a "different" stands against what values join, the weakest of
these joints gives way: joints count from the strongest to the weakest, and one that would bring the two together is
left out. All else in the group stays as it was, and a group without such a pair is not touched at all.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from callpoint.rules.linking.sets import Sets

Report = TypeVar("Report", int, str)


@dataclass(frozen=True, slots=True)
class Joint(Generic[Report]):
    """Reports that one thing joins, such as a shared value; `name` breaks ties between joints of the same weight."""

    name: str
    weight: float
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Grouped(Generic[Report]):
    """Each report with the smallest report of its group; and pairs judged different that others' "same" join."""

    group: Mapping[Report, Report]
    contradictions: tuple[tuple[Report, Report], ...]


def grouped(
    reports: Iterable[Report],
    joints: Collection[Joint[Report]],
    *,
    same: Iterable[tuple[Report, Report]] = (),
    different: Iterable[tuple[Report, Report]] = (),
) -> Grouped[Report]:
    """Group the reports. All reports of joints and judgements must be among `reports`."""
    agreed = Sets(reports)
    for one, other in same:
        agreed.join(one, other)
    apart = sorted({(min(pair), max(pair)) for pair in different})
    contradictions = tuple(pair for pair in apart if agreed.first(pair[0]) == agreed.first(pair[1]))
    kept_apart = [pair for pair in apart if pair not in contradictions]
    everything = agreed.copy()
    for joint in joints:
        everything.join(*joint.reports)
    broken = {
        everything.first(one) for one, other in kept_apart if everything.first(one) == everything.first(other)
    }
    if not broken:
        return Grouped(everything.all(), contradictions)
    careful = _Careful(agreed.copy(), kept_apart)
    for joint in sorted(joints, key=lambda joint: (-joint.weight, joint.name, sorted(joint.reports))):
        ordered = sorted(joint.reports)
        if everything.first(ordered[0]) in broken:
            careful.join(ordered)
        else:
            careful.sets.join(*ordered)
    return Grouped(careful.sets.all(), contradictions)


class _Careful(Generic[Report]):
    """Sets that never bring together two reports which somebody judged different."""

    def __init__(self, sets: Sets[Report], apart: Sequence[tuple[Report, Report]]) -> None:
        self.sets: Sets[Report] = sets
        self._enemies: dict[Report, set[Report]] = {}
        for one, other in apart:
            self._enemies.setdefault(sets.first(one), set()).add(other)
            self._enemies.setdefault(sets.first(other), set()).add(one)

    def join(self, ordered: Sequence[Report]) -> None:
        """Join as many of these, in their order, as may be together: each to the first part that takes it."""
        parts: list[Report] = []
        for report in ordered:
            taken = next((part for part in parts if self._may(part, report)), None)
            if taken is None:
                parts.append(report)
            else:
                self._join(taken, report)

    def _may(self, one: Report, other: Report) -> bool:
        first = self.sets.first(other)
        return all(self.sets.first(enemy) != first for enemy in self._enemies.get(self.sets.first(one), ()))

    def _join(self, one: Report, other: Report) -> None:
        before = (self.sets.first(one), self.sets.first(other))
        self.sets.join(one, other)
        both = self._enemies.pop(before[0], set()) | self._enemies.pop(before[1], set())
        if both:
            self._enemies[self.sets.first(one)] = both
