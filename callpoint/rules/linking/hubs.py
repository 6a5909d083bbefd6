"""Does a value that several reports share join them, or is it common to strangers? Decided on plain numbers.

A fraudster's phone is named by reports that share more than that phone. A bank's own phone is named by reports that
share nothing else and belong elsewhere. Each step is a function of the reports as they are now, and of no order:

1. `look_at` a sample of the reports that name the value: how many of them share something *else*, against how many
   would by chance? A value **holds** where that is far beyond chance, not counting companions: two values that always
   come together (a bank's name and its phone) are one witness. A frequent one must hold again when only other values
   that hold are counted. What holds joins: its reports are one core, whatever else they name.
2. A value **hints** where it is beyond chance without the busiest other value. It makes groups of reports that are in
   no core, and never joins two cores.
3. `settle` the other values by where their reports belong. Where that is different groups, the value is **common** and
   joins nothing. Otherwise it **leans**: it takes reports that stand alone to the one group, or to each other.

The sample of a value is its `SAMPLE` reports of smallest rank; the rank is the random id of a report in the database,
and a hash of its name in a file. So work is bounded however common a value is, and everybody finds the same answer.
`callpoint/rules/linking/series.py` puts the steps together.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeAlias, TypeVar

from callpoint.rules.linking.sets import Sets

Group = TypeVar("Group", int, str)
Key: TypeAlias = int | str | bytes

SAMPLE: Final = 100
"""So many reports of a value are looked at: enough to tell, few enough for every submit."""
FEWEST: Final = 3
"""Two reports that share two values may be two people at the same bank: from three on, sharing more tells something."""
COMPANION_SHARE: Final = 0.2
"""Another value that more than this share of the sample names comes along with the value, and is no second witness."""
RARE_ENOUGH: Final = 0.5
"""A witness is a value that fewer than this many others of the sample would name by chance."""
ENOUGH: Final = 12.0
"""Surprise from which a value holds: strangers would look so once in e^12 = 160,000 values."""
FREQUENT: Final = 30
"""From so many reports on, a value is looked at again: a bank has many phones, each with the bank as its companion."""
ENOUGH_AGAIN: Final = 4.0
"""The same for the second look, which only has to see that a value does not hold by companions alone."""
ENOUGH_TO_HINT: Final = 4.0
"""Surprise from which a value hints: once in 55 values. A hint joins no cores, so it may be wrong more often."""
STRAY: Final = 0.05
"""The chance that a report of a campaign belongs to the core of another."""
LEANING: Final = -0.5
"""The evidence below which a value is common: less than one report that belongs elsewhere takes it there."""
ALONE: Final = 50
"""So many reports that belong to nothing else may lean on one value; beyond, it joins too much on its own word."""


class Standing(StrEnum):
    """What a value does to the reports that share it."""

    JOINS = "joins"
    """Its reports are one core."""
    LEANS = "leans"
    """Reports that stand alone go where its other reports belong, or to each other."""
    COMMON = "common"
    """It is shown and joins nothing."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another value that a report of the sample names, and how many reports name it in all."""

    key: Key
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSample:
    """A value, by the reports of smallest rank that name it.

    `reports` says how many name it in all; `others` has one entry for each report of the sample, at most `SAMPLE`:
    the other values that it names, each once, without those that only one report names.
    """

    reports: int
    others: Sequence[Sequence[Other]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look at a sample showed: of `looked_at` reports, `agreeing` share something else with another.

    `by_chance` would if they were strangers. `holds` says whether the difference is beyond chance, `hints` whether it
    is without the busiest other value.
    """

    looked_at: int
    agreeing: int
    by_chance: float
    holds: bool
    hints: bool = False


def coarse(number: int) -> int:
    """Return the power of two at or below, so that what depends on a growing number changes rarely; 0 for 0."""
    return 1 << (number.bit_length() - 1) if number > 0 else 0


def surprise(agreeing: float, by_chance: float) -> float:
    """Return how much likelier `agreeing` is where reports belong together than where they are strangers, as a logarithm.

    The deviance of a Poisson count above its mean; 0 where there are no more than chance would have.
    """
    if agreeing <= by_chance:
        return 0.0
    return agreeing * math.log(agreeing / by_chance) - (agreeing - by_chance)


def look_at(sample: ValueSample, *, reports_in_all: int, enough: float = ENOUGH) -> Look:
    """Say whether the reports of a sample share more than the value, beyond what strangers would.

    Two reports agree where both name a witness: another value that is no companion and is rare. Chains of agreement
    count once (a group of five that agree are four agreements), so one busy witness is not counted ten times over.
    For the second look give only the `others` that hold after the first, and `enough=ENOUGH_AGAIN`.
    """
    size = len(sample.others)
    if size < FEWEST:
        return Look(looked_at=size, agreeing=0, by_chance=0.0, holds=False)
    named: dict[Key, list[int]] = {}
    chances: dict[Key, float] = {}
    for place, others in enumerate(sample.others):
        for other in others:
            named.setdefault(other.key, []).append(place)
            chances[other.key] = (size - 1) * (coarse(other.reports) / coarse(reports_in_all))
    rare = {key: places for key, places in named.items() if chances[key] <= RARE_ENOUGH}
    witnesses = {key: places for key, places in rare.items() if _is_no_companion(places, size)}
    agreeing, by_chance = _agreements(size, witnesses, chances)
    busiest = min(named, key=lambda key: (-len(named[key]), key), default=None)
    beside = {key: places for key, places in rare.items() if key != busiest or len(places) == 1}
    return Look(
        looked_at=size,
        agreeing=agreeing,
        by_chance=by_chance,
        holds=surprise(agreeing, by_chance) >= enough,
        hints=surprise(*_agreements(size, beside, chances)) >= ENOUGH_TO_HINT,
    )


def _is_no_companion(places: Sequence[int], size: int) -> bool:
    return len(places) == 1 or len(places) <= COMPANION_SHARE * size


def _agreements(
    size: int, witnesses: Mapping[Key, Sequence[int]], chances: Mapping[Key, float]
) -> tuple[int, float]:
    """Count the steps that join the reports of a sample through what they share, and those that chance would make."""
    sets = Sets(range(size))
    agreeing = sum(sets.join(places[0], place) for places in witnesses.values() for place in places[1:])
    return agreeing, sum(len(places) * chances[key] / 2 for key, places in witnesses.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging(Generic[Group]):
    """To which groups the reports of a sample belong: group -> (how many of the sample, how many reports it has).

    `reports` is how many name the value in all. Groups are cores, and what leaned on them in earlier rounds.
    """

    reports: int
    groups: Mapping[Group, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled(Generic[Group]):
    """The standing of a value that does not join; the group it leans to, None while there is none; how surely."""

    standing: Standing
    group: Group | None
    evidence: float


def settle(belonging: Belonging[Group], *, reports_in_groups: int) -> Settled[Group]:
    """Say whether a value that does not join leans to one group, or is common.

    Each report beyond the first that belongs to the same group speaks for it, more so where the group is small among
    all `reports_in_groups`; each that belongs elsewhere speaks against it (`STRAY`). Of groups that are equally
    likely the smallest name is taken.
    """
    belong = sum(count for count, _ in belonging.groups.values())
    best: Settled[Group] = Settled(
        standing=Standing.LEANS if belonging.reports <= ALONE else Standing.COMMON, group=None, evidence=0.0
    )
    for group in sorted(belonging.groups):
        count, size = belonging.groups[group]
        evidence = agreement(count, belong - count, coarse(reports_in_groups) / coarse(size))
        if best.group is None or evidence > best.evidence:
            standing = Standing.LEANS if evidence >= LEANING else Standing.COMMON
            best = Settled(standing=standing, group=group, evidence=evidence)
    return best


def agreement(inside: int, outside: int, rarity: float) -> float:
    """Return the evidence that reports, of which `inside` are of one group and `outside` of others, belong to it.

    A logarithm of how much likelier they are drawn from the group (with `STRAY` others) than from everywhere, where
    the group is one in `rarity`. The first report inside says nothing: some group it had to be.
    """
    return (inside - 1) * math.log(max(rarity, 1.0)) + outside * math.log(STRAY)


def strongest(leaning: Iterable[Settled[Group]]) -> Group | None:
    """Return the group that a report goes to which stands alone, by the values it names; None where none leads to one.

    The surest value decides; of equally sure ones, the smallest name of a group.
    """
    led: Group | None = None
    surest = -math.inf
    for each in leaning:
        if each.group is None or each.standing is not Standing.LEANS:
            continue
        if led is None or each.evidence > surest or (each.evidence == surest and each.group < led):
            led, surest = each.group, each.evidence
    return led
