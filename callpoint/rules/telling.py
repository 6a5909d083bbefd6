"""Whether a value tells that its reports belong together, decided from a bounded look at them and at nothing else.

`rules.linking.hubs` says when a value **holds**: its reports share more than it, far beyond chance. A value that holds
links. One that does not still links where few name it and all who belong elsewhere belong to one place: two people who
name nothing but the same phone met the same fraudster. A value that many name, or whose reports belong to different
places, is a **hub**: it is shown and links nothing.

All of it depends on the reports of the value, on what else those name, and on whether that holds. So a deed changes
what is said of a bounded number of values, and who computes everything anew finds the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from callpoint.rules.linking.hubs import ALONE, SAMPLE, Look, Other, ValueSample, look_at
from callpoint.rules.linking.weights import weight
from callpoint.rules.reporters import people_among
from callpoint.rules.standing import ValueStanding

__all__ = ["ALONE", "SAMPLE"]

FEWEST_IN_ALL: Final = 4096
"""Reports that chance is reckoned against at least: in a young service every value would look surprising."""


@dataclass(frozen=True, slots=True)
class Named:
    """One report of a value's sample: the other values that may link it, and those that are its reporter's own."""

    others: frozenset[str]
    own: frozenset[str]


def holds(sample: Sequence[Named], *, reports: int, degree: Mapping[str, int], reports_in_all: int) -> Look:
    """Look at a value: do its reports share more than it? `degree` says how many reports name each other value."""
    others = [
        [Other(key=other, reports=degree[other]) for other in sorted(one.others) if degree[other] > 1]
        for one in sample
    ]
    return look_at(ValueSample(reports=reports, others=others), reports_in_all=reports_in_all)


def places_among(sample: Sequence[Named], *, holding: frozenset[str]) -> int:
    """Count the places to which the reports of a value belong by other values, which hold and of which some come together."""
    belonging = [(place, other) for place, one in enumerate(sample) for other in one.others & holding]
    return people_among({place for place, _ in belonging}, belonging)


def standing_of_value(*, reports: int, is_holding: bool, places: int) -> ValueStanding:
    """Say whether a value links."""
    links = is_holding or (reports <= ALONE and places <= 1)
    return ValueStanding.LINKS if links else ValueStanding.HUB


def people_in(sample: Sequence[Named]) -> int:
    """Count the people who sent the reports of a sample."""
    own = [(place, value) for place, one in enumerate(sample) for value in one.own]
    return people_among(range(len(sample)), own)


def weight_of(*, reports: int, reports_in_all: int) -> float:
    """Give the weight, in bits, of a value that so many reports name."""
    return weight(reporters=max(2, reports), all_reporters=reports_in_all)


def is_small(reports: int) -> bool:
    """Say whether so few name a value that it may link without holding."""
    return 2 <= reports <= ALONE
